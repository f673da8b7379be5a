"use client";
import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { EventTypeMark, EventTypeName } from "@/components/layout/event-type-name";
import { useTimeZone } from "@/components/layout/time-zone";
import type { EventItem } from "@/lib/api/event-item";
import { formatTimeOfDay } from "@/lib/format/instant";
import { formatCount } from "@/lib/format/number";
import classes from "./timeline.module.css";
import { SEPARATOR_HEIGHT, type Separator } from "./use-timeline";

interface TimelineRowProps {
  readonly version: number;
  /** Undefined while it is being read. */
  readonly event: EventItem | undefined;
  readonly separator: Separator | null;
  readonly top: number;
  readonly rowHeight: number;
  readonly selected: boolean;
  readonly later: boolean;
  /** Its side of a comparison. */
  readonly side: "A" | "B" | null;
  readonly onChoose: (withShift: boolean) => void;
}

// Imported streams often know whole seconds only; ".000" would take the room of the event's name.
function writeTime(at: Date, timeZone: string): string {
  return formatTimeOfDay(at, { timeZone, milliseconds: at.getUTCMilliseconds() !== 0 });
}

/** One event of the timeline, under the idle time and the day that go before it. */
export function TimelineRow(props: TimelineRowProps) {
  const { version, event, separator, top, rowHeight, selected, later, side, onChoose } = props;
  const timeZone = useTimeZone();
  return (
    <li
      className={classes.item}
      style={{ transform: `translateY(${top}px)`, height: rowHeight + (separator === null ? 0 : SEPARATOR_HEIGHT) }}
    >
      {separator !== null && (
        <div className={classes.separator}>
          {separator.idle !== null && <span className={classes.idle}>{separator.idle}</span>}
          <span className={classes.dashes} data-blank={separator.idle === null || undefined} />
          {separator.day !== null && <span className={classes.day}>{separator.day}</span>}
        </div>
      )}
      <button
        type="button"
        className={classes.row}
        style={{ height: rowHeight }}
        data-selected={selected || side !== null || undefined}
        aria-current={selected ? "true" : undefined}
        onClick={(click) => onChoose(click.shiftKey)}
      >
        <span className={classes.version}>{formatCount(version)}</span>
        {event === undefined ? (
          <span className={classes.waiting} />
        ) : (
          <>
            <span className={classes.mark} data-later={later || undefined}>
              <EventTypeMark type={event.type} />
            </span>
            <span className={classes.name}>
              <EventTypeName type={event.type} muted={later} />
            </span>
            {event.problem !== null && (
              <IconAlertTriangleFilled size={14} className={classes.problem} aria-label="cannot be read today" />
            )}
            {side !== null && <span className={classes.side}>{side}</span>}
            <time className={classes.time} dateTime={event.occurredAt}>
              {writeTime(new Date(event.occurredAt), timeZone)}
            </time>
          </>
        )}
      </button>
    </li>
  );
}
