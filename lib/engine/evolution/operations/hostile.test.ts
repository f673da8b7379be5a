import { describe, expect, test } from "vitest";
import { UpcastFailedError } from "../../errors";
import { storedEvent } from "../../testing/stored-event";
import { compileChain } from "../chain";
import { declarativeUpcaster } from "../declarative-upcaster";

function read(operations: unknown, dataText: string): { data: unknown; text: string } {
  const upcaster = declarativeUpcaster({
    id: "u",
    title: "Hostile",
    type: "Credited",
    fromVersion: 1,
    toType: "Credited",
    toVersion: 2,
    operations,
  });
  const event = storedEvent({ dataText });
  const before = JSON.stringify(event.data);
  const [made] = compileChain([upcaster]).upcast(event);
  expect(JSON.stringify(event.data)).toBe(before);
  return { data: made?.data, text: made?.dataText ?? "" };
}

function failure(operations: unknown, dataText: string): UpcastFailedError {
  try {
    read(operations, dataText);
  } catch (error) {
    if (error instanceof UpcastFailedError) return error;
    throw error;
  }
  throw new Error("It was read.");
}

const nested = (depth: number, inner = "1.0") => `${'{"a":'.repeat(depth)}${inner}${"}".repeat(depth)}`;
const compute = (expression: string) => [{ op: "compute", path: "made", expression }];

describe("an expression without an answer is that event's failure, with path and value", () => {
  test.each([
    ["data.a.b", '{"a":{"c":1},"made":"old"}', "No such key: b"],
    ["1 / 0", '{"made":"old"}', "division by zero"],
    ["data.a / 0", '{"a":1,"made":"old"}', "Infinity"],
    ["data.a / data.b", '{"a":1,"b":0,"made":"old"}', "Infinity"],
    ["9223372036854775807 + 1", '{"made":"old"}', "overflow"],
    ["data.a * 1e308 * 10.0", '{"a":10,"made":"old"}', "Infinity"],
    ["data.a + 1", '{"a":"text","made":"old"}', "overload"],
    ["data.a[7]", '{"a":[1],"made":"old"}', "index"],
    ["data.a", `{"a":${nested(100)},"made":"old"}`, "nested too deeply"],
  ])("%s of %s", (expression, dataText, problem) => {
    const error = failure(compute(expression), dataText);
    expect(error).toMatchObject({ upcasterId: "u", path: "made", value: '"old"' });
    expect(error.message.toLowerCase()).toContain(problem.toLowerCase());
    expect(error.cause).toMatchObject({ operation: 0 });
  });

  test("tells what the expression looked at, digit for digit and cut short", () => {
    const { cause } = failure(compute("data.a / data.b.c"), `{"a":41.10,"b":{"c":"${"x".repeat(500)}"}}`);
    expect(cause).toMatchObject({ reads: [{ path: "a", value: "41.10" }, { path: "b.c" }] });
    expect((cause as { reads: { value: string }[] }).reads[1]?.value).toHaveLength(200);
  });
});

