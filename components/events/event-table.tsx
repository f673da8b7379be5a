"use client";
import { IconArrowUp } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import pane from "@/components/layout/pane.module.css";
import { KeyHints } from "@/components/lists/key-hints";
import { LongList } from "@/components/lists/long-list";
import { NewerButton } from "@/components/lists/newer-button";
import { useKeys } from "@/components/lists/use-keys";
import { useLongList } from "@/components/lists/use-long-list";
import type { EventItem } from "@/lib/api/event-item";
import { type EventListFilter, eventsQuery, firstEventsPage, NEWER_LIMIT, newerEventsQuery } from "@/lib/api/events";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted } from "@/lib/format/number";
import classes from "./event-table.module.css";
import { EventTableRow } from "./event-table-row";

interface EventTableProps {
  readonly filter: EventListFilter;
  readonly events: readonly EventItem[];
  /** Up to here the list was read; what is newer waits. */
  readonly watermark: string;
  readonly elapsedMs: number;
  readonly isComplete: boolean;
  readonly onOpen: (event: EventItem) => void;
  readonly onEnd: () => void;
}

/** The rows, newest first. What arrives meanwhile is counted, and comes only when it is asked for. */
export function EventTable(props: EventTableProps) {
  const { filter, events, watermark, elapsedMs, isComplete, onOpen, onEnd } = props;
  const client = useQueryClient();
  const { data: newer } = useQuery(newerEventsQuery(filter, watermark));
  const newCount = newer?.events.filter((event) => BigInt(event.position) > BigInt(watermark)).length ?? 0;
  const place = `events ${JSON.stringify(filter)}`;
  const list = useLongList({ place, count: events.length, onEnd });

  const showNew = async () => {
    const page = await firstEventsPage(filter);
    client.setQueryData(eventsQuery(filter).queryKey, { pages: [page], pageParams: [undefined] });
    list.virtualizer.scrollToOffset(0);
  };
  useKeys({ n: () => newCount > 0 && void showNew() });

  return (
    <>
      <LongList
        list={list}
        items={events}
        label="Events, newest first"
        rowCount={isComplete ? events.length + 1 : -1}
        className={classes.table}
        head={
          <>
            <th className={classes.position}>Position</th>
            <th className={classes.time}>Occurred</th>
            <th>Type</th>
            <th className={classes.schema}>Schema</th>
            <th>Stream</th>
            <th className={classes.version}>Version</th>
            <th className={classes.data}>Data, as read today</th>
            <th className={classes.correlation}>Correlation</th>
          </>
        }
      >
        {(event, row) => (
          <EventTableRow
            key={event.position}
            event={event}
            place={row}
            search={filter.stream ?? ""}
            onOpen={() => onOpen(event)}
          />
        )}
      </LongList>
      {newCount > 0 && (
        <NewerButton className={classes.newer} icon={IconArrowUp} onClick={() => void showNew()}>
          {newCount >= NEWER_LIMIT ? `${NEWER_LIMIT} or more new events` : formatCounted(newCount, "new event")}
        </NewerButton>
      )}
      <footer className={pane.foot}>
        <span>Read up to the watermark {formatCount(BigInt(watermark))}</span>
        <span>found in {formatDuration(elapsedMs)}</span>
        <KeyHints
          hints={[
            ["N", "show new"],
            ["J K", "move"],
            ["Enter", "open"],
          ]}
        />
      </footer>
    </>
  );
}
