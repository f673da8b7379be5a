import fc from "fast-check";
import { expect, test } from "vitest";
import { CONVERT_TARGETS, DATA_KINDS, type Operation } from "./operation-form";
import { operationsText, readOperationsText } from "./operation-text";

const name = fc.oneof(fc.constantFrom("amount", "address.city", "/zip.code", "lines.0.price"), fc.string());
const value = fc.jsonValue({ noUnicodeString: false, maxDepth: 2 }).map((each) => JSON.parse(JSON.stringify(each)));
const flagged = (name: "ifPresent" | "ifMissing", on: boolean) => (on ? { [name]: true } : {});

const dataOperation: fc.Arbitrary<Operation> = fc
  .record({
    op: fc.constantFrom(...DATA_KINDS),
    from: name,
    to: name,
    path: name,
    value,
    flag: fc.boolean(),
    target: fc.constantFrom(...CONVERT_TARGETS),
    decimals: fc.option(fc.nat(18)),
    values: fc.array(fc.record({ from: fc.oneof(fc.string(), fc.integer(), fc.boolean()), to: value }), {
      maxLength: 3,
    }),
    otherwise: fc.constantFrom("fail", "keep", "value"),
    expression: fc.string({ minLength: 1 }),
  })
  .map(({ op, from, to, path, flag, ...rest }) => {
    if (op === "rename" || op === "move") return { op, from, to, ...flagged("ifPresent", flag) };
    if (op === "remove") return { op, path };
    if (op === "set") return { op, path, value: rest.value, ...flagged("ifMissing", flag) };
    if (op === "compute") return { op, path, expression: rest.expression };
    if (op === "convert") {
      const decimals = rest.target === "integer" && rest.decimals !== null ? { decimals: rest.decimals } : {};
      return { op, path, to: rest.target, ...decimals, ...flagged("ifPresent", flag) };
    }
    const otherwise = rest.otherwise === "value" ? { value: rest.value } : rest.otherwise;
    return { op, path, values: rest.values, ...(otherwise === "fail" ? {} : { otherwise }) };
  });

const optional = <Value>(field: string, each: fc.Arbitrary<Value>) =>
  fc.option(each).map((some) => (some === null ? {} : { [field]: some }));
const when = optional("when", fc.string({ minLength: 1 }));

const splitEvent = fc
  .tuple(
    optional("type", fc.string({ minLength: 1 })),
    optional("schemaVersion", fc.integer({ min: 1, max: 99 })),
    when,
    fc.array(dataOperation, { maxLength: 3 }),
  )
  .map(([type, version, condition, operations]) => ({ ...type, ...version, ...condition, operations }));

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 5, arbitrary: dataOperation },
  fc.string().map((type) => ({ op: "renameType", type })),
  when.map((condition) => ({ op: "drop", ...condition })),
  fc.array(splitEvent, { maxLength: 3 }).map((events) => ({ op: "split", events })),
);

/** What the form made of a text says, as a text again. */
function thereAndBack(text: string): string {
  const read = readOperationsText(text);
  if (!read.ok) throw new Error(read.marks.map(({ message }) => message).join(" "));
  return operationsText(read.operations);
}

test("text that becomes a form says the same when it becomes text again", () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 5 }), (operations) => {
      expect(JSON.parse(thereAndBack(JSON.stringify(operations)))).toEqual(operations);
    }),
    { numRuns: 500 },
  );
});

test("a form that becomes text is the same form again", () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 5 }), (operations) => {
      const text = thereAndBack(JSON.stringify(operations));
      expect(thereAndBack(text)).toBe(text);
      expect(readOperationsText(text)).toEqual(readOperationsText(text));
    }),
  );
});

test("numbers and texts that look like numbers are told apart on the way", () => {
  const text = operationsTextOf([
    { op: "set", path: "a", value: "12" },
    { op: "set", path: "b", value: 12 },
  ]);
  expect(JSON.parse(thereAndBack(text))).toEqual([
    { op: "set", path: "a", value: "12" },
    { op: "set", path: "b", value: 12 },
  ]);
});

test("every mistake in the text is told at its place", () => {
  const text = '[{ "op": "remoof", "path": "a" }]';
  expect(marks(text)).toMatchObject([
    { from: text.indexOf('"remoof"'), message: "There is no operation of this name." },
  ]);
  const extra = '[{ "op": "remove", "path": "a", "ifMising": true }]';
  expect(marks(extra)).toMatchObject([{ from: extra.indexOf("true"), message: expect.stringContaining("ifMising") }]);
  expect(marks('[{ "op": "remove" }]')).toMatchObject([{ from: 1, message: expect.stringContaining("path") }]);
  expect(marks('[{ "op": ')).toMatchObject([{ severity: "error" }]);
  expect(marks('{ "op": "remove", "path": "a" }')).toHaveLength(1);
});

test("a number that would lose digits is refused instead of changed", () => {
  expect(marks('[{ "op": "set", "path": "a", "value": 12345678901234567890 }]')).toMatchObject([{ severity: "error" }]);
});

function operationsTextOf(operations: readonly Operation[]): string {
  return JSON.stringify(operations);
}

function marks(text: string) {
  const read = readOperationsText(text);
  return read.ok ? [] : read.marks;
}