describe("a payload that is", () => {
  test("a hundred levels deep can be changed at any of those that a path reaches", () => {
    const deep = nested(100);
    expect(read([{ op: "set", path: "b", value: 1 }], deep).text).toBe(`${deep.slice(0, -1)},"b":1}`);
    const inside = Array.from({ length: 31 }, () => "a").join(".");
    expect(read([{ op: "set", path: `${inside}.b`, value: 1 }], deep).text).toContain(`}},"b":1}`.slice(2));
    expect(read([{ op: "convert", path: "n", to: "text" }], `{"n":1.0,"d":${deep}}`).data).toMatchObject({ n: "1.0" });
    expect(failure([{ op: "convert", path: "a", to: "text" }], deep).message).toContain("a is an object");
    expect(failure([{ op: "convert", path: "a", to: "text" }], deep).value).toHaveLength(200);
  });

  test("as deep as the store takes it is read, or its failure says where", () => {
    const deep = nested(1_000);
    expect(read([{ op: "remove", path: "a.a" }], deep).text).toBe('{"a":{}}');
    expect(read([{ op: "set", path: "b", value: 1 }], deep).text).toBe(`${deep.slice(0, -1)},"b":1}`);
    expect(failure([{ op: "rename", from: "x", to: "y" }], deep).path).toBe("x");
    expect(failure(compute("data.a"), deep).path).toBe("made");
  });

  test("of ten thousand fields goes through a hundred operations", () => {
    const fields = Array.from({ length: 10_000 }, (_, index) => `"k${index}":${index}.0`).join(",");
    const operations = [
      ...Array.from({ length: 10 }, (_, index) => ({ op: "rename", from: `k${index}`, to: `r${index}` })),
      ...Array.from({ length: 90 }, (_, index) => ({ op: "remove", path: `k${9_000 + index}` })),
    ];
    const { data, text } = read(operations, `{${fields}}`);
    expect(Object.keys(data as object)).toHaveLength(9_910);
    expect(text.startsWith('{"r0":0.0,"r1":1.0')).toBe(true);
  });

  test("a text of a megabyte, or holds one, ends soon in a value or a failure", () => {
    const long = "x".repeat(1_000_000);
    const dataText = `{"t":"${long}","n":1.50}`;
    const startedAt = process.cpuUsage();
    expect(read([{ op: "rename", from: "t", to: "u" }], dataText).text).toBe(`{"u":"${long}","n":1.50}`);
    expect(read(compute('data.t.matches("(x+x+)+y")'), dataText).data).toMatchObject({ made: false });
    expect(read([{ op: "convert", path: "n", to: "text" }], dataText).data).toMatchObject({ n: "1.50" });
    for (const to of ["integer", "number", "boolean", "instant"]) {
      expect(failure([{ op: "convert", path: "t", to }], dataText).value).toHaveLength(200);
      const digits = "1".repeat(1_000_000);
      expect(failure([{ op: "convert", path: "t", to }], `{"t":"${digits}"}`).path).toBe("t");
    }
    const spaces = `{"t":"${" ".repeat(1_000_000)}x"}`;
    expect(failure([{ op: "convert", path: "t", to: "instant" }], spaces).path).toBe("t");
    expect(failure([{ op: "mapValues", path: "t", values: [{ from: "x", to: 1 }] }], dataText).value).toHaveLength(200);
    expect(process.cpuUsage(startedAt).user / 1e6).toBeLessThan(15);
  });

  test("no object is left as it is, or fails at the path", () => {
    for (const dataText of ["null", "7.0", '"text"', "[1.0]", "true"]) {
      expect(read([{ op: "remove", path: "a" }], dataText).text).toBe(dataText);
      expect(failure([{ op: "set", path: "a", value: 1 }], dataText).path).toBe("a");
    }
  });
});

test("names that mean something to JavaScript are fields like any other in data, and refused in paths", () => {
  const payload =
    '{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1.0}},"hasOwnProperty":1,"a":{"__proto__":2}}';
  const operations = [
    { op: "rename", from: "a", to: "b.c" },
    { op: "convert", path: "hasOwnProperty", to: "text" },
    { op: "compute", path: "copy", expression: "data.b" },
    { op: "set", path: "toString", value: 1 },
    { op: "remove", path: "valueOf" },
  ];
  const { text, data } = read(operations, payload);
  expect(text).toBe(
    '{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1.0}},"hasOwnProperty":"1",' +
      '"b":{"c":{"__proto__":2}},"copy":{"c":{"__proto__":2}},"toString":1}',
  );
  expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  expect(({} as { admin?: unknown }).admin).toBeUndefined();
  for (const path of ["__proto__", "a.__proto__.b", "/constructor", "prototype.x"]) {
    expect(() => read([{ op: "move", from: "a", to: path }], "{}")).toThrow(/cannot be part of a path/);
    expect(() => read([{ op: "convert", path, to: "text" }], "{}")).toThrow(/cannot be part of a path/);
    expect(() => read([{ op: "mapValues", path, values: [{ from: 1, to: 1 }] }], "{}")).toThrow(/cannot be part/);
  }
});
