"use client";
import { Tooltip, VisuallyHidden } from "@mantine/core";
import { EventTypeMark } from "@/components/layout/event-type-name";
import { slotColour, useEventTypeSlot } from "@/components/layout/event-type-slots";
import { ShownText } from "@/components/layout/shown-text";
import { useTimeZone } from "@/components/layout/time-zone";
import { formatInstant } from "@/lib/format/instant";
import { formatCount } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./set-by-event.module.css";

/** The event that set a value; of version 0: the value was there when the fold began. */
export interface SettingEvent {
  readonly version: number;
  readonly type: string | null;
  readonly occurredAt?: string;
  readonly actor?: string | null;
}

interface SetByEventProps {
  readonly setBy: SettingEvent | null;
  readonly onGoTo: (version: number) => void;
}

/** The event that set a value, its time and actor on hover and focus; a click goes there. */
export function SetByEvent({ setBy, onGoTo }: SetByEventProps) {
  if (setBy === null) return <span className={classes.none}>—</span>;
  if (setBy.version === 0) return <span className={classes.none}>at the start</span>;
  return <EventLink event={setBy} onGoTo={onGoTo} />;
}

function EventLink({ event, onGoTo }: { readonly event: SettingEvent; readonly onGoTo: (version: number) => void }) {
  const { version, type } = event;
  const slot = useEventTypeSlot(type ?? "");
  return (
    <Tooltip
      label={<WhenAndWho event={event} />}
      disabled={event.occurredAt === undefined}
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className={classes.link} onClick={() => onGoTo(version)}>
        <span className={classes.type} style={{ color: slotColour(slot) }}>
          <ShownText text={type ?? ""} />
        </span>
        <EventTypeMark type={type ?? ""} />
        <span className={classes.version}>
          <VisuallyHidden>version </VisuallyHidden>
          {formatCount(version)}
        </span>
      </button>
    </Tooltip>
  );
}

function WhenAndWho({ event }: { readonly event: SettingEvent }) {
  const timeZone = useTimeZone();
  const { version, type, occurredAt, actor } = event;
  return (
    <span className={classes.facts}>
      <b>
        {visibleText(type ?? "")}, version {formatCount(version)}
      </b>
      {occurredAt !== undefined && (
        <span>{formatInstant(new Date(occurredAt), { timeZone, year: "always", milliseconds: true })}</span>
      )}
      <span>{actor === null || actor === undefined ? "no actor was recorded" : `by ${visibleText(actor)}`}</span>
    </span>
  );
}
