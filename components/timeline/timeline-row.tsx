"use client";
import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { memo } from "react";
import { EventTypeMark, EventTypeName } from "@/components/layout/event-type-name";
import { useTimeZone } from "@/components/layout/time-zone";
import { formatTimeOfDay } from "@/lib/format/instant";
import { formatCount } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./timeline.module.css";
import { TimelineSeparator } from "./timeline-separator";

export interface TimelineRowProps {
  readonly version: number;
  /** Null while it is being read. */
  readonly type: string | null;
  readonly at: number;
  /** When the event before it in the list occurred; null: it is the first, or that is not known yet. */
  readonly before: number | null;
  readonly separated: boolean;
  readonly indented: boolean;
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly place: number;
  readonly count: number;
  readonly selected: boolean;
  readonly later: boolean;
  /** Occurred after the instant that is looked at, though it stands before. */
  readonly leftOut: boolean;
  /** Why it cannot be read today. */
  readonly problem: string | null;
  /** Its side of a comparison. */
  readonly side: "A" | "B" | "A, B" | null;
  readonly onChoose: (version: number, withShift: boolean) => void;
}

/** One event of the timeline, under the idle time and the day that go before it. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { version, type, at, before, separated, indented, selected, side, onChoose } = props;
  const isMuted = props.later || props.leftOut;
  return (
    <li
      className={classes.item}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      aria-posinset={props.place}
      aria-setsize={props.count}
    >
      {separated && <TimelineSeparator at={at} before={before} />}
      <button
        type="button"
        className={classes.row}
        style={{ height: props.rowHeight }}
        data-selected={selected || side !== null || undefined}
        data-indented={indented || undefined}
        aria-current={selected ? "true" : undefined}
        onClick={(click) => onChoose(version, click.shiftKey)}
      >
        <span className={classes.version}>{formatCount(version)}</span>
        {type === null ? (
          <span className={classes.waiting} />
        ) : (
          <>
            <span className={classes.mark} data-later={isMuted || undefined}>
              <EventTypeMark type={type} />
            </span>
            <span className={classes.name}>
              <EventTypeName type={type} muted={isMuted} />
            </span>
            {props.problem !== null && (
              <span className={classes.problem} title={visibleText(props.problem)}>
                <IconAlertTriangleFilled size={14} aria-label="cannot be read today" />
              </span>
            )}
            {props.leftOut && (
              <span
                className={classes.leftOut}
                title="It occurred later than the chosen instant: the state leaves it out."
              >
                left out
              </span>
            )}
            {side !== null && <span className={classes.side}>{side}</span>}
            <TimeOfDay at={at} />
          </>
        )}
      </button>
    </li>
  );
});

// Imported streams often know whole seconds only; ".000" would take the room of the event's name.
function TimeOfDay({ at }: { readonly at: number }) {
  const timeZone = useTimeZone();
  const instant = new Date(at);
  return (
    <time className={classes.time} dateTime={instant.toISOString()}>
      {formatTimeOfDay(instant, { timeZone, milliseconds: instant.getUTCMilliseconds() !== 0 })}
    </time>
  );
}
