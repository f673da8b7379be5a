import { expect, test } from "vitest";
import { rowShape } from "./row-shape";

test("takes rows apart and makes them again, whatever the columns are called", () => {
  const columns = ["a", "class", "constructor", "default_1"];
  const { toRow, toValues } = rowShape(columns);
  const row = toRow([1, "two", null, false]);
  expect(row).toEqual({ a: 1, class: "two", constructor: null, default_1: false });
  expect(Object.keys(row)).toEqual(columns);
  const values: unknown[] = [];
  toValues({ default_1: 4, a: 1 }, values);
  expect(values[0]).toBe(1);
  expect(values[3]).toBe(4);
});

test("writes no code from a name that could be more than a name", () => {
  for (const name of ["a: 1}; process.exit()", "__proto__", "A", "1a", ""]) {
    expect(() => rowShape([name])).toThrow(TypeError);
  }
});
