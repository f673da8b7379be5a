import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storedEvent } from "../../testing/stored-event";
import { declarativeUpcaster } from "../declarative-upcaster";
import { OperationFailedError } from "./operation-failed";
import { OperationsSchema } from "./schemas";

function upcast(operations: unknown, dataText: string): { data: unknown; text: string } {
  const upcaster = declarativeUpcaster({
    id: "u",
    title: "test",
    type: "Credited",
    fromVersion: 1,
    toType: "Credited",
    toVersion: 2,
    operations,
  });
  const event = storedEvent({ dataText });
  const result = upcaster.upcast(event);
  if (result === null || !("data" in result)) throw new Error("One event was expected.");
  expect(event.data).toEqual(JSON.parse(dataText));
  return { data: result.data, text: result.dataText };
}

function failure(operations: unknown, dataText: string): OperationFailedError {
  try {
    upcast(operations, dataText);
  } catch (error) {
    if (error instanceof OperationFailedError) return error;
    throw error;
  }
  throw new Error("No OperationFailedError was thrown.");
}

test("a type can be renamed to whatever the store takes", () => {
  const renamed = (length: number) => OperationsSchema.safeParse([{ op: "renameType", type: "a".repeat(length) }]);
  expect(renamed(256).success).toBe(true);
  expect(renamed(257).success).toBe(false);
});

describe("rename", () => {
  test("keeps the place of the field and the digits of every number", () => {
    const { data, text } = upcast(
      [{ op: "rename", from: "amount", to: "total" }],
      '{"a":0.0,"amount":41.10,"big":12345678901234567890123}',
    );
    expect(text).toBe('{"a":0.0,"total":41.10,"big":12345678901234567890123}');
    expect(data).toEqual(JSON.parse(text));
  });

  test("moves to another object, which it makes when there is none", () => {
    const move = [{ op: "rename", from: "city", to: "address.city" }];
    expect(upcast(move, '{"city":"Bern","n":1}').text).toBe('{"n":1,"address":{"city":"Bern"}}');
    expect(upcast(move, '{"city":"Bern","address":{"zip":"3000"}}').text).toBe(
      '{"address":{"zip":"3000","city":"Bern"}}',
    );
  });

  test("of a missing field is an error that names it, unless told otherwise", () => {
    const error = failure([{ op: "rename", from: "a.b", to: "c" }], '{"a":{}}');
    expect(error).toMatchObject({ operation: 0, path: "a.b" });
    expect(error.message).toBe("Operation 1: a.b is missing.");
    expect(upcast([{ op: "rename", from: "a.b", to: "c", ifPresent: true }], '{"a":{}}').text).toBe('{"a":{}}');
  });

  test("does not overwrite, and treats null as a value", () => {
    expect(failure([{ op: "rename", from: "a", to: "b" }], '{"a":1,"b":2}')).toMatchObject({ path: "b", value: "2" });
    expect(upcast([{ op: "rename", from: "a", to: "b" }], '{"a":null}').text).toBe('{"b":null}');
    expect(upcast([{ op: "rename", from: "a", to: "a" }], '{"a":1}').text).toBe('{"a":1}');
  });
});

describe("set and remove", () => {
  test("write a constant, or only where there is none", () => {
    expect(upcast([{ op: "set", path: "currency", value: "EUR" }], "{}").text).toBe('{"currency":"EUR"}');
    const fallback = [{ op: "set", path: "currency", value: "EUR", ifMissing: true }];
    expect(upcast(fallback, '{"currency":"CHF"}').text).toBe('{"currency":"CHF"}');
    expect(upcast([{ op: "set", path: "lines.1.n", value: [1] }], '{"lines":[{},{"m":2.0}]}').text).toBe(
      '{"lines":[{},{"m":2.0,"n":[1]}]}',
    );
  });

  test("cannot write through a value that is no object, or beside a list", () => {
    expect(failure([{ op: "set", path: "a.b", value: 1 }], '{"a":"text"}').message).toContain("a is no object");
    expect(failure([{ op: "set", path: "a.7", value: 1 }], '{"a":[]}').message).toContain("no place in that list");
    expect(failure([{ op: "set", path: "a", value: 1 }], "[1]").path).toBe("a");
    expect(failure([{ op: "set", path: "a", value: 1 }], "null").message).toContain("the data is no object");
  });

  test("take a field away, and leave an event without it as it is", () => {
    expect(upcast([{ op: "remove", path: "a.b" }], '{"a":{"b":1,"c":2.0}}').text).toBe('{"a":{"c":2.0}}');
    expect(upcast([{ op: "remove", path: "a.1" }], '{"a":[1,2,3]}').text).toBe('{"a":[1,3]}');
    expect(upcast([{ op: "remove", path: "x.y" }], '{"a":1.0}').text).toBe('{"a":1.0}');
  });
});

