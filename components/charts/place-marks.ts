import type { ChartMark } from "./chart-series";

export interface PlacedMark extends ChartMark {
  /** Which way the word runs from its line, so that it stays inside the chart. */
  readonly anchor: "start" | "middle" | "end";
}

interface Placing {
  readonly from: number;
  readonly to: number;
  /** Of the drawing, in px. */
  readonly width: number;
}

const LETTER_PX = 6;
const APART_PX = 8;

/** Marks with words that do not cover each other: those that find no room stand with the one before, counted. */
export function placeMarks(marks: readonly ChartMark[], { from, to, width }: Placing): PlacedMark[] {
  const pxOf = (at: number) => ((at - from) / Math.max(1, to - from)) * width;
  const placed: { mark: PlacedMark; more: number }[] = [];
  let takenUpTo = Number.NEGATIVE_INFINITY;
  let named: { mark: PlacedMark; more: number } | undefined;
  for (const mark of marks.filter(({ at }) => at >= from && at <= to).toSorted((a, b) => a.at - b.at)) {
    const x = pxOf(mark.at);
    // Room for ", 9 more" too, should others not fit beside it.
    const length = (mark.label.length + 8) * LETTER_PX;
    const anchor = x < length / 2 ? "start" : x > width - length / 2 ? "end" : "middle";
    const begin = anchor === "start" ? x : anchor === "end" ? x - length : x - length / 2;
    if (named !== undefined && begin < takenUpTo + APART_PX) {
      named.more += 1;
      placed.push({ mark: { ...mark, label: "", anchor }, more: 0 });
      continue;
    }
    named = { mark: { ...mark, anchor }, more: 0 };
    placed.push(named);
    takenUpTo = begin + length;
  }
  return placed.map(({ mark, more }) => (more === 0 ? mark : { ...mark, label: `${mark.label}, ${more} more` }));
}
