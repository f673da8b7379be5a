"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import type { DiffRowView } from "@/lib/format/diff/row-view";
import type { DiffLook } from "./diff-choices";
import { DiffRow } from "./diff-row";
import classes from "./diff-view.module.css";
import type { DiffPlace, DiffSetBy } from "./set-by";

interface DiffTableProps {
  readonly shown: { readonly total: number; readonly rows: ReadonlyMap<number, DiffRowView> };
  readonly look: DiffLook;
  readonly beforeLabel: ReactNode;
  readonly afterLabel: ReactNode;
  readonly setBy: DiffSetBy | undefined;
  readonly maxHeight: number | undefined;
  /** The row on which the keys stand. */
  readonly cursor: number | null;
  readonly onSight: (from: number, to: number) => void;
  readonly onToggle: (key: string) => void;
  readonly onPin: (path: string) => void;
  readonly onIgnore: (path: string) => void;
}

const ROW = 28;

/** The rows in sight of a diff. */
export function DiffTable(props: DiffTableProps) {
  const { shown, look, setBy, maxHeight, cursor, onSight } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: shown.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, (items.at(-1)?.index ?? 0) + 1];
  useEffect(() => onSight(first, last), [first, last, onSight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another layout have other heights.
  useEffect(() => virtualizer.measure(), [virtualizer, look.layout]);
  useEffect(() => {
    if (cursor !== null) virtualizer.scrollToIndex(cursor, { align: "center" });
  }, [cursor, virtualizer]);
  const seen = items.flatMap(({ index }) => placeOf(shown.rows.get(index)) ?? []);
  const key = seen.map(({ side, path }) => `${side} ${path}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `seen`, which is a new list every time.
  useEffect(() => setBy?.want(seen), [key, setBy?.want]);
  const size = virtualizer.getTotalSize();
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      style={maxHeight === undefined ? undefined : { height: Math.min(maxHeight, size + ROW + 1), flex: "none" }}
    >
      <table
        className={classes.table}
        data-layout={look.layout}
        data-set-by={setBy === undefined ? undefined : true}
        aria-rowcount={shown.total + 1}
      >
        <thead>
          <tr className={classes.head} aria-rowindex={1}>
            <th>Path</th>
            {look.layout === "side" ? (
              <>
                <th>{props.beforeLabel}</th>
                <th>{props.afterLabel}</th>
              </>
            ) : (
              <th>
                {props.beforeLabel} <span className={classes.to}>to</span> {props.afterLabel}
              </th>
            )}
            {setBy !== undefined && <th className={classes.setBy}>Set by</th>}
          </tr>
        </thead>
        <tbody className={classes.rows} style={{ height: size }}>
          {items.map(({ index, start }) => {
            const row = shown.rows.get(index);
            return (
              <tr
                key={index}
                ref={virtualizer.measureElement}
                data-index={index}
                className={classes.row}
                data-kind={row?.kind}
                data-sign={row?.sign ?? undefined}
                data-current={index === cursor || undefined}
                aria-rowindex={index + 2}
                style={{ transform: `translateY(${start}px)`, minHeight: ROW }}
              >
                {row === undefined ? (
                  <td className={classes.waiting}>
                    <span />
                  </td>
                ) : (
                  <DiffRow {...props} row={row} place={placeOf(row)} />
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function placeOf(row: DiffRowView | undefined): DiffPlace | null {
  if (row === undefined || row.sign === null) return null;
  const { before, after } = row.places;
  if (after !== null) return { side: "after", path: row.path, places: after, placed: row.reordered };
  return before === null ? null : { side: "before", path: row.path, places: before, placed: false };
}
