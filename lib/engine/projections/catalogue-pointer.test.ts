import { expect, test } from "vitest";
import { celPath, fieldPointer, itemsPointer, pointerPath, pointerSteps } from "./catalogue-pointer";

test.each([
  [["amount"], "/amount", "amount", "data.amount"],
  [["lines", null, "price"], "/lines/*/price", "lines[].price", "data.lines[0].price"],
  [["*"], "/~2", '["*"]', 'data["*"]'],
  [["a/b", "~"], "/a~1b/~0", '["a/b"]["~"]', 'data["a/b"]["~"]'],
  [["vehicle class", "in"], "/vehicle class/in", '["vehicle class"].in', 'data["vehicle class"]["in"]'],
  [[null, null, "x-1"], "/*/*/x-1", "[][].x-1", 'data[0][0]["x-1"]'],
  [[""], "/", '[""]', 'data[""]'],
  [[], "", "data", "data"],
])("writes %j as a pointer, for people and for expressions", (names, pointer, path, expression) => {
  const made = names.reduce<string>((at, name) => (name === null ? itemsPointer(at) : fieldPointer(at, name)), "");
  expect(made).toBe(pointer);
  expect(pointerSteps(pointer).map((step) => ("items" in step ? null : step.field))).toEqual(names);
  expect(pointerPath(pointer)).toBe(path);
  expect(celPath(pointer)).toBe(expression);
});
