"use client";
import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconHistory } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import pane from "@/components/layout/pane.module.css";
import { ShownText } from "@/components/layout/shown-text";
import { useRowHeight } from "@/components/lists/use-row-height";
import type { StreamState } from "@/lib/api/stream-state";
import { parseForReading } from "@/lib/format/json-tree";
import { visibleText } from "@/lib/format/visible-text";
import { JsonView } from "./json-view";
import { SetByEvent, type SettingEvent } from "./set-by-event";
import classes from "./state-pane.module.css";
import { type StateRow, stateRows } from "./state-rows";

interface StateTreeProps {
  readonly state: StreamState;
  readonly filter: string;
  /** The event that last set the leaf at a path; left out: blame is not shown. */
  readonly setBy?: ((path: string) => SettingEvent | null) | undefined;
  readonly onGoTo: (version: number) => void;
  /** The path whose history is shown. */
  readonly openPath?: string | null;
  /** Left out: nothing here tells the history of a path. */
  readonly onHistory?: (path: string) => void;
}

/** The state as a tree of paths and values; what holds others opens and closes, and each can lead to its history. */
export function StateTree({ state, filter, setBy, onGoTo, openPath = null, onHistory }: StateTreeProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const value = useMemo(() => parseForReading(state.stateText), [state.stateText]);
  const rows = useMemo(() => (value === undefined ? [] : stateRows(value, closed, filter)), [value, closed, filter]);
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
  if (value === undefined) return <TooDeep text={state.stateText} />;
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
                data-open={row.path === openPath || undefined}
              >
                <Name row={row} onToggle={() => toggle(row.path)} />
                <span
                  className={`mono ${classes.value}`}
                  data-kind={row.size === null ? row.kind : "size"}
                  title={visibleText(row.text)}
                >
                  <span>
                    <ShownText text={row.size ?? row.text} />
                  </span>
                  {onHistory !== undefined && (
                    <HistoryButton path={row.path} isOpen={row.path === openPath} onOpen={onHistory} />
                  )}
                </span>
                {setBy !== undefined && row.size === null && <SetByEvent setBy={setBy(row.path)} onGoTo={onGoTo} />}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

/** What cannot be read into a tree can still be read. */
function TooDeep({ text }: { readonly text: string }) {
  return (
    <>
      <EmptyState title="Nested too deeply to show as a tree">This is the state as JSON.</EmptyState>
      <JsonView text={text} label="State as JSON" fills />
    </>
  );
}

interface HistoryButtonProps {
  readonly path: string;
  readonly isOpen: boolean;
  readonly onOpen: (path: string) => void;
}

function HistoryButton({ path, isOpen, onOpen }: HistoryButtonProps) {
  return (
    <ActionIcon
      className={classes.history ?? ""}
      size={20}
      aria-label={`History of ${path === "" ? "the state" : visibleText(path)}`}
      aria-pressed={isOpen}
      title="History"
      onClick={() => onOpen(path)}
    >
      <IconHistory size={14} />
    </ActionIcon>
  );
}

/** Deeper rows say how deep they are: further indentation would leave no room for their names. */
const MAX_INDENT = 8;

function nameOf({ label, depth }: StateRow): string {
  return depth > MAX_INDENT ? `${depth + 1} › ${label}` : label;
}

function Name({ row, onToggle }: { readonly row: StateRow; readonly onToggle: () => void }) {
  const style = { paddingLeft: 12 + Math.min(row.depth, MAX_INDENT) * 16 };
  if (row.size === null) {
    return (
      <span className={`mono ${classes.name}`} style={style} title={visibleText(row.path)}>
        <ShownText text={nameOf(row)} />
      </span>
    );
  }
  const Chevron = row.open ? IconChevronDown : IconChevronRight;
  return (
    <button type="button" className={`mono ${classes.name}`} style={style} aria-expanded={row.open} onClick={onToggle}>
      <Chevron size={12} aria-hidden="true" />
      <ShownText text={nameOf(row)} />
    </button>
  );
}
