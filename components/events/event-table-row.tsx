"use client";
import { IconAlertTriangleFilled } from "@tabler/icons-react";
import Link from "next/link";
import { EventTypeName } from "@/components/layout/event-type-name";
import { ShownText } from "@/components/layout/shown-text";
import { useTimeZone } from "@/components/layout/time-zone";
import { StreamIdText } from "@/components/lists/highlight";
import { LongListRow, type RowPlace } from "@/components/lists/long-list";
import type { EventItem } from "@/lib/api/event-item";
import { formatInstant } from "@/lib/format/instant";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./event-table.module.css";

interface EventTableRowProps {
  readonly event: EventItem;
  readonly place: RowPlace;
  readonly search: string;
  readonly onOpen: () => void;
}

/** One event; the row opens its details, the stream id its stream. */
export function EventTableRow({ event, place, search, onOpen }: EventTableRowProps) {
  const timeZone = useTimeZone();
  const read = event.readAs[0];
  return (
    <LongListRow place={place}>
      <td className={`mono ${classes.position}`}>{formatCount(BigInt(event.position))}</td>
      <td className={`mono ${classes.time}`}>
        {formatInstant(new Date(event.occurredAt), { timeZone, weekday: false, milliseconds: true })}
      </td>
      <td className={classes.type}>
        <button type="button" className={classes.open} onClick={onOpen}>
          <EventTypeName type={read?.type ?? event.type} />
        </button>
      </td>
      <td className={classes.schema} data-upcast={isUpcast(event) || undefined}>
        {schemaInWords(event)}
      </td>
      <td className={classes.stream}>
        <Link href={streamHref(event.streamId, `version=${event.version}`)} prefetch={false}>
          <StreamIdText streamId={event.streamId} search={search} />
        </Link>
      </td>
      <td className={classes.version}>{formatCount(event.version)}</td>
      <td className={`mono ${classes.data}`}>
        {event.problem !== null && (
          <span className={classes.problem} title={visibleText(event.problem)}>
            <IconAlertTriangleFilled size={13} aria-hidden="true" /> cannot be read today
          </span>
        )}{" "}
        {event.preview !== undefined && <ShownText text={event.preview} />}
      </td>
      <td className={`mono ${classes.correlation}`}>
        {event.correlationId !== null && <ShownText text={event.correlationId} />}
      </td>
    </LongListRow>
  );
}

function isUpcast({ readAs, schemaVersion, type }: EventItem): boolean {
  return readAs.length !== 1 || readAs[0]?.schemaVersion !== schemaVersion || readAs[0]?.type !== type;
}

function schemaInWords(event: EventItem): string {
  const { readAs, schemaVersion, problem } = event;
  if (problem !== null || !isUpcast(event)) return `v${schemaVersion}`;
  if (readAs.length === 0) return "dropped";
  return readAs.length === 1
    ? `v${schemaVersion} → v${readAs[0]?.schemaVersion}`
    : `v${schemaVersion} → ${readAs.length} events`;
}
