import { expect, test } from "vitest";
import { compileEventSchema } from "./compile-event-schema";
import { InvalidJsonSchemaError } from "./errors";

const check = (schema: unknown, text: string) => compileEventSchema(schema).check(text);

function refusal(schema: unknown): readonly { path: string; message: string }[] {
  try {
    compileEventSchema(schema);
  } catch (error) {
    if (error instanceof InvalidJsonSchemaError) return error.problems;
    throw error;
  }
  throw new Error("It was compiled.");
}

const payment = {
  type: "object",
  properties: {
    amount: { type: "integer", minimum: 0 },
    currency: { enum: ["EUR", "USD"] },
    lines: { type: "array", items: { type: "object", properties: { sku: { type: "string" } }, required: ["sku"] } },
    note: { type: ["string", "null"] },
  },
  required: ["amount"],
};

test("takes what fits", () => {
  expect(check(payment, '{"amount":3,"currency":"EUR","lines":[{"sku":"a"}],"note":null,"more":1}')).toBeNull();
});

test.each([
  ['{"currency":"EUR"}', "/amount", "is missing"],
  ['{"amount":"3"}', "/amount", 'must be a whole number, and is "3"'],
  ['{"amount":1.5}', "/amount", "must be a whole number, and is 1.5"],
  ['{"amount":-1}', "/amount", "must be >= 0, and is -1"],
  ['{"amount":1,"currency":"GBP"}', "/currency", 'must be one of "EUR", "USD", and is "GBP"'],
  ['{"amount":1,"lines":[{"sku":"a"},{}]}', "/lines/1/sku", "is missing"],
  ['{"amount":1,"note":4}', "/note", "must be text or null, and is 4"],
  ["[]", "", "must be an object, and is []"],
])("says where %s does not fit, and why", (text, path, message) => {
  expect(check(payment, text)).toEqual({ path, message });
});

test("names what the alternatives wanted", () => {
  const schema = { properties: { a: { anyOf: [{ type: "string" }, { type: "null" }] } } };
  expect(check(schema, '{"a":1}')).toEqual({
    path: "/a",
    message: "must be text, and is 1, or must be null, and is 1",
  });
});

test("escapes names in paths", () => {
  const schema = { properties: { "a/b~c": { type: "string" } }, additionalProperties: false };
  expect(check(schema, '{"a/b~c":1}')?.path).toBe("/a~1b~0c");
  expect(check(schema, '{"x/y":1}')).toEqual({ path: "/x~1y", message: "is a field that the schema does not have" });
});

test.each([
  ["9007199254740993", true],
  ["123456789012345678901234567890", true],
  ["1e400", true],
  ["15e1", true],
  ["1.50e1", true],
  ["100e-2", true],
  ["-0.0", true],
  ["9007199254740993.5", false],
  ["1.00000000000000000001", false],
  ["1e-400", false],
  ["151e-1", false],
])("decides on the digits whether %s is a whole number", (digits, whole) => {
  expect(check({ type: "integer" }, digits) === null).toBe(whole);
  expect(check({ items: { type: "integer" } }, `[1,${digits}]`) === null).toBe(whole);
  expect(check({ properties: { a: { type: ["integer", "string"] } } }, `{"a":${digits}}`) === null).toBe(whole);
  expect(check({ type: ["integer", "number"] }, digits)).toBeNull();
});

test("a multiple is decided on decimal digits", () => {
  expect(check({ multipleOf: 0.01 }, "19.99")).toBeNull();
  expect(check({ multipleOf: 0.01 }, "19.999")).not.toBeNull();
  expect(check({ multipleOf: 10 }, "1e21")).toBeNull();
  expect(check({ multipleOf: 1e-300 }, "1e300")).toBeNull();
});

test("a field named like one of every JavaScript object is not there unless it is written", () => {
  expect(check({ required: ["toString"] }, "{}")).toEqual({ path: "/toString", message: "is missing" });
  expect(check({ required: ["constructor", "__proto__"] }, '{"constructor":1,"__proto__":2}')).toBeNull();
  expect(check({ required: ["__proto__"] }, '{"__proto__":{},"long":12345678901234567890}')).toBeNull();
  expect(check({ additionalProperties: false }, '{"__proto__":{}}')).toMatchObject({ path: "/__proto__" });
  expect(refusal({ properties: JSON.parse('{"__proto__":{"type":"string"}}') })).toMatchObject([
    { path: "/properties/__proto__" },
  ]);
});

