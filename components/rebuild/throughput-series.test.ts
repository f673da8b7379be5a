import { expect, test } from "vitest";
import { throughputSeries } from "./throughput-series";

type Phase = "build" | "indexes" | "catch-up";
const sample = (second: number, rate: number, phase: Phase = "build") => ({ second, rate, phase });
const run = (...samples: ReturnType<typeof sample>[]) => ({ label: "v2", samples });
const over = { past: [], etaSeconds: null, rate: null };

test("a finished run has no estimate", () => {
  const series = throughputSeries({ ...over, run: run(sample(0, 0), sample(1, 100)), rate: 100 });
  expect(series.estimated).toBeNull();
  expect(series.lines).toMatchObject([
    {
      id: "now",
      points: [
        { at: 0, value: 0 },
        { at: 1000, value: 100 },
      ],
    },
  ]);
});

test("the estimate goes on from the last sample at the present rate until it is ready", () => {
  const series = throughputSeries({ ...over, run: run(sample(0, 0), sample(4, 200)), etaSeconds: 6, rate: 210 });
  expect(series.estimated).toEqual({ from: 4000, to: 10_000 });
  expect(series.lines.at(-1)).toMatchObject({
    tone: "estimate",
    points: [
      { at: 4000, value: 210 },
      { at: 10_000, value: 210 },
    ],
  });
  expect(series.marks.map(({ at, label }) => `${at} ${label}`)).toEqual([
    "0 Build",
    "4000 Now, 210 events/s",
    "10000 Ready, estimated",
  ]);
});

test("each phase is marked where it begins, and past runs lie under it and stretch the axis", () => {
  const samples = run(sample(0, 0), sample(1, 50), sample(2, 0, "indexes"), sample(3, 9, "catch-up"));
  const past = [run(sample(0, 1), sample(30, 2)), run(sample(0, 1), sample(10, 2))];
  const series = throughputSeries({ ...over, run: samples, past });
  expect(series.marks.map(({ at, label }) => `${at} ${label}`)).toEqual(["0 Build", "1000 Indexes", "2000 Catch up"]);
  expect(series.lines.map(({ tone }) => tone)).toEqual(["past", "past", "now"]);
  expect(series.to).toBe(30_000);
});

test("a long run is thinned without losing its mean", () => {
  const samples = Array.from({ length: 10_000 }, (_, second) => sample(second, second % 2 === 0 ? 100 : 300));
  const points = throughputSeries({ ...over, run: run(...samples) }).lines[0]?.points ?? [];
  expect(points.length).toBeLessThanOrEqual(400);
  const mean = points.reduce((sum, point) => sum + (point.value ?? 0), 0) / points.length;
  expect(mean).toBeCloseTo(200, 0);
});
