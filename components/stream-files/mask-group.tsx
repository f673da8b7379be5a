"use client";
import { Checkbox } from "@mantine/core";
import { EventTypeName } from "@/components/layout/event-type-name";
import { ShownText } from "@/components/layout/shown-text";
import type { HistoryField } from "@/lib/api/history-export";
import { visibleText } from "@/lib/format/visible-text";
import { fieldKey, isMasked, type Ticked } from "./mask-choice";
import classes from "./mask-panel.module.css";

interface MaskGroupProps {
  /** null: fields of the metadata. */
  readonly type: string | null;
  readonly fields: readonly HistoryField[];
  readonly ticked: Ticked;
  readonly onTick: (ticked: Ticked) => void;
}

/** The fields of the events of one type, each with a tick, how often it occurs, and what stood there first. */
export function MaskGroup({ type, fields, ticked, onTick }: MaskGroupProps) {
  const tick = (field: HistoryField, checked: boolean) => onTick(new Map(ticked).set(fieldKey(field), checked));
  return (
    <fieldset className={classes.group}>
      <legend>{type === null ? "Metadata" : <EventTypeName type={type} />}</legend>
      {fields.map((field) => (
        <div key={field.path} className={classes.field}>
          <Checkbox
            size="xs"
            id={`mask ${fieldKey(field)}`}
            aria-label={`Mask ${visibleText(field.path)}${type === null ? " of the metadata" : ` of ${visibleText(type)}`}`}
            checked={isMasked(field, ticked)}
            onChange={(event) => tick(field, event.currentTarget.checked)}
          />
          <label className={`mono ${classes.path}`} htmlFor={`mask ${fieldKey(field)}`} title={visibleText(field.path)}>
            <ShownText text={field.path} />
          </label>
          <span className={`mono ${classes.example}`} title={visibleText(field.example)}>
            <ShownText text={field.example} />
          </span>
          <span className={classes.presence} title={`In ${field.events} of ${field.of} events`}>
            {field.events === field.of ? "always" : `${field.events} of ${field.of}`}
          </span>
          <span className={classes.personal}>{field.personal && "personal?"}</span>
        </div>
      ))}
    </fieldset>
  );
}
