import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPath, parsePath, problemWithPath } from "./path";

describe("paths", () => {
  test("are dotted names, or JSON Pointers where a name has a dot", () => {
    expect(parsePath("lines.0.unit price")).toEqual(["lines", "0", "unit price"]);
    expect(parsePath("/zip.code/a~1b/~0")).toEqual(["zip.code", "a/b", "~"]);
    expect(formatPath(["lines", "0"])).toBe("lines.0");
    expect(formatPath(["zip.code"])).toBe("/zip.code");
  });

  test("of any names are read back as they were written", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (names) => {
        expect(parsePath(formatPath(names))).toEqual(names);
      }),
    );
  });

  test.each(["", "a..b", ".a", "__proto__.polluted", "a.constructor", "/prototype", Array(40).fill("a").join(".")])(
    "refuses to write to %j",
    (path) => expect(problemWithPath(path)).toBeTypeOf("string"),
  );
});
