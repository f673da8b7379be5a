import fc from "fast-check";
import { expect, test } from "vitest";
import { timeAxis } from "./time-axis";

test("keeps distances in proportion and folds a long idle stretch", () => {
  const axis = timeAxis([0, 1_000, 3_000, 4_000, 86_400_000]);
  expect(axis.xs).toEqual([0, 44, 132, 176, 248]);
  expect(axis.folds).toEqual([{ x: 212, ms: 86_396_000 }]);
});

test("draws events of one instant apart", () => {
  expect(timeAxis([5, 5, 5]).xs).toEqual([0, 26, 52]);
});

test("never places a later event to the left of an earlier one", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 50 }), (instants) => {
      const { xs, width } = timeAxis(instants);
      for (const [a, at] of instants.entries())
        for (const [b, other] of instants.entries()) if (at < other) expect(xs[a] ?? 0).toBeLessThan(xs[b] ?? 0);
      expect(Math.max(...xs)).toBe(width);
    }),
  );
});
