"use client";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import pane from "@/components/layout/pane.module.css";
import { useRowHeight } from "@/components/lists/use-row-height";
import type { StreamState } from "@/lib/api/stream-state";
import { parseForReading } from "@/lib/format/json-tree";
import { SetByEvent } from "./set-by-event";
import classes from "./state-pane.module.css";
import { type StateRow, stateRows } from "./state-rows";

interface StateTreeProps {
  readonly state: StreamState;
  readonly filter: string;
  readonly withBlame: boolean;
  readonly onGoTo: (version: number) => void;
}

/** The state as a tree of paths and values; what holds others opens and closes. */
export function StateTree({ state, filter, withBlame, onGoTo }: StateTreeProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const value = useMemo(() => parseForReading(state.stateText), [state.stateText]);
  const rows = useMemo(() => stateRows(value, closed, filter), [value, closed, filter]);
  const setHere = useMemo(() => new Set(state.setHere), [state.setHere]);
  const rowHeight = useRowHeight({ wide: 25, narrow: 40 });
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  const toggle = (path: string) => {
    const next = new Set(closed);
    if (!next.delete(path)) next.add(path);
    setClosed(next);
  };
  if (rows.length === 0) {
    return filter === "" ? (
      <EmptyState title="The state is empty">No event up to here set a field.</EmptyState>
    ) : (
      <EmptyState title="No field matches">No path of this state contains “{filter}”.</EmptyState>
    );
  }
  return (
    <div ref={scroller} className={`${pane.body} ${classes.tree}`}>
      <ul aria-label="Fields of the state" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index];
          return (
            row !== undefined && (
              <li
                key={row.path}
                className={classes.row}
                style={{ transform: `translateY(${start}px)`, height: size }}
                data-set={setHere.has(row.path) || undefined}
              >
                <Name row={row} onToggle={() => toggle(row.path)} />
                <span
                  className={`mono ${classes.value}`}
                  data-kind={row.size === null ? row.kind : "size"}
                  title={row.text}
                >
                  {row.size ?? row.text}
                </span>
                {withBlame && row.size === null && (
                  <SetByEvent setBy={state.blame?.[row.path] ?? null} onGoTo={onGoTo} />
                )}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function Name({ row, onToggle }: { readonly row: StateRow; readonly onToggle: () => void }) {
  const style = { paddingLeft: 12 + row.depth * 16 };
  if (row.size === null) {
    return (
      <span className={`mono ${classes.name}`} style={style} title={row.path}>
        {row.label}
      </span>
    );
  }
  const Chevron = row.open ? IconChevronDown : IconChevronRight;
  return (
    <button type="button" className={`mono ${classes.name}`} style={style} aria-expanded={row.open} onClick={onToggle}>
      <Chevron size={12} aria-hidden="true" />
      {row.label}
    </button>
  );
}
