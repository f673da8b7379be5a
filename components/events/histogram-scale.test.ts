import { expect, test } from "vitest";
import type { EventHistogram } from "@/lib/api/events";
import { axisTicks, histogramScale, rangeOfSlots } from "./histogram-scale";

const HOUR = 3_600_000;
const histogram: EventHistogram = {
  from: "2026-01-01T00:30:00.000Z",
  to: "2026-01-01T05:10:00.000Z",
  barMs: HOUR,
  bars: [
    { at: "2026-01-01T02:00:00.000Z", count: 3 },
    { at: "2026-01-01T05:00:00.000Z", count: 7 },
  ],
  total: 10,
  estimated: false,
  elapsedMs: 1,
};

test("slots reach from the beginning of the range to its end, the empty ones too", () => {
  const scale = histogramScale(histogram);
  expect(new Date(scale.start).toISOString()).toBe("2026-01-01T00:00:00.000Z");
  expect(scale).toMatchObject({ slots: 6, highest: 8 });
});

test("a range begins with its first slot and ends after its last, dragged either way", () => {
  const scale = histogramScale(histogram);
  const range = { from: "2026-01-01T02:00:00.000Z", to: "2026-01-01T06:00:00.000Z" };
  expect(rangeOfSlots(scale, 2, 5)).toEqual(range);
  expect(rangeOfSlots(scale, 5, 2)).toEqual(range);
});

test("a single event is one slot with one tick", () => {
  const at = "2026-01-01T02:00:00.000Z";
  const scale = histogramScale({ ...histogram, from: at, to: at, bars: [{ at, count: 1 }] });
  expect(scale.slots).toBe(1);
  expect(axisTicks(scale)).toHaveLength(1);
});
