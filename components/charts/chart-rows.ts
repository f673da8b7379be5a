import type { ChartPoint, ChartSeries } from "./chart-series";

export interface ChartRow {
  readonly at: number;
  readonly [series: string]: number | null;
}

/**
 * One row for every moment at which a series has a point. Where another series stands between two points of one, that one
 * gets what its line passes through, so that only a null of its own interrupts it.
 */
export function chartRows(series: readonly ChartSeries[], log: boolean): ChartRow[] {
  const moments = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b);
  const columns = series.map(({ id, points }) => ({ id, valueAt: lineThrough(points, log) }));
  return moments.map((at) => ({
    ...Object.fromEntries(columns.map(({ id, valueAt }) => [id, valueAt(at)])),
    at,
  }));
}

/** The height of the line at ever later moments; null outside of it and in its gaps. */
function lineThrough(points: readonly ChartPoint[], log: boolean): (at: number) => number | null {
  const height = (value: number) => (log ? Math.log(Math.max(1, value)) : value);
  const value = (drawn: number) => (log ? Math.exp(drawn) : drawn);
  let next = 0;
  return (at) => {
    while (next < points.length && (points[next]?.at ?? at) < at) next += 1;
    const right = points[next];
    if (right === undefined) return null;
    if (right.at === at) return right.value === null ? null : log ? Math.max(1, right.value) : right.value;
    const left = points[next - 1];
    if (left === undefined || left.value === null || right.value === null) return null;
    const share = (at - left.at) / (right.at - left.at);
    return value(height(left.value) + share * (height(right.value) - height(left.value)));
  };
}

/** The same points with a gap wherever nothing was measured for longer than `longestMs`. */
export function withGaps(points: readonly ChartPoint[], longestMs: number): ChartPoint[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    const gap = before !== undefined && point.at - before.at > longestMs;
    return gap ? [{ at: (before.at + point.at) / 2, value: null }, point] : [point];
  });
}
