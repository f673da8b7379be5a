"use client";
import { Button } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { AsOfControl } from "@/components/as-of/as-of-control";
import { PastTag } from "@/components/as-of/past-tag";
import { EmptyState } from "@/components/layout/empty-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { PageHeader } from "@/components/layout/page-header";
import { QueryError } from "@/components/lists/query-error";
import { type EventListFilter, type EventPage, eventsQuery, histogramQuery } from "@/lib/api/events";
import { formatCount } from "@/lib/format/number";
import { EventDrawer } from "./event-drawer";
import { asOf, eventListParsers, toEventFilter, toSpanFilter } from "./event-list-filter";
import { EventTable } from "./event-table";
import classes from "./events-view.module.css";
import { FilterBar } from "./filter-bar";
import { HistogramPanel } from "./histogram-panel";

interface EventsViewProps {
  readonly firstFilter: EventListFilter;
  readonly firstPage: EventPage;
}

const NOW = { position: null, instant: null, clock: null } as const;

const NO_FILTER = {
  category: null,
  stream: null,
  type: null,
  from: null,
  to: null,
  spanFrom: null,
  spanTo: null,
  correlationId: null,
} as const;

/** The events of the whole store: where in time, how many, and which. */
export function EventsView({ firstFilter, firstPage }: EventsViewProps) {
  const [url, setUrl] = useQueryStates(eventListParsers, { history: "replace", throttleMs: 200 });
  const filter = useMemo(() => toEventFilter(url), [url]);
  const span = useMemo(() => toSpanFilter(url), [url]);
  const isFirst = JSON.stringify(filter) === JSON.stringify(firstFilter);
  const query = useInfiniteQuery({
    ...eventsQuery(filter),
    placeholderData: keepPreviousData,
    ...(isFirst ? { initialData: { pages: [firstPage], pageParams: [undefined] } } : {}),
  });
  const histogram = useQuery(histogramQuery(span));
  const pages = query.data?.pages ?? [];
  const events = useMemo(() => pages.flatMap((page) => page.events), [pages]);
  const { system: _, position: _position, instant: _instant, clock: _clock, ...narrowing } = filter;
  const isNarrowed = Object.keys(narrowing).length > 0;
  const point = asOf(url);
  const isPast = Object.keys(point).length > 0;

  return (
    <>
      <PageHeader
        title="Events"
        facts={
          histogram.data !== undefined && (
            <span>
              {histogram.data.estimated ? "about " : ""}
              {formatCount(histogram.data.total)} {isNarrowed ? "match" : isPast ? "by then" : "in the store"}
            </span>
          )
        }
      />
      <FilterBar url={url} setUrl={setUrl} isNarrowed={isNarrowed} onClear={() => void setUrl(NO_FILTER)}>
        <AsOfControl
          kinds={["now", "position", "instant"]}
          point={point}
          onChange={({ position = null, instant = null, clock = null }) => void setUrl({ position, instant, clock })}
        />
        {isPast && <PastTag point={point} onReturn={() => void setUrl(NOW)} />}
      </FilterBar>
      <HistogramPanel query={histogram} url={url} setUrl={setUrl} />
      <section className={classes.list} aria-label="Events" aria-busy={query.isFetching}>
        {query.isPending && <LoadingRows label="Loading events" rows={20} />}
        {query.isError && (
          <QueryError title="Events could not be read" error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isSuccess && events.length === 0 && (
          <EmptyState
            icon={IconListDetails}
            title={isNarrowed ? "No event matches" : isPast ? "No event yet at that point" : "No events yet"}
            action={isNarrowed ? <Button onClick={() => void setUrl(NO_FILTER)}>Clear the filters</Button> : undefined}
          >
            {isNarrowed
              ? "No stored event passes all of these filters at once."
              : isPast
                ? "Everything in this store came later."
                : "Nothing has been appended to this store. Every event appears here, newest first."}
          </EmptyState>
        )}
        {pages[0] !== undefined && events.length > 0 && (
          <EventTable
            key={JSON.stringify(filter)}
            filter={filter}
            events={events}
            watermark={pages[0].watermark}
            elapsedMs={pages[0].elapsedMs}
            isComplete={!query.hasNextPage}
            onOpen={(event) => void setUrl({ event: event.position })}
            onEnd={() => {
              if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
            }}
          />
        )}
      </section>
      <EventDrawer
        position={url.event}
        events={events}
        reading={url.read}
        onReading={(read) => void setUrl({ read })}
        onClose={() => void setUrl({ event: null })}
      />
    </>
  );
}
