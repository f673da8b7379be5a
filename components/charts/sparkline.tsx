import type { ChartPoint } from "./chart-series";
import classes from "./sparkline.module.css";

interface SparklineProps {
  /** Oldest first; null is a gap. */
  readonly points: readonly ChartPoint[];
  readonly from: number;
  readonly to: number;
  /** What it shows, for those who cannot see it: "Lag in the last hour". */
  readonly label: string;
  readonly tone?: "quiet" | "now" | "danger";
  readonly width?: number;
  readonly height?: number;
}

const INSET = 3;

/** A line on a scale of its own that ends in a dot; the figure beside it gives the size. */
export function Sparkline({ points, from, to, label, tone = "quiet", width = 150, height = 18 }: SparklineProps) {
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (known.length === 0) return <span className={classes.none}>—</span>;
  // From 0, and so that a few do not vanish beside many: both ends of what is measured stay visible.
  const most = Math.log1p(Math.max(1, ...known));
  const x = (at: number) => INSET + ((at - from) / Math.max(1, to - from)) * (width - 2 * INSET);
  const y = (value: number) => height - INSET - (Math.log1p(value) / most) * (height - 2 * INSET);
  const last = points.at(-1);
  return (
    <svg width={width} height={height} className={classes.sparkline} data-tone={tone} role="img" aria-label={label}>
      <path d={linePath(points, x, y)} />
      {last !== undefined && last.value !== null && <circle cx={x(last.at)} cy={y(last.value)} r="2" />}
    </svg>
  );
}

function linePath(points: readonly ChartPoint[], x: (at: number) => number, y: (value: number) => number): string {
  let drawing = false;
  return points
    .map(({ at, value }) => {
      if (value === null) {
        drawing = false;
        return "";
      }
      const command = drawing ? "L" : "M";
      drawing = true;
      return `${command}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join("");
}
