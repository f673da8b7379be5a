import fc from "fast-check";
import { expect, test } from "vitest";
import { literal, textLiteral } from "./literal";

const PLACE = { indent: 2, before: 10, after: 1 };

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    '"; process.exit(1); "',
    "'",
    '\\"',
    "`$" + "{1}`",
    "*/",
    "</script>",
    "__proto__",
    "\u2028",
    "\u202e",
    "\ud800",
    "\r\n",
  ),
  fc
    .array(fc.constantFrom('"', "'", "\\", "\n", "\u2029", "$", "`", "\0", "\u200f"), { maxLength: 12 })
    .map((parts) => parts.join("")),
);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    hostile,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value")),
    fc.array(fc.tuple(hostile, tie("value"))).map((entries) => JSON.parse(JSON.stringify(Object.fromEntries(entries)))),
  ),
})).value;

/** What code says in strict mode, as in a module. */
const evaluated = (code: string): unknown => new Function(`"use strict"; return (${code});`)();

test("a literal means the value it was written from, whatever texts and names are in it", () => {
  fc.assert(
    fc.property(json, (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      expect(evaluated(literal(plain, PLACE))).toEqual(plain);
      expect(JSON.stringify(evaluated(literal(plain, PLACE)))).toBe(JSON.stringify(plain));
    }),
    { numRuns: 1000 },
  );
});

test("a text stays on its line and shows every character that it has", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(textLiteral(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(evaluated(textLiteral(text))).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test("a name that would set the prototype is a name like others", () => {
  expect(literal(JSON.parse('{"__proto__":1}'), PLACE)).toBe('{ ["__proto__"]: 1 }');
});

test("a line is as long as lines may be, and numbers are as people read them", () => {
  expect(literal({ total: 3_088, at: -1_234_567, half: 0.5, no: 104 }, PLACE)).toBe(
    "{ total: 3_088, at: -1_234_567, half: 0.5, no: 104 }",
  );
  const text = literal({ a: "x".repeat(60), b: "y".repeat(60) }, PLACE);
  expect(text.split("\n")).toEqual(["{", `    a: "${"x".repeat(60)}",`, `    b: "${"y".repeat(60)}",`, "  }"]);
});
