import fc from "fast-check";
import type { Operation } from "../operations/schemas";

const NAMES = ["a", "b", "c", "0", "1", "length", "__proto__", "constructor"] as const;
const NUMBERS = [
  "0",
  "-0",
  "1",
  "41.0",
  "12.50",
  "-3.25",
  "1e5",
  "1E-7",
  "1e400",
  "1e-400",
  "0.1",
  "1700000000",
  "9007199254740993",
  "12345678901234567890123",
  "1.00000000000000000001",
] as const;
const TEXTS = [
  "",
  "text",
  "true",
  "12.50",
  "007",
  "1e400",
  "2026-02-29",
  "2026-01-31 12:00:00+02",
  "é\u0000\ud83d\ude00",
];

const numberText = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.tuple(fc.integer(), fc.nat({ max: 99 })).map(([whole, cents]) => `${whole}.${String(cents).padStart(2, "0")}`),
);
const leaf = fc.oneof(
  numberText,
  fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength: 6 })).map((text) => JSON.stringify(text)),
  fc.constantFrom("true", "false", "null"),
);
const name = fc.constantFrom(...NAMES);

/** JSON texts of any kind of value, with numbers of every spelling and names that mean something to JavaScript. */
export const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(",")}]`),
    tie("object"),
  ),
  object: fc
    .array(fc.tuple(name, tie("value")), { maxLength: 5 })
    .map((fields) => `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`),
})).value;

/** JSON texts of an event's data: nearly always an object. */
export const dataText: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: jsonText },
  {
    weight: 9,
    arbitrary: fc
      .uniqueArray(fc.tuple(name, jsonText), { maxLength: 6, selector: ([key]) => key })
      .map((fields) => `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`),
  },
);

const path = fc
  .array(fc.constantFrom("a", "b", "c", "0", "1", "length"), { minLength: 1, maxLength: 3 })
  .map((names) => names.join("."));
const json = fc.jsonValue({ maxDepth: 2 }).map((value): fc.JsonValue => JSON.parse(JSON.stringify(value)));
const scalar = fc.oneof(fc.constantFrom(0, 1, 12.5, "text", "true", true, false, null), fc.string({ maxLength: 3 }));
const expression = fc.constantFrom(
  "1 + 2",
  "data",
  "data.a",
  "data.a * 100",
  "data.a / data.b",
  "data.b / 0",
  "1 / 0",
  "9223372036854775807 + 1",
  "size(data)",
  "string(data.a) + event.eventId",
  "data.c[0].a",
  "[data, data]",
  "has(data.a) ? data.a : null",
  "data.map(x, x)",
  "event.streamId",
  '"abc".matches(data.a)',
);
const condition = fc.constantFrom(
  "true",
  "false",
  "has(data.a)",
  "data.a > 1",
  "size(data) > 2",
  "data.b",
  "1 / 0 > 1",
);

const ifPresent = fc.constantFrom(true, true, true, false);

const plain = fc.oneof(
  fc.record({ op: fc.constantFrom("rename", "move"), from: path, to: path, ifPresent }),
  fc.record({ op: fc.constant("set"), path, value: json, ifMissing: fc.boolean() }),
  fc.record({ op: fc.constant("remove"), path }),
  fc.record({ op: fc.constant("compute"), path, expression }),
  fc.record({
    op: fc.constant("convert"),
    path,
    to: fc.constant("integer"),
    decimals: fc.nat({ max: 4 }),
    ifPresent,
  }),
  fc.record({
    op: fc.constant("convert"),
    path,
    to: fc.constantFrom("integer", "number", "text", "boolean", "instant"),
    ifPresent,
  }),
  fc.record({
    op: fc.constant("mapValues"),
    path,
    values: fc.uniqueArray(fc.record({ from: scalar, to: json }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ from }) => from,
    }),
    otherwise: fc.oneof(fc.constantFrom("fail", "keep"), fc.record({ value: json })),
  }),
) as fc.Arbitrary<Operation>;

const drop = fc.oneof(
  fc.record({ op: fc.constant("drop" as const), when: condition }),
  fc.constant<Operation>({ op: "drop" }),
);
const split = fc
  .tuple(
    fc.array(plain, { maxLength: 3 }),
    fc.array(
      fc.record(
        { type: fc.constantFrom("Made", "Other"), when: condition, operations: fc.array(plain, { maxLength: 3 }) },
        { requiredKeys: ["operations"] },
      ),
      { maxLength: 2 },
    ),
  )
  .map(([operations, events]) => ({ op: "split", events: [{ operations }, ...events] })) as fc.Arbitrary<Operation>;

/** The operations of an upcaster that makes `Made`: most plain, some dropping, splitting, or renaming the type. */
export const operations: fc.Arbitrary<Operation[]> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 9, arbitrary: plain }, { weight: 1, arbitrary: drop }), { maxLength: 5 }),
    fc.option(fc.constant<Operation>({ op: "renameType", type: "Made" }), { freq: 3 }),
    fc.option(split, { freq: 2 }),
  )
  .map(([list, renameType, last]) => [
    ...list,
    ...(renameType === null ? [] : [renameType]),
    ...(last === null ? [] : [last]),
  ]);
