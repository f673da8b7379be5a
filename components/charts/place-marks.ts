import type { ChartMark } from "./time-chart";

export interface PlacedMark extends ChartMark {
  /** Which way the word runs from its line, so that it stays inside the chart. */
  readonly anchor: "start" | "middle" | "end";
}

const LABEL_SHARE = 0.14;

/** Marks with words that do not cover each other: those too near to the one before stand with it, counted. */
export function placeMarks(marks: readonly ChartMark[], from: number, to: number): PlacedMark[] {
  const span = Math.max(1, to - from);
  const groups: ChartMark[][] = [];
  for (const mark of marks.toSorted((a, b) => a.at - b.at)) {
    const last = groups.at(-1);
    const near = last?.[0] !== undefined && (mark.at - last[0].at) / span < LABEL_SHARE;
    if (near) last.push(mark);
    else groups.push([mark]);
  }
  return groups.flatMap((group) =>
    group.map((mark, index) => {
      const share = (mark.at - from) / span;
      const anchor = share < LABEL_SHARE / 2 ? "start" : share > 1 - LABEL_SHARE / 2 ? "end" : "middle";
      const label = index > 0 ? "" : group.length === 1 ? mark.label : `${mark.label}, ${group.length - 1} more`;
      return { ...mark, label, anchor };
    }),
  );
}
