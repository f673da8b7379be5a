import { Sparkline } from "@/components/charts/sparkline";
import type { ProjectionSummary } from "@/lib/api/projections";
import { formatCount } from "@/lib/format/number";
import { HOUR_MS, lagPoints } from "./lag-series";

interface LagSparklineProps {
  readonly projection: Pick<ProjectionSummary, "name" | "lastHour">;
  readonly danger: boolean;
  readonly width?: number;
}

/** The last hour of a projection's lag; the figure beside it gives the size. */
export function LagSparkline({ projection: { name, lastHour }, danger, width = 88 }: LagSparklineProps) {
  const last = lastHour.at(-1);
  const to = last === undefined ? 0 : Date.parse(last.at);
  const most = Math.max(0, ...lastHour.map(({ behind }) => behind));
  return (
    <Sparkline
      points={lagPoints(lastHour)}
      from={to - HOUR_MS}
      to={to}
      width={width}
      height={20}
      tone={danger ? "danger" : "quiet"}
      label={`${name} behind in the last hour: at most ${formatCount(most)}, now ${formatCount(last?.behind ?? 0)}`}
    />
  );
}
