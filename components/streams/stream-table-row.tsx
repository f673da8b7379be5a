"use client";
import Link from "next/link";
import { useClock } from "@/components/layout/clock";
import { EventTypeName } from "@/components/layout/event-type-name";
import { Time } from "@/components/layout/time";
import { useTimeZone } from "@/components/layout/time-zone";
import { StreamIdText } from "@/components/lists/highlight";
import { LongListRow, type RowPlace } from "@/components/lists/long-list";
import type { StreamRow } from "@/lib/api/streams";
import { formatDay } from "@/lib/format/instant";
import { formatCount } from "@/lib/format/number";
import { formatAge } from "@/lib/format/relative-time";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./stream-table.module.css";

interface StreamTableRowProps {
  readonly stream: StreamRow;
  readonly place: RowPlace;
  readonly search: string;
}

/** One stream: half of its story is the type and time of its last event. */
export function StreamTableRow({ stream, place, search }: StreamTableRowProps) {
  const timeZone = useTimeZone();
  const age = useClock((now) => formatAge(Math.max(0, now.getTime() - new Date(stream.lastEventAt).getTime())));
  return (
    <LongListRow place={place}>
      <td className={classes.stream}>
        <Link href={streamHref(stream.streamId)} prefetch={false}>
          <StreamIdText streamId={stream.streamId} search={search} />
        </Link>
      </td>
      <td className={classes.category}>{stream.category}</td>
      <td className={classes.number}>{formatCount(stream.version)}</td>
      <td className={classes.type}>
        <EventTypeName type={stream.lastEventType} />
      </td>
      <td className={classes.time}>
        <Time at={stream.lastEventAt} show="exact" weekday={false} />
      </td>
      <td className={`${classes.number} ${classes.ago}`}>{age}</td>
      <td className={classes.opened}>
        {formatDay(new Date(stream.openedAt), { timeZone, weekday: false, year: "always" })}
      </td>
    </LongListRow>
  );
}
