/** A series of numbers that a chart can draw. */
export interface ThinSeries<Point> {
  readonly points: readonly Point[];
  readonly thinned: boolean;
}

/** As many points as a chart has room for: of each stretch the first, the last, the lowest and the highest. */
export function thinSeries<Point>(
  points: readonly Point[],
  heightOf: (point: Point) => number,
  most: number,
): ThinSeries<Point> {
  if (points.length <= most) return { points, thinned: false };
  const length = Math.ceil(points.length / Math.floor(most / 4));
  const kept: Point[] = [];
  for (let start = 0; start < points.length; start += length) {
    const stretch = points.slice(start, start + length);
    const byValue = [...stretch].sort((one, other) => heightOf(one) - heightOf(other));
    const wanted = new Set([stretch[0], stretch.at(-1), byValue[0], byValue.at(-1)]);
    kept.push(...stretch.filter((point) => wanted.has(point)));
  }
  return { points: kept, thinned: true };
}
