import { expect, test } from "vitest";
import { parseLossless, stringifyLossless } from "../json";
import { leavesOf, pointerOf, sameNumber, withLeaf } from "./json-leaves";

test.each([
  ["41.0", true],
  ["0.1", true],
  ["1e2", true],
  ["-0.000", true],
  ["100000000000000000000", true],
  ["9007199254740993", false],
  ["12345678901234567890", false],
  ["0.12345678901234567891", false],
  ["1e400", false],
])("%s is the same number as a double: %s", (digits, same) => {
  expect(sameNumber(digits)).toBe(same);
});

test("finds every leaf with its path, and changes one", () => {
  const value = parseLossless('{"a/b":[1,{"__proto__":null}],"c":"x"}');
  expect([...leavesOf(value)].map(([path, leaf]) => [pointerOf(path), leaf])).toEqual([
    ["/a~1b/0", 1],
    ["/a~1b/1/__proto__", null],
    ["/c", "x"],
  ]);
  expect(stringifyLossless(withLeaf(value, ["a/b", 0], 2))).toBe('{"a/b":[2,{"__proto__":null}],"c":"x"}');
});
