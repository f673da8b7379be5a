"use client";
import { IconArrowRight } from "@tabler/icons-react";
import { EventTypeName } from "@/components/layout/event-type-name";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import type { PathChange, ValueText } from "@/lib/api/stream-history";
import { formatCount } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./path-history.module.css";

interface PathChangeRowProps {
  readonly change: PathChange;
  /** Where it stands seen from the version that the page is at. */
  readonly place: "earlier" | "here" | "later";
  readonly onGoTo: (version: number) => void;
}

/** One event that changed a path: when, by whom, and from what to what; a click goes there. */
export function PathChangeRow({ change, place, onGoTo }: PathChangeRowProps) {
  const { version, type, occurredAt, actor, before, after } = change;
  return (
    <li className={classes.row} data-place={place}>
      <button
        type="button"
        className={classes.go}
        aria-current={place === "here" || undefined}
        onClick={() => onGoTo(version)}
      >
        <span className={classes.version}>{formatCount(version)}</span>
        <EventTypeName type={type} muted={place === "later"} className={classes.type} />
        <Time at={occurredAt} show="exact" className={classes.time ?? ""} />
      </button>
      <p className={`mono ${classes.values}`}>
        <Value value={before} nothing="not there" />
        <IconArrowRight size={12} aria-label="became" />
        <Value value={after} nothing="taken away" />
        {actor !== null && (
          <span className={classes.actor}>
            <ShownText text={actor} />
          </span>
        )}
      </p>
    </li>
  );
}

function Value({ value, nothing }: { readonly value: ValueText | null; readonly nothing: string }) {
  if (value === null) return <span className={classes.nothing}>{nothing}</span>;
  return (
    <span className={classes.value} title={visibleText(value.text)}>
      <ShownText text={value.text} />
      {value.cut && "…"}
    </span>
  );
}
