"use client";
import type { ReactNode } from "react";
import classes from "./long-list.module.css";
import type { useLongList } from "./use-long-list";

/** Where a row is drawn. */
export interface RowPlace {
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** The keys have moved to it. */
  readonly active: boolean;
}

interface LongListProps<Item> {
  readonly list: ReturnType<typeof useLongList>;
  readonly items: readonly Item[];
  readonly label: string;
  /** With the head; -1: nobody knows. */
  readonly rowCount: number;
  /** Sets `--columns`, and `--areas` for a phone. */
  readonly className: string | undefined;
  readonly head: ReactNode;
  /** Other rows are being read. */
  readonly working?: boolean;
  /** A `LongListRow` with the item's key. */
  readonly children: (item: Item, place: RowPlace) => ReactNode;
}

/** The table of a long list: a head that stays, and the rows in sight. */
export function LongList<Item>(props: LongListProps<Item>) {
  const { list, items, label, rowCount, className, head, working = false, children } = props;
  return (
    <div ref={list.scroller} className={classes.scroller}>
      <table className={`${classes.table} ${className}`} aria-label={label} aria-rowcount={rowCount}>
        <thead>
          <tr className={classes.head} aria-rowindex={1}>
            {head}
          </tr>
        </thead>
        <tbody className={classes.rows} style={{ height: list.virtualizer.getTotalSize() }}>
          {list.rows.map(({ index, start, size }) => {
            const item = items[index];
            return (
              item !== undefined && children(item, { index, top: start, height: size, active: index === list.active })
            );
          })}
        </tbody>
      </table>
      {working && <span className={classes.working} aria-hidden="true" />}
    </div>
  );
}

/** One row; its cells are its children. */
export function LongListRow({ place, children }: { readonly place: RowPlace; readonly children: ReactNode }) {
  const { index, top, height, active } = place;
  return (
    <tr
      className={classes.row}
      data-index={index}
      data-active={active || undefined}
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      {children}
    </tr>
  );
}
