import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { CSSProperties, ReactNode } from "react";
import classes from "./data-table.module.css";

export interface HeadColumn {
  readonly id: string;
  readonly header: ReactNode;
  /** Numbers and times stand right; the head follows. */
  readonly align?: "right";
  /** In px; columns without one share what is left. */
  readonly width?: number;
  /** What gives way first where there is no room: 4 under 1120 px of table, 3 under 960, 2 under 640. */
  readonly priority?: 2 | 3 | 4;
  /** The present order by this column; with `onSort` the head is a button. */
  readonly sort?: "ascending" | "descending" | undefined;
  readonly onSort?: () => void;
}

/** The head of a DataTable, 28 px, and the column widths. */
export function DataTableHead({
  columns,
  refreshing,
}: {
  readonly columns: readonly HeadColumn[];
  readonly refreshing: boolean;
}) {
  return (
    <>
      <colgroup>
        {columns.map((column) => (
          <col key={column.id} style={widthOf(column)} data-priority={column.priority} />
        ))}
      </colgroup>
      <thead data-refreshing={refreshing || undefined}>
        <tr aria-rowindex={1}>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              data-align={column.align}
              data-priority={column.priority}
              aria-sort={column.sort}
            >
              {column.onSort === undefined ? (
                column.header
              ) : (
                <button type="button" className={classes.sort} onClick={column.onSort}>
                  {column.header}
                  {column.sort === "ascending" && <IconArrowUp size={12} aria-hidden="true" />}
                  {column.sort === "descending" && <IconArrowDown size={12} aria-hidden="true" />}
                </button>
              )}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

// A variable rather than a width, so that the style sheet can set it aside on a phone. CSSProperties knows no variables.
function widthOf({ width }: HeadColumn): CSSProperties {
  return width === undefined ? {} : ({ "--column-width": `${width}px` } as CSSProperties);
}
