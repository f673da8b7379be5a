"use client";
import { useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef } from "react";
import classes from "./data-table.module.css";
import { DataTableHead, type HeadColumn } from "./data-table-head";
import { useListKeys } from "./list-keys";

export interface Column<Row> extends HeadColumn {
  readonly cell: (row: Row, index: number) => ReactNode;
}

interface DataTableProps<Row> {
  /** Names the table for those who cannot see it: "Streams". */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** 28 (default), 30, 36 or 44; a phone has 44 or more. */
  readonly rowHeight?: number;
  /** How many rows there are in all, when `rows` holds only the first of them. */
  readonly totalRows?: number;
  /** Off: every row is drawn and the table is as high as they are; for lists that stay short. */
  readonly virtual?: boolean;
  /** The selected row; with `onActivate` rows can be selected by pointer, arrows, and `j` and `k`. */
  readonly activeKey?: string | null;
  readonly onActivate?: (row: Row) => void;
  /** Enter, or a double click. */
  readonly onOpen?: (row: Row) => void;
  /** `j`, `k` and Enter work wherever the focus is: for the page's main list. */
  readonly pageKeys?: boolean;
  /** The selected row is in sight from the first. */
  readonly startAtActive?: boolean;
  /** Called when the last rows come near, to load more. */
  readonly onEndReached?: () => void;
  /** A thin bar under the head while newer rows are on their way. */
  readonly refreshing?: boolean;
  /** Stands in the table's place when there are no rows. */
  readonly empty?: ReactNode;
  /** Colours a whole row: "danger" or "muted". */
  readonly rowTone?: (row: Row) => "danger" | "muted" | undefined;
}

/** A dense table: sticky head, virtual rows, roving focus. It fills the height it is given and scrolls inside. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    rows,
    rowKey,
    virtual = true,
    activeKey = null,
    onActivate,
    onOpen,
    onEndReached,
    empty,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const touch = useMediaQuery("(max-width: 639px)", false, { getInitialValueInEffect: true });
  const rowHeight = Math.max(props.rowHeight ?? 28, touch ? 44 : 0);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 1000, height: 900 },
    enabled: virtual,
  });
  // The virtualizer keeps the sizes it has seen; a phone turned on its side has others.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rowHeight is what has changed.
  useEffect(() => virtualizer.measure(), [rowHeight, virtualizer]);

  const activeIndex = activeKey === null ? -1 : rows.findIndex((row) => rowKey(row) === activeKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; afterwards the reader scrolls.
  useEffect(() => {
    if (props.startAtActive === true && activeIndex > 0) virtualizer.scrollToIndex(activeIndex, { align: "auto" });
  }, []);
  const focusRow = useCallback((index: number) => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    row?.focus({ preventScroll: true });
  }, []);
  const move = (step: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, activeIndex + step));
    const row = rows[next];
    if (row === undefined) return;
    onActivate?.(row);
    if (virtual) virtualizer.scrollToIndex(next);
    requestAnimationFrame(() => focusRow(next));
  };
  const open = () => {
    const row = rows[activeIndex];
    if (row !== undefined) onOpen?.(row);
  };
  const interactive = onActivate !== undefined || onOpen !== undefined;
  useListKeys(props.pageKeys === true && interactive, { move, open });

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -rows.length, End: rows.length }[
      event.key
    ];
    if (step !== undefined) {
      event.preventDefault();
      move(step);
    } else if (event.key === "Enter" && event.target instanceof HTMLTableRowElement) {
      open();
    }
  };

  const items = virtual ? virtualizer.getVirtualItems() : rows.map((_, index) => ({ index, start: 0, end: 0 }));
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastIndex >= rows.length - 10) onEndReached?.();
  }, [lastIndex, rows.length, onEndReached]);

  const above = virtual ? (items[0]?.start ?? 0) : 0;
  const below = virtual ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  const focusable = Math.max(activeIndex, 0);
  return (
    <section
      ref={scroller}
      className={classes.scroller}
      data-virtual={virtual || undefined}
      tabIndex={virtual && !interactive ? 0 : undefined}
      aria-label={label}
    >
      <table
        className={classes.table}
        data-short={!virtual || undefined}
        role={interactive ? "grid" : undefined}
        aria-label={label}
        aria-rowcount={(props.totalRows ?? rows.length) + 1}
        onKeyDown={interactive ? onKeyDown : undefined}
      >
        <DataTableHead columns={columns} refreshing={props.refreshing ?? false} />
        <tbody>
          {above > 0 && <Spacer height={above} />}
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const active = index === activeIndex;
            return (
              <tr
                key={rowKey(row)}
                data-index={index}
                data-tone={props.rowTone?.(row)}
                className={classes.row}
                style={{ height: rowHeight }}
                aria-rowindex={index + 2}
                aria-selected={onActivate === undefined ? undefined : active}
                tabIndex={interactive ? (index === focusable ? 0 : -1) : undefined}
                onClick={onActivate === undefined ? undefined : () => onActivate(row)}
                onDoubleClick={onOpen === undefined ? undefined : () => onOpen(row)}
              >
                {columns.map((column) => (
                  <td key={column.id} data-align={column.align} data-priority={column.priority}>
                    {column.cell(row, index)}
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 && <Spacer height={below} />}
        </tbody>
      </table>
      {rows.length === 0 && empty}
    </section>
  );
}

// One cell: spanning columns that are hidden would bring them back.
function Spacer({ height }: { readonly height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a table row without tabIndex takes no focus.
    <tr aria-hidden="true" style={{ height }}>
      <td className={classes.spacer} />
    </tr>
  );
}
