import { expect, test } from "vitest";
import { chartRows, withGaps } from "./chart-rows";
import type { ChartSeries } from "./chart-series";

const line = (id: string, points: [number, number | null][]): ChartSeries => ({
  id,
  label: id,
  tone: "now",
  points: points.map(([at, value]) => ({ at, value })),
});

test("a point of one series does not interrupt another, and a gap does", () => {
  const rows = chartRows(
    [
      line("a", [
        [0, 10],
        [10, 20],
        [20, null],
        [30, 40],
      ]),
      line("b", [
        [5, 1],
        [25, 1],
      ]),
    ],
    false,
  );
  expect(rows.map(({ at, a }) => [at, a])).toEqual([
    [0, 10],
    [5, 15],
    [10, 20],
    [20, null],
    [25, null],
    [30, 40],
  ]);
  expect(rows.map(({ b }) => b)).toEqual([null, 1, 1, 1, 1, null]);
});

test("on a logarithmic scale the line between two points is straight there, and 0 stands on the foot", () => {
  const rows = chartRows(
    [
      line("a", [
        [0, 0],
        [2, 10_000],
      ]),
      line("b", [[1, 5]]),
    ],
    true,
  );
  expect(rows.map(({ a }) => Math.round(a ?? -1))).toEqual([1, 100, 10_000]);
});

test("a time in which nothing was measured is a gap", () => {
  const points = [0, 60, 120, 600, 660].map((at) => ({ at, value: 1 }));
  expect(withGaps(points, 150).map(({ at, value }) => (value === null ? `gap at ${at}` : at))).toEqual([
    0,
    60,
    120,
    "gap at 360",
    600,
    660,
  ]);
});
