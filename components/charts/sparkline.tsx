import classes from "./sparkline.module.css";

interface SparklineProps {
  /** Oldest first, evenly spaced; null is a gap. */
  readonly values: readonly (number | null)[];
  /** What it shows, for those who cannot see it: "Lag in the last hour". */
  readonly label: string;
  readonly tone?: "quiet" | "now" | "danger";
  readonly width?: number;
  readonly height?: number;
}

/** A line on a scale of its own that ends in a dot; the figure beside it gives the size. */
export function Sparkline({ values, label, tone = "quiet", width = 150, height = 18 }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  const last = values.at(-1);
  if (known.length === 0) return <span className={classes.none}>—</span>;
  const max = Math.max(...known);
  const min = Math.min(...known);
  const inset = 3;
  const x = (index: number) => inset + (index / Math.max(1, values.length - 1)) * (width - 2 * inset);
  const y = (value: number) =>
    max === min ? height - inset : inset + ((max - value) / (max - min)) * (height - 2 * inset);
  return (
    <svg width={width} height={height} className={classes.sparkline} data-tone={tone} role="img" aria-label={label}>
      <path d={linePath(values, x, y)} />
      {last !== null && last !== undefined && <circle cx={x(values.length - 1)} cy={y(last)} r="2" />}
    </svg>
  );
}

function linePath(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let drawing = false;
  return values
    .map((value, index) => {
      if (value === null) {
        drawing = false;
        return "";
      }
      const command = drawing ? "L" : "M";
      drawing = true;
      return `${command}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join("");
}
