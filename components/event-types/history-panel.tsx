"use client";
import { useQuery } from "@tanstack/react-query";
import { ChartLegend } from "@/components/charts/chart-legend";
import { TimeChart } from "@/components/charts/time-chart";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import type { TypeHistory } from "@/lib/api/event-type-shape";
import { typeHistoryQuery } from "@/lib/api/event-types-queries";
import { formatCounted } from "@/lib/format/number";
import { barWords, firstAppends, historySeries } from "./history-series";
import { versionShades } from "./version-shades";

interface HistoryPanelProps {
  readonly initial: TypeHistory;
  readonly slot: number;
}

/** How many events of the type occurred when, by version: how an old version gave way to the next. */
export function HistoryPanel({ initial, slot }: HistoryPanelProps) {
  const history = useQuery(typeHistoryQuery(initial.type, initial)).data ?? initial;
  const series = historySeries(history, versionShades(slot, history.versions.length));
  const [only] = history.bars;
  return (
    <Panel
      title={`Appended per ${history.bucket}`}
      note={history.undated > 0 ? `without ${formatCounted(history.undated, "event")} of no usable time` : undefined}
      aside={<ChartLegend series={series} />}
    >
      {history.bars.length < 2 ? (
        <EmptyState title={only === undefined ? "Not counted yet" : `All within one ${history.bucket}`}>
          {only === undefined
            ? "The catalogue of events counts them as workers come to them."
            : `The line begins with the second ${history.bucket}.`}
        </EmptyState>
      ) : (
        <TimeChart
          label={`Events appended per ${history.bucket}, by version`}
          series={series}
          marks={firstAppends(history)}
          unit="events"
          format="count"
          height={152}
          timeZone="UTC"
          writeMoment={(at) => barWords(history.bucket, at)}
          stacked
        />
      )}
    </Panel>
  );
}
