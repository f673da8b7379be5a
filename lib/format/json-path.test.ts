import fc from "fast-check";
import { expect, test } from "vitest";
import { pathSegments, pathText } from "./json-path";

test("writes members and places the way people do", () => {
  expect(pathText(["lines", 0, "sku"])).toBe("lines[0].sku");
  expect(pathText(["labels", "a b", "__proto__"])).toBe('labels["a b"].__proto__');
  expect(pathText([])).toBe("");
});

test("reads back every path that it writes", () => {
  const segment = fc.oneof(fc.string(), fc.nat(), fc.constantFrom("a.b", '["', "]", "\\", "0", ""));
  fc.assert(
    fc.property(fc.array(segment), (segments) => {
      expect(pathSegments(pathText(segments))).toEqual(segments);
    }),
  );
});

test("refuses what is no path", () => {
  for (const text of ["lines[", "a..b", "lines[x]", ".a.", "a b", '["a]', "a[-1]"]) {
    expect(pathSegments(text)).toBeUndefined();
  }
});
