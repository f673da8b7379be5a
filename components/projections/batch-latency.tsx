import { ChartLegend } from "@/components/charts/chart-legend";
import { withGaps } from "@/components/charts/chart-rows";
import type { ChartSeries, ChartTone } from "@/components/charts/chart-series";
import { TimeChart } from "@/components/charts/time-chart";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import type { LagHistory } from "@/lib/api/projection-watch";
import { formatDuration } from "@/lib/format/duration";
import { longestGapMs } from "./lag-series";

const LINES: readonly { readonly id: "longestMs" | "typicalMs"; readonly label: string; readonly tone: ChartTone }[] = [
  { id: "longestMs", label: "longest", tone: "past" },
  { id: "typicalMs", label: "typical", tone: "now" },
];

/** How long batches took, from asking for their events to having committed their rows. */
export function BatchLatency({ history, range }: { readonly history: LagHistory; readonly range: string }) {
  const { batches, marks, from, to, grainMs } = history;
  const series: ChartSeries[] = LINES.map((line) => ({
    ...line,
    points: withGaps(
      batches.map((batch) => ({ at: batch.at, value: batch[line.id] })),
      longestGapMs(grainMs),
    ),
  }));
  const count = batches.reduce((sum, batch) => sum + batch.batches, 0);
  const typical = batches.reduce((sum, batch) => sum + batch.typicalMs * batch.batches, 0) / count;
  return (
    <Panel
      title="Batch latency"
      note={count === 0 ? undefined : `typically ${formatDuration(typical)} in ${range}`}
      aside={<ChartLegend series={series} />}
    >
      {count === 0 ? (
        <EmptyState title="No batch in this time">
          How long a worker takes to read, fold and write a batch appears here once it had events to apply.
        </EmptyState>
      ) : (
        <TimeChart
          label="How long batches took"
          unit="ms"
          format="duration"
          series={series}
          marks={marks}
          from={from}
          to={to}
          height={180}
        />
      )}
    </Panel>
  );
}
