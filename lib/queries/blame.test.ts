import { expect, test } from "vitest";
import { startBlame } from "./blame";

test("every leaf names the event that last set it", () => {
  const blame = startBlame();
  const states = [
    {},
    { status: "open", lines: [{ sku: "A" }] },
    { status: "open", lines: [{ sku: "A" }, { sku: "B" }] },
  ];
  blame.step(states[0], states[1], 1);
  blame.step(states[1], states[2], 2);
  blame.step(states[2], { ...states[2], status: "paid" }, 3);
  expect(blame.leavesOf({ ...states[2], status: "paid" })).toEqual({ status: 3, "lines[0].sku": 1, "lines[1].sku": 2 });
});

test("an event that writes the value that was there does not count", () => {
  const blame = startBlame();
  blame.step({}, { a: { b: 1 } }, 1);
  blame.step({ a: { b: 1 } }, { a: { b: 1 } }, 2);
  expect(blame.leavesOf({ a: { b: 1 } })).toEqual({ "a.b": 1 });
});

test("finds the event that took a value away, and the last below a path", () => {
  const blame = startBlame();
  blame.step({}, { a: { b: 1, c: 2 }, ab: 0 }, 1);
  blame.step({ a: { b: 1, c: 2 }, ab: 0 }, { a: { c: 3 }, ab: 0 }, 2);
  blame.step({ a: { c: 3 }, ab: 0 }, { a: { c: 3 }, ab: 9 }, 3);
  expect(blame.lastChange("a.b")).toBe(2);
  expect(blame.lastChange("a")).toBe(2);
  expect(blame.lastChange("zz")).toBeNull();
});

test("what the fold began with is set by version 0", () => {
  expect(startBlame().leavesOf({ balance: 0 })).toEqual({ balance: 0 });
});
