export type Point = readonly [x: number, y: number];

/** Straight lines from point to point with rounded corners. */
export function roundedPath(points: readonly Point[]): string {
  const corners = points.filter(([x, y], index) => {
    const before = points[index - 1];
    return before === undefined || before[0] !== x || before[1] !== y;
  });
  return corners
    .map((point, index) => {
      const before = corners[index - 1];
      const after = corners[index + 1];
      if (before === undefined) return `M${point[0]} ${point[1]}`;
      if (after === undefined) return `L${point[0]} ${point[1]}`;
      const [a, b] = [towards(point, before), towards(point, after)];
      return `L${a[0]} ${a[1]}Q${point[0]} ${point[1]} ${b[0]} ${b[1]}`;
    })
    .join("");
}

function towards([x, y]: Point, [toX, toY]: Point): Point {
  const radius = Math.min(6, Math.hypot(toX - x, toY - y) / 2);
  return [x + Math.sign(toX - x) * radius, y + Math.sign(toY - y) * radius];
}
