"use client";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./event-type-name.module.css";
import { slotColour, useEventTypeSlot } from "./event-type-slots";
import { ShownText } from "./shown-text";

const SHAPES = ["square", "hollow", "diamond"] as const;

interface EventTypeNameProps {
  readonly type: string;
  /** Written small and grey after the name: "v1", "v1 → v3". */
  readonly schema?: string | undefined;
  /** Later than "as of": mark and name in grey. */
  readonly muted?: boolean;
  readonly className?: string | undefined;
}

/** The name of an event type beside its mark, both in the type's colour. */
export function EventTypeName({ type, schema, muted = false, className }: EventTypeNameProps) {
  const slot = useEventTypeSlot(type);
  return (
    <span className={`${classes.name} ${className ?? ""}`} data-muted={muted || undefined} title={visibleText(type)}>
      <EventTypeMark type={type} />
      <span className={classes.text} style={{ color: muted ? undefined : slotColour(slot) }}>
        <ShownText text={type} />
      </span>
      {schema !== undefined && <span className={classes.schema}>{schema}</span>}
    </span>
  );
}

/** The mark alone, where the name stands elsewhere: filled square, hollow square, then diamond, by slot. */
export function EventTypeMark({ type }: { readonly type: string }) {
  const slot = useEventTypeSlot(type);
  const shape = SHAPES[Math.floor(((slot ?? 1) - 1) / 12) % SHAPES.length];
  return <span className={classes.mark} data-shape={shape} style={{ color: slotColour(slot) }} aria-hidden="true" />;
}