test("items that must differ are compared by content, in linear time", () => {
  expect(check({ uniqueItems: true }, '[{"a":1,"b":2},{"b":2,"a":1}]')).not.toBeNull();
  expect(check({ uniqueItems: true }, '[[["a",1]],[{"a":1}]]')).toBeNull();
  const many = JSON.stringify(Array.from({ length: 60_000 }, (_, index) => ({ index })));
  const startedAt = performance.now();
  expect(check({ uniqueItems: true }, many)).toBeNull();
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

test.each([
  [{ type: "strnig" }, "/type"],
  [{ minLength: "3" }, "/minLength"],
  [{ properties: { a: { typ: "string" } } }, "/properties/a/typ"],
  [{ properties: { a: { nullable: true } } }, "/properties/a/nullable"],
  [{ format: "date-tiem" }, "/format"],
  [{ pattern: "(?=a)b" }, "/pattern"],
  [{ patternProperties: { "(a": {} } }, "/patternProperties/(a"],
  [{ pattern: "(a{1000}){1000}" }, "/pattern"],
  [{ pattern: "a{1000}".repeat(100) }, "/pattern"],
  [{ $schema: "http://json-schema.org/draft-07/schema#" }, "/$schema"],
  [{ properties: { a: { $id: "https://example.com/a" } } }, "/properties/a/$id"],
  ["text", ""],
  [[], ""],
  [{ if: { type: "string" } }, ""],
])("refuses %j at its place", (schema, path) => {
  expect(refusal(schema)[0]?.path).toBe(path);
});

test("an unknown keyword among data is no keyword", () => {
  expect(
    check({ const: { typ: 1 }, examples: [{ nullable: true }], default: { $ref: "http://x" } }, '{"typ":1}'),
  ).toBeNull();
});

test.each(["https://example.com/schema.json", "other.json#/a", "#anchor", "#/$defs/missing", "#/type"])(
  "refuses the reference %s without fetching anything",
  (reference) => {
    expect(refusal({ type: "object", properties: { a: { $ref: reference } } })).toMatchObject([
      { path: "/properties/a/$ref" },
    ]);
  },
);

test("a reference that never goes down into the value is refused", () => {
  expect(refusal({ $ref: "#" })[0]?.message).toContain("without an end");
  expect(refusal({ $defs: { a: { allOf: [{ $ref: "#/$defs/b" }] }, b: { not: { $ref: "#/$defs/a" } } } })).toHaveLength(
    1,
  );
});

test("recursion ends with the payload, however deep", () => {
  const tree = {
    $defs: { node: { type: "object", properties: { child: { $ref: "#/$defs/node" } } } },
    $ref: "#/$defs/node",
  };
  const nested = (depth: number, leaf: string) => '{"child":'.repeat(depth) + leaf + "}".repeat(depth);
  expect(check(tree, nested(900, "{}"))).toBeNull();
  expect(check(tree, nested(900, "1"))).toMatchObject({ path: "/child".repeat(900) });
});

test("references that multiply end in a problem, not in hours", () => {
  const defs = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `d${index}`,
      index === 39
        ? { type: "object" }
        : { allOf: [{ $ref: `#/$defs/d${index + 1}` }, { $ref: `#/$defs/d${index + 1}` }] },
    ]),
  );
  const startedAt = performance.now();
  expect(check({ $defs: defs, $ref: "#/$defs/d0" }, "{}")).toEqual({
    path: "",
    message: "takes too many steps to be checked",
  });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test("patterns take linear time, and a megabyte of text does not hold a check up", () => {
  const startedAt = performance.now();
  expect(check({ pattern: "^(a+)+$" }, JSON.stringify(`${"a".repeat(1_000_000)}b`))).not.toBeNull();
  expect(check({ format: "email" }, JSON.stringify(`${"a".repeat(1_000_000)}@`))).not.toBeNull();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(check({ pattern: "^\\u00e9\\d$" }, '"é1"')).toBeNull();
});

test("schemas that are too large or too deep are refused", () => {
  const deep = (levels: number): unknown => (levels === 0 ? {} : { items: deep(levels - 1) });
  expect(refusal(deep(100))[0]?.message).toContain("nested deeper");
  expect(refusal({ enum: ["x".repeat(300_000)] })[0]?.message).toContain("longer than");
  expect(refusal({ allOf: Array.from({ length: 6_000 }, () => ({})) })[0]?.message).toContain("more than");
});

test("compiles the same content once", () => {
  const schema = { type: "object", title: "once" };
  expect(compileEventSchema(schema)).toBe(compileEventSchema(structuredClone(schema)));
  expect(compileEventSchema({ enum: [["a", 1]] })).not.toBe(compileEventSchema({ enum: [{ a: 1 }] }));
});

test("an address of the schema's own is left alone", () => {
  const schema = {
    $id: "https://example.com/a.json",
    $defs: { a: { type: "string" } },
    properties: { x: { $ref: "#/$defs/a" } },
  };
  expect(check(schema, '{"x":1}')).toMatchObject({ path: "/x" });
  expect(check(true, "1")).toBeNull();
  expect(check(false, "1")).toEqual({ path: "", message: "is not allowed" });
});
