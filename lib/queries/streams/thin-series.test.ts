import fc from "fast-check";
import { expect, test } from "vitest";
import { thinSeries } from "./thin-series";

test("keeps both ends and both extremes, in their order, and no more points than there is room for", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1, maxLength: 2_000 }),
      fc.integer({ min: 8, max: 400 }),
      (values, most) => {
        const all = values.map((value, at) => ({ at, value }));
        const { points, thinned } = thinSeries(all, ({ value }) => value, most);
        expect(points.length).toBeLessThanOrEqual(most);
        expect(thinned).toBe(values.length > most);
        expect([points[0], points.at(-1)]).toEqual([all[0], all.at(-1)]);
        expect(Math.max(...points.map(({ value }) => value))).toBe(Math.max(...values));
        expect(Math.min(...points.map(({ value }) => value))).toBe(Math.min(...values));
        expect(points.map(({ at }) => at)).toEqual([...points.map(({ at }) => at)].sort((a, b) => a - b));
      },
    ),
  );
});
