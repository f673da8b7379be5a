import { expect, test } from "vitest";
import { countTicks, logTicks, monthTicks, timeTicks, valueTicks } from "./ticks";

test("a value axis starts at 0 and has three or four round ticks above it at most", () => {
  expect(valueTicks(13.6)).toEqual([0, 5, 10, 15]);
  expect(valueTicks(240_118)).toEqual([0, 100_000, 200_000, 300_000]);
  expect(valueTicks(0.3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(valueTicks(0)).toEqual([0, 1]);
  for (let max = 0.001; max < 1e9; max *= 1.7) {
    expect(valueTicks(max).length).toBeLessThanOrEqual(5);
    expect(valueTicks(max).at(-1)).toBeGreaterThanOrEqual(max);
  }
});

test("a value axis goes below 0 where the values do", () => {
  expect(valueTicks(13.6, -4)).toEqual([-10, 0, 10, 20]);
  expect(valueTicks(-1, -29)).toEqual([-30, -20, -10, 0]);
  for (let max = 0.001; max < 1e9; max *= 1.7) {
    for (const min of [-max, -max * 3, -max / 100]) {
      const ticks = valueTicks(max, min);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect([ticks.at(-1) ?? 0, -(ticks[0] ?? 0)]).toEqual([
        expect.toSatisfy((top) => top >= max),
        expect.toSatisfy((low) => low >= -min),
      ]);
      expect(ticks).toContain(0);
    }
  }
});

test("an axis of versions has whole ones", () => {
  expect(countTicks(1, 19, 6)).toEqual([5, 10, 15]);
  expect(countTicks(1, 3, 8)).toEqual([1, 2, 3]);
  expect(countTicks(1, 100_000, 5)).toEqual([20_000, 40_000, 60_000, 80_000, 100_000]);
});

test("a time axis has whole hours of the operator's zone", () => {
  const from = Date.UTC(2026, 2, 12, 13, 34);
  const ticks = timeTicks(from, from + 86_400_000, 8, 5.5 * 3_600_000);
  expect(ticks.map((tick) => new Date(tick + 5.5 * 3_600_000).toISOString().slice(11, 16))).toEqual([
    "21:00",
    "00:00",
    "03:00",
    "06:00",
    "09:00",
    "12:00",
    "15:00",
    "18:00",
  ]);
});

test("a logarithmic axis has powers of ten", () => {
  expect(logTicks(6794)).toEqual([1, 10, 100, 1000, 10_000]);
  expect(logTicks(0)).toEqual([1, 10]);
  expect(logTicks(600_000)).toEqual([1, 100, 10_000, 1_000_000]);
});

test("over months and years the axis has first days of months, and years from January on", () => {
  const days = (from: string, to: string, count: number, offset = 0) =>
    monthTicks(Date.parse(from), Date.parse(to), count, () => offset).map((tick) =>
      new Date(tick + offset).toISOString(),
    );
  expect(days("2024-11-25", "2026-11-23", 8)).toEqual(
    ["2025-01", "2025-04", "2025-07", "2025-10", "2026-01", "2026-04", "2026-07", "2026-10"].map(
      (month) => `${month}-01T00:00:00.000Z`,
    ),
  );
  expect(days("2000-02-01", "2013-06-01", 7)).toEqual(
    ["2002", "2004", "2006", "2008", "2010", "2012"].map((year) => `${year}-01-01T00:00:00.000Z`),
  );
  expect(days("2026-01-01T00:30:00Z", "2026-03-15", 4, 3_600_000)[0]).toBe("2026-02-01T00:00:00.000Z");
  expect(days("0001-01-01", "9999-01-01", 8).length).toBeLessThan(110);
});
