"use client";
import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconAlertTriangleFilled,
  IconArrowBackUp,
  IconPencil,
  IconRowInsertBottom,
  IconTrash,
} from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { EventTypeMark, EventTypeName } from "@/components/layout/event-type-name";
import { Tag } from "@/components/layout/status-tag";
import { useTimeZone } from "@/components/layout/time-zone";
import timeline from "@/components/timeline/timeline.module.css";
import { formatDay, formatInstant, formatTimeOfDay } from "@/lib/format/instant";
import { formatCount } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./what-if-timeline.module.css";

export interface WhatIfRowProps {
  /** "0": before the first event; "5": a stored version; "5.1": inserted behind it. */
  readonly place: string;
  readonly state: "begin" | "stored" | "left-out" | "edited" | "inserted";
  /** Null while it is being read. */
  readonly type: string | null;
  readonly at: number | null;
  /** When the stored event before it occurred; null: it is the first that is known. */
  readonly before: number | null;
  readonly version: number;
  readonly chosen: boolean;
  /** Behind the point that is looked at. */
  readonly later: boolean;
  /** Why it could not be read or folded. */
  readonly problem: string | null;
  readonly top: number;
  readonly height: number;
  readonly index: number;
  readonly count: number;
  readonly onChoose: (place: string) => void;
  readonly onLeaveOut: (place: string) => void;
  readonly onEdit: (place: string) => void;
  readonly onInsert: (place: string) => void;
}

/** One event of the changed history, and what can be done with it. */
export const WhatIfRow = memo(function WhatIfRow(props: WhatIfRowProps) {
  const { place, state, type, version, chosen, later } = props;
  const name = nameOf(props);
  return (
    <li
      className={`${timeline.item} ${classes.item}`}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
      aria-posinset={props.index + 1}
      aria-setsize={props.count}
      data-state={state}
      data-chosen={chosen || undefined}
    >
      <button
        type="button"
        className={classes.row}
        aria-current={chosen ? "true" : undefined}
        onClick={() => props.onChoose(place)}
      >
        <span className={classes.version}>
          {state === "begin" ? "" : state === "inserted" ? "+" : formatCount(version)}
        </span>
        {state === "begin" ? (
          <span className={classes.begin}>Before the first event</span>
        ) : type === null ? (
          <span className={classes.waiting} />
        ) : (
          <>
            <span className={classes.mark}>
              <EventTypeMark type={type} />
            </span>
            <span className={`${timeline.name} ${classes.name}`}>
              <EventTypeName type={type} muted={later || state === "left-out"} />
            </span>
            {props.problem !== null && (
              <span className={classes.problem} title={visibleText(props.problem)}>
                <IconAlertTriangleFilled size={14} aria-label="failed" />
              </span>
            )}
            {state === "left-out" && <Tag>left out</Tag>}
            {state === "edited" && <Tag tone="warning">edited</Tag>}
            {state === "inserted" && <Tag tone="success">inserted</Tag>}
            {props.at !== null && state === "stored" && <When at={props.at} before={props.before} />}
          </>
        )}
      </button>
      <span className={classes.actions}>
        {state !== "begin" && (
          <>
            <RowAction label={leaveOutLabel(state, name)} onClick={() => props.onLeaveOut(place)}>
              {state === "left-out" ? <IconArrowBackUp size={14} /> : <IconTrash size={14} />}
            </RowAction>
            <RowAction label={`Edit ${name}`} onClick={() => props.onEdit(place)}>
              <IconPencil size={14} />
            </RowAction>
          </>
        )}
        <RowAction label={`Insert after ${name}`} onClick={() => props.onInsert(place)}>
          <IconRowInsertBottom size={14} />
        </RowAction>
      </span>
    </li>
  );
});

/** The day of the first event of a day, the time of day of those that follow; both on hover. */
function When({ at, before }: Pick<WhatIfRowProps, "before"> & { readonly at: number }) {
  const timeZone = useTimeZone();
  const instant = new Date(at);
  const dayOf = (moment: Date) => formatDay(moment, { timeZone, year: "always", weekday: false });
  const day = dayOf(instant);
  const begins = before === null || dayOf(new Date(before)) !== day;
  return (
    <time
      className={timeline.time}
      dateTime={instant.toISOString()}
      title={formatInstant(instant, { timeZone, year: "always", milliseconds: true })}
    >
      {begins ? day : formatTimeOfDay(instant, { timeZone })}
    </time>
  );
}

function nameOf({ state, version, place }: WhatIfRowProps): string {
  if (state === "begin") return "the beginning";
  return state === "inserted" ? `the inserted event ${place}` : `version ${version}`;
}

function leaveOutLabel(state: WhatIfRowProps["state"], name: string): string {
  if (state === "left-out") return `Take in ${name} again`;
  return state === "inserted" ? `Remove ${name}` : `Leave out ${name}`;
}

function RowAction({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
