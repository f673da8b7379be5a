"use client";
import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { ShownText } from "@/components/layout/shown-text";
import { JsonView } from "@/components/stream/json-view";
import { stateRows } from "@/components/stream/state-rows";
import { parseForReading } from "@/lib/format/json-tree";
import { formatCount } from "@/lib/format/number";
import classes from "./state-list.module.css";

const FIRST_ROWS = 200;
const NONE: ReadonlySet<string> = new Set();

interface StateListProps {
  readonly stateText: string;
  /** The leaves that the event at hand set. */
  readonly setHere: readonly string[];
}

/** A state as its paths and values, with what an event set marked. */
export function StateList({ stateText, setHere }: StateListProps) {
  const [all, setAll] = useState(false);
  const value = useMemo(() => parseForReading(stateText), [stateText]);
  const rows = useMemo(() => (value === undefined ? [] : stateRows(value, NONE, "")), [value]);
  const set = useMemo(() => new Set(setHere), [setHere]);
  if (value === undefined) return <JsonView text={stateText} label="State of the draft" />;
  if (rows.length === 0) return <EmptyState title="The state is empty">No event up to here set a field.</EmptyState>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard.
    <section className={classes.scroll} aria-label="State of the draft" tabIndex={0}>
      <ul>
        {rows.slice(0, all ? rows.length : FIRST_ROWS).map((row) => (
          <li key={row.path} className={classes.row} data-set={set.has(row.path) || undefined}>
            <span className={`mono ${classes.name}`} style={{ paddingLeft: 12 + Math.min(row.depth, 20) * 16 }}>
              <ShownText text={row.label} />
            </span>
            <span className={`mono ${classes.value}`} data-size={row.size !== null || undefined}>
              <ShownText text={row.size ?? row.text} />
            </span>
            {set.has(row.path) && <span className="hint">set here</span>}
          </li>
        ))}
      </ul>
      {!all && rows.length > FIRST_ROWS && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          Show all {formatCount(rows.length)} fields
        </Button>
      )}
    </section>
  );
}
