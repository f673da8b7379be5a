"use client";
import { VisuallyHidden } from "@mantine/core";
import { EventTypeMark } from "@/components/layout/event-type-name";
import { slotColour, useEventTypeSlot } from "@/components/layout/event-type-slots";
import type { SetBy } from "@/lib/api/stream-state";
import { formatCount } from "@/lib/format/number";
import classes from "./set-by-event.module.css";

interface SetByEventProps {
  readonly setBy: SetBy | null;
  readonly onGoTo: (version: number) => void;
}

/** The event that set a value; a click goes there. */
export function SetByEvent({ setBy, onGoTo }: SetByEventProps) {
  if (setBy === null) return <span className={classes.none}>—</span>;
  if (setBy.version === 0) return <span className={classes.none}>at the start</span>;
  return <EventLink version={setBy.version} type={setBy.type ?? ""} onGoTo={onGoTo} />;
}

function EventLink({ version, type, onGoTo }: { version: number; type: string; onGoTo: (version: number) => void }) {
  const slot = useEventTypeSlot(type);
  return (
    <button type="button" className={classes.link} onClick={() => onGoTo(version)}>
      <span className={classes.type} style={{ color: slotColour(slot) }}>
        {type}
      </span>
      <EventTypeMark type={type} />
      <span className={classes.version}>
        <VisuallyHidden>version </VisuallyHidden>
        {formatCount(version)}
      </span>
    </button>
  );
}
