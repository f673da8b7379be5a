"use client";
import Link from "next/link";
import { useClock } from "@/components/layout/clock";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Time } from "@/components/layout/time";
import { useTimeZone } from "@/components/layout/time-zone";
import { StreamIdText } from "@/components/lists/highlight";
import type { StreamRow } from "@/lib/api/streams";
import { formatDay } from "@/lib/format/instant";
import { formatCount } from "@/lib/format/number";
import { formatAge } from "@/lib/format/relative-time";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./stream-table.module.css";

interface StreamTableRowProps {
  readonly stream: StreamRow;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly search: string;
  readonly active: boolean;
  readonly onOpen: () => void;
}

/** One stream: half of its story is the type and time of its last event. */
export function StreamTableRow({ stream, index, top, height, search, active, onOpen }: StreamTableRowProps) {
  const timeZone = useTimeZone();
  const age = useClock((now) => formatAge(Math.max(0, now.getTime() - new Date(stream.lastEventAt).getTime())));
  return (
    // biome-ignore lint/a11y/useSemanticElements: see StreamTable. biome-ignore lint/a11y/useKeyWithClickEvents: Enter opens the active row, and the id is a link.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter opens the active row, and the id is a link.
    <div
      id={`stream-row-${index}`}
      className={classes.row}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={active}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={onOpen}
    >
      <span role="gridcell" className={classes.stream}>
        <Link
          href={streamHref(stream.streamId)}
          tabIndex={-1}
          prefetch={false}
          onClick={(event) => event.stopPropagation()}
        >
          <StreamIdText streamId={stream.streamId} search={search} />
        </Link>
      </span>
      <span role="gridcell" className={classes.category}>
        {stream.category}
      </span>
      <span role="gridcell" className={classes.number}>
        {formatCount(stream.version)}
      </span>
      <span role="gridcell" className={classes.type}>
        <EventTypeName type={stream.lastEventType} />
      </span>
      <span role="gridcell" className={classes.time}>
        <Time at={stream.lastEventAt} show="exact" weekday={false} />
      </span>
      <span role="gridcell" className={`${classes.number} ${classes.ago}`}>
        {age}
      </span>
      <span role="gridcell" className={classes.opened}>
        {formatDay(new Date(stream.openedAt), { timeZone, weekday: false, year: "always" })}
      </span>
    </div>
  );
}
