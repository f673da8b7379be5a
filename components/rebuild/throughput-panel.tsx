import { ChartLegend } from "@/components/charts/chart-legend";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import type { Rebuild, RebuildProgress } from "@/lib/api/rebuilds";
import { CompareRuns } from "./compare-runs";
import { readyIn } from "./rebuild-eta";
import { ThroughputChart } from "./throughput-chart";
import { throughputSeries } from "./throughput-series";

interface ThroughputPanelProps {
  readonly rebuild: RebuildProgress;
  readonly past: readonly RebuildProgress[];
  /** The runs that can be laid under it. */
  readonly comparable: readonly Rebuild[];
}

/** Events replayed a second, with a mark where each phase begins, the estimate of the rest, and past runs under it. */
export function ThroughputPanel({ rebuild, past, comparable }: ThroughputPanelProps) {
  const running = rebuild.status === "running" && rebuild.paused === null;
  const ready = running && rebuild.scope === "whole" ? readyIn(rebuild, past[0] ?? null) : null;
  const series = throughputSeries({
    run: { label: `v${rebuild.version}${running ? ", now" : ""}`, samples: rebuild.samples },
    past: past.map(({ version, samples }) => ({ label: `v${version}, before`, samples })),
    etaSeconds: ready?.seconds ?? null,
    rate: rebuild.rate,
  });
  return (
    <Panel
      title="Events replayed per second"
      aside={
        <>
          <ChartLegend series={series.lines} />
          <CompareRuns runs={comparable} chosen={past.map(({ id }) => id)} />
        </>
      }
    >
      {rebuild.samples.length === 0 ? (
        <NoSamples rebuild={rebuild} />
      ) : (
        <ThroughputChart series={series} samples={rebuild.samples} />
      )}
    </Panel>
  );
}

function NoSamples({ rebuild: { status, paused } }: { readonly rebuild: Rebuild }) {
  if (paused !== null) {
    return <EmptyState title="Paused before it read anything">The chart begins when it is resumed.</EmptyState>;
  }
  if (status === "queued") {
    return <EmptyState title="Waiting for a worker">The chart begins when one takes the rebuild up.</EmptyState>;
  }
  if (status === "running") {
    return (
      <EmptyState title="No sample yet">
        A worker notes once a second how much it has read; the chart grows with it and stays.
      </EmptyState>
    );
  }
  return <EmptyState title="Nothing was measured">The run was over before its first sample.</EmptyState>;
}
