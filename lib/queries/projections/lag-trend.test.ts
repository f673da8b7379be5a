import { expect, test } from "vitest";
import { lagTrend } from "./lag-trend";

const samples = (lags: readonly number[]) =>
  lags.map((lag, index) => ({ at: new Date(Date.UTC(2026, 2, 3, 14, 0, index * 5)), lag }));

test("a lag that shrinks says when it will be gone", () => {
  expect(lagTrend(samples([10_000, 9_000, 8_000, 7_000, 6_000]))).toEqual({
    direction: "falling",
    perSecond: -200,
    caughtUpInSeconds: 30,
  });
});

test("a lag that grows says by how much", () => {
  expect(lagTrend(samples([0, 50, 100, 150]))).toMatchObject({ direction: "rising", perSecond: 10 });
});

test("the ordinary rhythm of batches is no trend", () => {
  expect(lagTrend(samples([3, 0, 7, 1, 0, 12, 2]))).toMatchObject({ direction: "steady" });
  expect(lagTrend(samples([100_000, 100_300, 99_900, 100_100]))).toMatchObject({ direction: "steady" });
});

test("two or three samples tell nothing", () => {
  expect(lagTrend(samples([0, 1000, 2000]))).toBeNull();
});

test("a lag that is gone falls no further", () => {
  expect(lagTrend(samples([10_000, 5_000, 0, 0, 0]))).toMatchObject({ direction: "steady", caughtUpInSeconds: null });
});
