import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonLines } from "./json-lines";
import { parseForReading } from "./json-tree";

const text = (json: string) =>
  jsonLines(parseForReading(json))
    .map(({ indent, key, text, comma }) => `${"  ".repeat(indent)}${key}${text}${comma ? "," : ""}`)
    .join("\n");

test("writes every number with the digits it was stored with", () => {
  expect(text('{"a":41.0,"b":[1.50,2],"c":{"d":9007199254740993}}')).toBe(
    '{\n  "a": 41.0,\n  "b": [1.50, 2],\n  "c": {\n    "d": 9007199254740993\n  }\n}',
  );
});

test("knows the path of each value", () => {
  const paths = jsonLines(parseForReading('{"a":[{"b":1}],"c d":2}')).map(({ path }) => path);
  expect(paths).toEqual(["", "a", "a[0]", "a[0].b", null, null, '["c d"]', null]);
});

test("the lines are the same JSON", () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), (json) => {
      expect(JSON.parse(text(json))).toEqual(JSON.parse(json));
    }),
  );
});

test("JSON with a key twice, or none at all, is left to be shown as it is", () => {
  expect(parseForReading('{"a":1,"a":2}')).toBeUndefined();
  expect(parseForReading("nonsense")).toBeUndefined();
});

test("what is folded is one line that tells how much it holds", () => {
  const lines = jsonLines(parseForReading('{"a":{"b":{"c":1},"d":2},"e":[{"f":3}]}'), new Set(["a", "e"]));
  expect(lines.map(({ text }) => text)).toEqual(["{", "{…}", "[…]", "}"]);
  expect(lines[1]).toMatchObject({ holds: 2, folded: true, comma: true });
  expect(lines[0]).toMatchObject({ holds: 2, folded: false });
});

test("10,000 keys, 100 levels and a long list are laid out at once", () => {
  const wide = jsonLines(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, n])));
  expect(wide).toHaveLength(10_002);
  const deep = jsonLines(parseForReading(`${'{"a":'.repeat(100)}1${"}".repeat(100)}`));
  expect(deep).toHaveLength(201);
  expect(deep[100]).toMatchObject({ indent: 100, key: '"a": ', text: "1" });
  expect(jsonLines(Array.from({ length: 100_000 }, (_, n) => n))).toHaveLength(100_002);
});
