import { Button } from "@mantine/core";
import type { Column } from "@/components/layout/data-table";
import { ShownText } from "@/components/layout/shown-text";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./rows.module.css";

/** The key of a row; the button beside it looks at the row by itself. */
export function keyColumns<Row>(
  keyColumn: string,
  keyOf: (row: Row) => string,
  onFold: ((key: string) => void) | null,
  rows: readonly Row[],
): Column<Row>[] {
  const longest = rows.slice(0, 50).reduce((most, row) => Math.max(most, keyOf(row).length), keyColumn.length);
  const key: Column<Row> = {
    id: keyColumn,
    header: keyColumn,
    width: Math.min(320, longest * 7.4 + 24),
    cell: (row) => (
      <span className={`mono ${classes.key}`} title={visibleText(keyOf(row))}>
        <ShownText text={keyOf(row)} />
      </span>
    ),
  };
  if (onFold === null) return [key];
  const fold: Column<Row> = {
    id: "fold-row",
    header: "",
    width: 80,
    cell: (row) => (
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`Fold row: ${visibleText(keyOf(row))}`}
        onClick={() => onFold(keyOf(row))}
      >
        Fold row
      </Button>
    ),
  };
  return [key, fold];
}
