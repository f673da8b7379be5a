"use client";
import { Button, TextInput } from "@mantine/core";
import { IconSearch, IconTable } from "@tabler/icons-react";
import { debounce, useQueryStates } from "nuqs";
import { useMemo, useTransition } from "react";
import { DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { Panel } from "@/components/layout/panel";
import type { ReadModelRows } from "@/lib/api/projections";
import { formatCount } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { keyColumns } from "./key-column";
import { readModelParsers } from "./read-model-url";
import classes from "./rows.module.css";
import { valueColumns } from "./value-columns";

interface LiveRowsProps {
  readonly page: ReadModelRows;
  readonly total: number | null;
  /** Looks at one row by itself; null: its rows cannot be folded one by one. */
  readonly onFold: ((key: string) => void) | null;
}

const { search, after } = readModelParsers;

/** Rows that consumers see, in the order of the key, every digit as it is stored. */
export function LiveRows({ page, total, onFold }: LiveRowsProps) {
  const [loading, startTransition] = useTransition();
  const [place, setPlace] = useQueryStates({ search, after }, { shallow: false, startTransition, history: "push" });
  const columns = useMemo(() => {
    const { keyColumn, rows } = page;
    const values = page.columns.filter(({ name }) => name !== keyColumn);
    return [
      ...keyColumns(keyColumn, (row) => row[keyColumn] ?? "", onFold, rows),
      ...valueColumns(values, { rows, textOf: (row, name) => row[name] ?? null }),
    ];
  }, [page, onFold]);
  const count = total === null ? "" : `${formatCount(total)} rows`;
  return (
    <Panel
      title={<span className="mono">{page.view}</span>}
      note={count}
      fill
      className={classes.panel}
      aside={
        <TextInput
          aria-label={`Search by ${page.keyColumn}`}
          placeholder={`Search by ${page.keyColumn}`}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          value={place.search}
          onChange={(event) =>
            setPlace(
              { search: event.currentTarget.value || null, after: null },
              { history: "replace", limitUrlUpdates: debounce(250) },
            )
          }
        />
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
              title={`No ${page.keyColumn} contains “${visibleText(place.search)}”`}
              action={<Button onClick={() => setPlace({ search: null, after: null })}>Clear the search</Button>}
            />
          )
        }
      />
      <div className={classes.foot}>
        <span className="secondary">
          {page.rows.length === 0
            ? "no rows"
            : `${formatCount(page.rows.length)} rows from ${visibleText(page.rows[0]?.[page.keyColumn] ?? "")}`}
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
