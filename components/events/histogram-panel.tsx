"use client";
import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { QueryError } from "@/components/lists/query-error";
import type { EventHistogram } from "@/lib/api/events";
import { formatDuration } from "@/lib/format/duration";
import { formatCounted } from "@/lib/format/number";
import type { EventListUrl } from "./event-list-filter";
import type { SetEventListUrl } from "./filter-bar";
import { Histogram } from "./histogram";
import classes from "./histogram.module.css";

interface HistogramPanelProps {
  readonly query: UseQueryResult<EventHistogram>;
  readonly url: EventListUrl;
  readonly setUrl: SetEventListUrl;
}

/** When the events occurred; dragging over it narrows the table below, and only the table. */
export function HistogramPanel({ query, url, setUrl }: HistogramPanelProps) {
  const { data: histogram } = query;
  if (query.isError && histogram === undefined) {
    return <QueryError title="Events could not be counted" error={query.error} onRetry={() => void query.refetch()} />;
  }
  const hasRange = url.from !== null || url.to !== null;
  const isZoomed = url.spanFrom !== null || url.spanTo !== null;
  return (
    <section className={classes.panel} aria-label="Events over time">
      <header className={classes.head}>
        <b>
          {histogram === undefined
            ? "Counting events"
            : `${histogram.estimated ? "about " : ""}${formatCounted(histogram.total, "event")}`}
        </b>
        {histogram !== undefined && histogram.bars.length > 0 && (
          <span className="secondary">{formatDuration(histogram.barMs)} per bar, by the time they occurred</span>
        )}
        <span className={classes.buttons}>
          {hasRange && (
            <Button
              size="compact-xs"
              onClick={() => setUrl({ spanFrom: url.from, spanTo: url.to, from: null, to: null })}
            >
              Zoom to selection
            </Button>
          )}
          {isZoomed && (
            <Button size="compact-xs" onClick={() => setUrl({ spanFrom: null, spanTo: null })}>
              Show all time
            </Button>
          )}
        </span>
      </header>
      <div className={classes.chart}>
        {histogram !== undefined && histogram.from !== null && (
          <Histogram
            histogram={histogram}
            from={url.from}
            to={url.to}
            onSelect={(range) => setUrl(range ?? { from: null, to: null })}
          />
        )}
      </div>
    </section>
  );
}
