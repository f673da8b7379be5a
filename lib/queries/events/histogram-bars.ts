import "server-only";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Each stands for something a person can name: 12 minutes, a day, four weeks.
const WIDTHS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * DAY),
];

/** The width of the bars that show `rangeMs` in at most `maxBars` of them. */
export function barWidth(rangeMs: number, maxBars: number): number {
  const widest = 3640 * DAY;
  return WIDTHS.find((width) => Math.floor(rangeMs / width) + 2 <= maxBars) ?? widest;
}
