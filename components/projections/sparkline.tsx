import type { LagSample } from "@/lib/api/projections";
import { formatCount } from "@/lib/format/number";

interface SparklineProps {
  readonly samples: readonly LagSample[];
  readonly danger?: boolean;
}

const WIDTH = 88;
const HEIGHT = 20;
const PAD = 3;
const HOUR = 3_600_000;

/** The last hour of a projection's lag on its own scale, ending in a dot; the figure beside it gives the size. */
export function Sparkline({ samples, danger = false }: SparklineProps) {
  const last = samples.at(-1);
  if (last === undefined) return <span className="hint">—</span>;
  const end = Date.parse(last.at);
  const most = Math.max(1, ...samples.map(({ behind }) => behind));
  const points = samples.map(({ at, behind }) => ({
    x: WIDTH - PAD - ((end - Date.parse(at)) / HOUR) * (WIDTH - 2 * PAD),
    y: HEIGHT - PAD - (Math.log1p(behind) / Math.log1p(most)) * (HEIGHT - 2 * PAD),
  }));
  const dot = points.at(-1) ?? { x: 0, y: 0 };
  const colour = danger ? "var(--fl-danger-solid)" : "var(--fl-mark)";
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`Behind in the last hour: at most ${formatCount(most)}, now ${formatCount(last.behind)}`}
    >
      <polyline
        points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}
        fill="none"
        stroke={colour}
        strokeWidth={1.25}
        strokeLinejoin="round"
      />
      <circle cx={dot.x} cy={dot.y} r={2} fill={colour} />
    </svg>
  );
}
