"use client";
import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { withGaps } from "@/components/charts/chart-rows";
import type { ChartSeries } from "@/components/charts/chart-series";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { Panel } from "@/components/layout/panel";
import { LAG_RANGES, type LagHistory, type LagRange } from "@/lib/api/projection-watch";
import type { ProjectionSummary } from "@/lib/api/projections";
import { lagQuery } from "@/lib/api/projections-queries";
import { BatchLatency } from "./batch-latency";
import { LagChart } from "./lag-chart";
import classes from "./lag-history.module.css";
import { longestGapMs, stoppedMarks } from "./lag-series";
import { LagTrendNote } from "./lag-trend-note";

const RANGE_WORDS: Readonly<Record<LagRange, string>> = { "1h": "1 h", "24h": "24 h", "7d": "7 d", "90d": "90 d" };

interface LagHistoryProps {
  readonly projection: ProjectionSummary;
  readonly initial: LagHistory;
}

/** How far a projection was behind and how long its batches took, over an hour to ninety days. */
export function LagHistoryPanels({ projection, initial }: LagHistoryProps) {
  const [range, setRange] = useQueryState("range", parseAsStringLiteral(LAG_RANGES).withDefault("1h"));
  const { data, error, refetch } = useQuery({
    ...lagQuery(projection.name, range, range === initial.range ? initial : undefined),
    placeholderData: keepPreviousData,
  });
  const history = data ?? initial;
  return (
    <div className={classes.panels}>
      <Panel
        title="Events behind the watermark"
        note="log scale"
        aside={
          <>
            <LagTrendNote trend={projection.lagTrend} />
            <SegmentedControl
              aria-label="Range of lag and batch latency"
              value={range}
              onChange={(value) => setRange(LAG_RANGES.find((each) => each === value) ?? null)}
              data={LAG_RANGES.map((value) => ({ value, label: RANGE_WORDS[value] }))}
            />
          </>
        }
      >
        {error !== null && (
          <ErrorState title="The lag could not be read again" onRetry={() => refetch()} details={error.message}>
            {error.message} The lines are those of the last answer.
          </ErrorState>
        )}
        <LagOverTime projection={projection} history={history} />
      </Panel>
      <BatchLatency history={history} range={RANGE_WORDS[history.range]} />
    </div>
  );
}

interface LagOverTimeProps {
  readonly projection: ProjectionSummary;
  readonly history: LagHistory;
}

function LagOverTime({ projection, history: { lag, marks, from, to, grainMs } }: LagOverTimeProps) {
  if (lag.length === 0) {
    return (
      <EmptyState title="Not measured in this time">
        A worker notes the lag every 5 s; the line appears with the first of them.
      </EmptyState>
    );
  }
  const points = lag.map(({ at, behind }) => ({ at, value: behind }));
  const series: ChartSeries = {
    id: "lag",
    label: projection.name,
    tone: projection.status.kind === "stopped" ? "danger" : "now",
    points: withGaps(points, longestGapMs(grainMs)),
  };
  return (
    <LagChart series={[series]} marks={[...marks, ...stoppedMarks([projection])]} from={from} to={to} height={180} />
  );
}
