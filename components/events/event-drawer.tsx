"use client";
import { Button, Drawer, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { EmptyState } from "@/components/layout/empty-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LoadingRows } from "@/components/layout/loading-rows";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import { QueryError } from "@/components/lists/query-error";
import { EventData } from "@/components/stream/event-data";
import { EventMetadata } from "@/components/stream/event-metadata";
import type { EventItem } from "@/lib/api/event-item";
import { eventAtQuery } from "@/lib/api/events";
import { eventQuery } from "@/lib/api/stream";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./event-drawer.module.css";

type Reading = "today" | "raw" | "both";

interface EventDrawerProps {
  /** Of the event to show; null: the drawer is closed. */
  readonly position: string | null;
  readonly events: readonly EventItem[];
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
  readonly onClose: () => void;
}

/** The details of one event, beside the list. */
export function EventDrawer({ position, events, reading, onReading, onClose }: EventDrawerProps) {
  const listed = events.find((event) => event.position === position);
  const { data: found, isFetched } = useQuery({
    ...eventAtQuery(position ?? "0"),
    enabled: position !== null && listed === undefined,
  });
  const event = listed ?? found ?? null;
  return (
    <Drawer
      opened={position !== null}
      onClose={onClose}
      position="right"
      size={520}
      title={event === null ? "Event" : <EventTypeName type={event.readAs[0]?.type ?? event.type} />}
      closeButtonProps={{ "aria-label": "Close the event" }}
      classNames={{ body: classes.body ?? "" }}
    >
      {event !== null && <Details event={event} reading={reading} onReading={onReading} />}
      {event === null && isFetched && (
        <EmptyState title="There is no such event">No event has the position {position}.</EmptyState>
      )}
    </Drawer>
  );
}

interface DetailsProps {
  readonly event: EventItem;
  readonly reading: Reading;
  readonly onReading: (reading: Reading) => void;
}

function Details({ event, reading, onReading }: DetailsProps) {
  const { data: detail, isError, error, refetch } = useQuery(eventQuery(event.streamId, event.version));
  return (
    <>
      <p className={classes.facts}>
        <Link href={streamHref(event.streamId, `version=${event.version}`)} className="mono">
          <ShownText text={event.streamId} />
        </Link>
        <span>Version {formatCount(event.version)}</span>
        <span>Position {formatCount(BigInt(event.position))}</span>
        <Time at={event.occurredAt} show="exact" milliseconds />
      </p>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label="Reading"
          value={reading}
          onChange={(value) => onReading(value as Reading)}
          data={[
            { value: "today", label: "As read today" },
            { value: "raw", label: "Raw" },
            { value: "both", label: "Both" },
          ]}
        />
        <Button component={Link} href={streamHref(event.streamId, `version=${event.version}`)}>
          Open in its stream
        </Button>
      </div>
      {isError && <QueryError title="The event could not be read" error={error} onRetry={() => void refetch()} />}
      {detail === undefined && !isError && <LoadingRows label="Loading the event" />}
      {detail !== undefined && detail.event.position === event.position && (
        <>
          <EventData detail={detail} reading={reading} />
          <EventMetadata detail={detail} />
        </>
      )}
    </>
  );
}
