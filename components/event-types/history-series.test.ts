import { expect, test } from "vitest";
import { barWords, firstAppends, historySeries } from "./history-series";

const catalogue = { upTo: "9", watermark: "9", waiting: 0, words: null };
const history = {
  type: "PaymentCaptured",
  bucket: "week",
  versions: [1, 2],
  bars: [
    { at: "2026-01-05", events: [10, 0] },
    { at: "2026-01-12", events: [4, 6] },
    { at: "2026-01-19", events: [0, 12] },
  ],
  undated: 0,
  catalogue,
} as const;
const copy = {
  ...history,
  versions: [...history.versions],
  bars: history.bars.map((bar) => ({ ...bar, events: [...bar.events] })),
};

test("the newest version lies lowest, each in its shade", () => {
  const series = historySeries(copy, ["light", "dark"]);
  expect(series.map(({ label, colour, points }) => [label, colour, points.map(({ value }) => value)])).toEqual([
    ["v2", "dark", [0, 6, 12]],
    ["v1", "light", [10, 4, 0]],
  ]);
});

test("a version that was not there from the beginning is marked where it first appears", () => {
  expect(firstAppends(copy)).toEqual([{ at: Date.parse("2026-01-12"), label: "v2 first appended" }]);
});

test("a bar is called by its span of the calendar", () => {
  const at = Date.parse("2026-01-05");
  const spans = ["day", "week", "month", "quarter", "year", "decade"] as const;
  expect(spans.map((span) => barWords(span, at))).toEqual([
    "5 Jan 2026",
    "week of 5 Jan 2026",
    "Jan 2026",
    "quarter from Jan 2026",
    "2026",
    "decade of 2026",
  ]);
});
