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
