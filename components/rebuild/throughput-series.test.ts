import { expect, test } from "vitest";
import { axisTicks, throughputSeries, timeTicks } from "./throughput-series";

type Phase = "build" | "indexes" | "catch-up";
const sample = (second: number, rate: number, phase: Phase = "build") => ({ second, rate, phase });

test("a finished run has no estimate", () => {
  const series = throughputSeries({ samples: [sample(0, 0), sample(1, 100)], past: [], etaSeconds: null, rate: 100 });
  expect(series.estimated).toBeNull();
  expect(series.points).toEqual([
    { second: 0, now: 0 },
    { second: 1, now: 100 },
  ]);
});

test("the estimate goes on from the last sample at the present rate until it is ready", () => {
  const series = throughputSeries({ samples: [sample(0, 0), sample(4, 200)], past: [], etaSeconds: 6, rate: 210 });
  expect(series.estimated).toEqual({ from: 4, to: 10 });
  expect(series.points).toContainEqual({ second: 4, now: 200, estimate: 210 });
  expect(series.points).toContainEqual({ second: 10, estimate: 210 });
  expect(series.marks.at(-1)).toEqual({ second: 10, words: "Ready, estimated", run: "estimate" });
});

test("each phase is marked where it begins, and a past run stretches the axis", () => {
  const samples = [sample(0, 0), sample(1, 50), sample(2, 0, "indexes"), sample(3, 9, "catch-up")];
  const series = throughputSeries({ samples, past: [sample(0, 1), sample(30, 2)], etaSeconds: null, rate: null });
  expect(series.marks.map(({ second, words }) => `${second} ${words}`)).toEqual(["0 Build", "1 Indexes", "2 Catch up"]);
  expect(series.lastSecond).toBe(30);
});

test("a long run is thinned without losing its mean", () => {
  const samples = Array.from({ length: 10_000 }, (_, second) => sample(second, second % 2 === 0 ? 100 : 300));
  const { points } = throughputSeries({ samples, past: [], etaSeconds: null, rate: null });
  expect(points.length).toBeLessThanOrEqual(400);
  const mean = points.reduce((sum, point) => sum + (point.now ?? 0), 0) / points.length;
  expect(mean).toBeCloseTo(200, 0);
});

test("ticks are round, begin at 0 and cover the highest value", () => {
  expect(axisTicks(245_000)).toEqual([0, 100_000, 200_000, 300_000]);
  expect(axisTicks(0)).toEqual([0, 1]);
  expect(axisTicks(3)).toEqual([0, 1, 2, 3]);
  expect(timeTicks(250)).toEqual([0, 60, 120, 180, 240]);
  expect(timeTicks(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
