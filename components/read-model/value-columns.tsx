import type { ReactNode } from "react";
import type { Column } from "@/components/layout/data-table";
import { ShownText } from "@/components/layout/shown-text";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./rows.module.css";

interface NamedType {
  readonly name: string;
  readonly type: string;
}

interface ValueColumnOptions<Row> {
  readonly rows: readonly Row[];
  readonly textOf: (row: Row, name: string) => string | null;
  /** The cell; the value alone when left out. */
  readonly cell?: (row: Row, name: string) => ReactNode;
}

const NUMBERS = /^(smallint|integer|bigint|numeric|double precision|real)/;

/** Columns of a read model, named with their types, as wide as what they hold. */
export function valueColumns<Row>(
  columns: readonly NamedType[],
  { rows, textOf, cell }: ValueColumnOptions<Row>,
): Column<Row>[] {
  return columns.map(({ name, type }) => ({
    id: name,
    header: (
      <span title={type}>
        {name} <span className={classes.type}>{type}</span>
      </span>
    ),
    width: widthOf({ name, type }, rows, (row) => textOf(row, name)),
    ...(NUMBERS.test(type) ? { align: "right" as const } : {}),
    cell: (row) => cell?.(row, name) ?? <Value value={textOf(row, name)} />,
  }));
}

/** A value digit for digit; null says so. */
export function Value({ value }: { readonly value: string | null }) {
  if (value === null) return <span className={classes.none}>null</span>;
  return (
    <span className="mono" title={visibleText(value)}>
      <ShownText text={value} />
    </span>
  );
}

// In characters of 7.3 px, within reason.
function widthOf<Row>({ name, type }: NamedType, rows: readonly Row[], textOf: (row: Row) => string | null): number {
  const longest = rows.slice(0, 50).reduce((most, row) => Math.max(most, textOf(row)?.length ?? 4), 0);
  return Math.min(320, Math.max(longest * 7.4, (name.length + type.length + 2) * 6) + 24);
}
