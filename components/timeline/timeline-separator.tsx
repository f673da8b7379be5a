"use client";
import { useTimeZone } from "@/components/layout/time-zone";
import { formatDuration } from "@/lib/format/duration";
import { formatDay } from "@/lib/format/instant";
import classes from "./timeline.module.css";
import { IDLE_MS } from "./timeline-rows";

interface TimelineSeparatorProps {
  readonly at: number;
  readonly before: number | null;
}

/** How long nothing happened before an event, and its day when it is another one. */
export function TimelineSeparator({ at, before }: TimelineSeparatorProps) {
  const timeZone = useTimeZone();
  const dayOf = (instant: number) => formatDay(new Date(instant), { timeZone });
  const day = dayOf(at);
  const idle = before === null ? null : idleWords(at - before);
  return (
    <div className={classes.separator}>
      {idle !== null && <span>{idle}</span>}
      <span className={classes.dashes} data-blank={idle === null || undefined} />
      {(before === null || day !== dayOf(before)) && <span className={classes.day}>{day}</span>}
    </div>
  );
}

function idleWords(passedMs: number): string | null {
  if (passedMs >= IDLE_MS) return `${formatDuration(passedMs)} idle`;
  return passedMs < 0 ? `${formatDuration(-passedMs)} earlier` : null;
}
