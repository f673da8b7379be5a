import fc from "fast-check";
import { expect, test } from "vitest";
import { miniMapBars } from "./mini-map-bars";
import { timelineIndex } from "./timeline-index";

const START = Date.UTC(2026, 0, 1);

function indexOf(times: readonly number[]) {
  return timelineIndex({ first: 1, last: times.length }, [
    {
      ...{ streamId: "s", version: times.length, from: 1, types: ["Even", "Odd"], correlations: [] },
      type: times.map((_, entry) => entry % 2),
      at: times.map((at, entry) => at - (times[entry - 1] ?? 0)),
      correlation: times.map(() => -1),
    },
  ]);
}

const range = (times: readonly number[]) => ({ from: times[0] ?? 0, to: times.at(-1) ?? 0 });

test("every event is counted in the bar of its time, whatever the order of times", () => {
  const times = fc.array(fc.integer({ min: START, max: START + 9e9 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(times, (list) => {
      const bars = miniMapBars(indexOf(list), range(list), null);
      expect(bars.counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
      for (const at of list) expect(bars.counts[Math.floor((at - bars.from) / bars.barMs)]).toBeGreaterThan(0);
      expect(bars.from).toBe(Math.min(...list));
      expect(bars.to).toBeGreaterThan(Math.max(...list));
    }),
  );
});

test("only events of the chosen types are counted", () => {
  const times = [START, START + 1000, START + 2000];
  const bars = miniMapBars(indexOf(times), range(times), new Set(["Odd"]));
  expect(bars.counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(bars.highest).toBe(1);
});