describe("compute", () => {
  test("sees the data as the operations before it left them", () => {
    const operations = [
      { op: "rename", from: "amount", to: "cents" },
      { op: "compute", path: "cents", expression: "round(data.cents * 100)" },
      { op: "compute", path: "label", expression: "event.type + ' ' + string(data.cents)" },
    ];
    expect(upcast(operations, '{"amount":41.10,"fee":1.50}').text).toBe(
      '{"cents":4110,"fee":1.50,"label":"Credited 4110"}',
    );
  });

  test("that has no answer names the operation and the place in the expression", () => {
    const error = failure([{ op: "compute", path: "x", expression: "data.missing + 1" }], '{"x":"old"}');
    expect(error).toMatchObject({ operation: 0, path: "x", value: '"old"' });
    expect(error.message).toBe("Operation 1: No such key: missing (at character 6)");
  });
});

describe("a list of operations", () => {
  test.each([
    [[{ op: "set", path: "__proto__.polluted", value: 1 }]],
    [[{ op: "rename", from: "a", to: "constructor" }]],
    [[{ op: "rename", from: "/prototype", to: "b" }]],
    [[{ op: "remove", path: "" }]],
    [[{ op: "compute", path: "a", expression: "1 +" }]],
    [[{ op: "compute", path: "a", expression: "" }]],
    [[{ op: "set", path: "a" }]],
    [[{ op: "set", path: "a", value: 1, whatever: true }]],
    [[{ op: "eval", path: "a" }]],
    [Array(101).fill({ op: "remove", path: "a" })],
    ["not a list"],
  ])("is refused when it is %j", (operations) => {
    expect(OperationsSchema.safeParse(operations).success).toBe(false);
  });

  test("pollutes no prototype, whatever the payload holds", () => {
    const payload = '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"a":{"__proto__":1}}';
    const { text } = upcast(
      [
        { op: "rename", from: "a", to: "b" },
        { op: "set", path: "c.d", value: 1 },
      ],
      payload,
    );
    expect(text).toBe(payload.replace('"a"', '"b"').replace(/}$/, ',"c":{"d":1}}'));
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  test("gives the same data as text and as values, and leaves the event as it was", () => {
    const operation = fc.oneof(
      fc.record({ op: fc.constant("rename"), from: field(), to: field(), ifPresent: fc.constant(true) }),
      fc.record({ op: fc.constant("set"), path: field(), value: fc.jsonValue({ noUnicodeString: true }) }),
      fc.record({ op: fc.constant("remove"), path: field() }),
      fc.record({
        op: fc.constant("compute"),
        path: field(),
        expression: fc.constantFrom("1 + 2", "string(size(data))"),
      }),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 6 }), payload(), (operations, data) => {
        const text = JSON.stringify(data);
        try {
          const result = upcast(operations, text);
          expect(JSON.parse(result.text)).toEqual(JSON.parse(JSON.stringify(result.data)));
          expect(upcast(operations, text)).toEqual(result);
        } catch (error) {
          expect(error).toBeInstanceOf(OperationFailedError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const names = ["a", "b", "c", "0", "1"];
const field = () => fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }).map((path) => path.join("."));
const payload = () =>
  fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue()), fc.dictionary(fc.constantFrom(...names), fc.jsonValue())),
  );
