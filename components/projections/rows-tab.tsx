"use client";
import { Button, TextInput } from "@mantine/core";
import { IconSearch, IconTable } from "@tabler/icons-react";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useMemo, useTransition } from "react";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import type { ReadModelRows } from "@/lib/api/projections";
import { formatCount } from "@/lib/format/number";
import { foldParsers } from "./fold-parsers";
import classes from "./rows-tab.module.css";

type Row = ReadModelRows["rows"][number];

interface RowsTabProps {
  readonly page: ReadModelRows;
  readonly total: number | null;
  /** Its rows can be folded again one by one. */
  readonly foldable: boolean;
}

const NUMBERS = /^(smallint|integer|bigint|numeric|double precision|real)/;

/** Rows that consumers see, in the order of the key, every digit as it is stored. */
export function RowsTab({ page, total, foldable }: RowsTabProps) {
  const [loading, startTransition] = useTransition();
  const [place, setPlace] = useQueryStates(
    { search: parseAsString.withDefault(""), after: parseAsString },
    { shallow: false, startTransition, history: "push" },
  );
  const [, setFold] = useQueryStates(foldParsers, { history: "push" });
  const columns = useMemo(() => {
    const stored = columnsOf(page);
    const fold = foldColumn(page.keyColumn, (key) => setFold({ key, position: null }));
    return stored.flatMap((column) => (foldable && column.id === page.keyColumn ? [column, fold] : [column]));
  }, [page, foldable, setFold]);
  const count = total === null ? "" : `${formatCount(total)} rows`;
  return (
    <Panel
      title={<span className="mono">{page.view}</span>}
      note={count}
      fill
      className={classes.panel}
      aside={
        <>
          {foldable && <Button onClick={() => setFold({ key: "", position: null })}>Fold a key now…</Button>}
          <TextInput
            aria-label={`Search by ${page.keyColumn}`}
            placeholder={`Search by ${page.keyColumn}`}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            defaultValue={place.search}
            onChange={(event) =>
              setPlace(
                { search: event.currentTarget.value || null, after: null },
                { history: "replace", limitUrlUpdates: debounce(250) },
              )
            }
          />
        </>
      }
    >
      <DataTable
        label={`Rows of ${page.view}`}
        columns={columns}
        rows={page.rows}
        rowKey={(row) => row[page.keyColumn] ?? ""}
        refreshing={loading}
        empty={
          place.search === "" ? (
            <EmptyState icon={IconTable} title="The read model has no rows">
              They appear when events of its types are applied.
            </EmptyState>
          ) : (
            <EmptyState
              title={`No ${page.keyColumn} contains “${place.search}”`}
              action={<Button onClick={() => setPlace({ search: null, after: null })}>Clear the search</Button>}
            />
          )
        }
      />
      <div className={classes.foot}>
        <span className="secondary">
          {page.rows.length === 0
            ? "no rows"
            : `${formatCount(page.rows.length)} rows from ${page.rows[0]?.[page.keyColumn]}`}
        </span>
        <Button disabled={place.after === null} onClick={() => setPlace({ after: null })}>
          First page
        </Button>
        <Button disabled={page.after === null} onClick={() => setPlace({ after: page.after })}>
          Next page
        </Button>
      </div>
    </Panel>
  );
}

function columnsOf({ columns, keyColumn, rows }: ReadModelRows): Column<Row>[] {
  return columns.map(({ name, type }) => ({
    id: name,
    header: (
      <span title={type}>
        {name} <span className={classes.type}>{type}</span>
      </span>
    ),
    width: widthOf(name, type, rows),
    ...(NUMBERS.test(type) ? { align: "right" as const } : {}),
    cell: (row) => {
      const value = row[name] ?? null;
      if (value === null) return <span className={classes.none}>null</span>;
      return (
        <span className={`mono ${name === keyColumn ? classes.key : ""}`} title={value}>
          {value}
        </span>
      );
    },
  }));
}

function foldColumn(keyColumn: string, fold: (key: string) => void): Column<Row> {
  return {
    id: "fold-now",
    header: "",
    width: 96,
    cell: (row) => (
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`Fold now: ${row[keyColumn]}`}
        onClick={() => fold(row[keyColumn] ?? "")}
      >
        Fold now
      </Button>
    ),
  };
}

// As wide as what it holds, in characters of 7.3 px, within reason.
function widthOf(name: string, type: string, rows: readonly Row[]): number {
  const longest = rows.slice(0, 50).reduce((most, row) => Math.max(most, row[name]?.length ?? 4), 0);
  return Math.min(320, Math.max(longest * 7.4, (name.length + type.length + 2) * 6) + 24);
}
