"use client";
import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch, IconTable } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { debounce, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/layout/status-tag";
import { QueryError } from "@/components/lists/query-error";
import type { Fold, FoldRow, FoldRows, ReadFoldRows } from "@/lib/api/folds";
import { foldComparisonQuery, foldRowsQuery } from "@/lib/api/folds-queries";
import { formatCount, formatCounted } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { keyColumns } from "./key-column";
import { type Since, sinceOf } from "./past-words";
import { PointWords } from "./point-words";
import classes from "./read-model.module.css";
import { readModelParsers } from "./read-model-url";
import rowClasses from "./rows.module.css";
import { Value, valueColumns } from "./value-columns";

interface PastRowsProps {
  readonly name: string;
  readonly fold: Fold;
  /** The page of the address that the server has read. */
  readonly initial: ReadFoldRows | null;
  readonly onFold: ((key: string) => void) | null;
}

const { since, search, after } = readModelParsers;

/** The rows of a whole read model as of a point, with what is otherwise now marked in each. */
export function PastRows({ name, fold: { job }, initial, onFold }: PastRowsProps) {
  const [place, setPlace] = useQueryStates({ since, search, after }, { history: "push" });
  const asked = { since: place.since, search: place.search, after: place.after ?? undefined };
  const { data, error, refetch, isFetching } = useQuery(foldRowsQuery(name, job.id, asked, initial));
  const columns = useMemo(() => (data === undefined ? [] : columnsOf(data, onFold)), [data, onFold]);
  const rows = job.result?.rows ?? 0;
  return (
    <Panel
      title={
        <>
          Rows as of <PointWords point={job.params.point} />
        </>
      }
      note={formatCounted(rows, "row")}
      fill
      className={rowClasses.panel}
    >
      <div className={classes.filters}>
        {data?.view !== null && (
          <Differences
            name={name}
            jobId={job.id}
            chosen={place.since}
            onChoose={(wanted) => void setPlace({ since: wanted, after: null })}
          />
        )}
        <TextInput
          aria-label="Search by key"
          placeholder={`Search by ${data?.keyColumn ?? "key"}`}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          value={place.search}
          onChange={(event) =>
            setPlace(
              { search: event.currentTarget.value || null, after: null },
              { history: "replace", limitUrlUpdates: debounce(250) },
            )
          }
        />
      </div>
      {error !== null && <QueryError title="The rows could not be read" error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        error === null && <LoadingRows rows={8} label="Reading the rows" />
      ) : (
        <>
          <DataTable
            label="Rows as of then"
            columns={columns}
            rows={data.rows}
            rowKey={({ key }) => key}
            refreshing={isFetching}
            rowTone={(row) => (row.past === null ? "muted" : undefined)}
            empty={<NoRows place={place} onClear={() => void setPlace({ since: null, search: null, after: null })} />}
          />
          <div className={rowClasses.foot}>
            <span className="secondary">
              {data.rows.length === 0
                ? "no rows"
                : `${formatCounted(data.rows.length, "row")} from ${visibleText(data.rows[0]?.key ?? "")}`}
            </span>
            <Button disabled={place.after === null} onClick={() => void setPlace({ after: null })}>
              First page
            </Button>
            <Button disabled={data.after === null} onClick={() => void setPlace({ after: data.after })}>
              Next page
            </Button>
          </div>
        </>
      )}
    </Panel>
  );
}

interface NoRowsProps {
  readonly place: { readonly since: string; readonly search: string };
  readonly onClear: () => void;
}

function NoRows({ place, onClear }: NoRowsProps) {
  if (place.since === "any" && place.search === "") {
    return (
      <EmptyState icon={IconTable} title="There was no row then">
        No event of its types that counts there makes one.
      </EmptyState>
    );
  }
  return <EmptyState title="No row is like that" action={<Button onClick={onClear}>Show all rows</Button>} />;
}

type Chosen = "any" | "changed" | "gone" | "new";

interface DifferencesProps {
  readonly name: string;
  readonly jobId: string;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

/** How many rows are otherwise now; each figure shows its rows. */
function Differences({ name, jobId, chosen, onChoose }: DifferencesProps) {
  const { data, error } = useQuery(foldComparisonQuery(name, jobId));
  const figure = (count: number | undefined) => (count === undefined ? "" : ` ${formatCount(count)}`);
  return (
    <>
      <SegmentedControl
        aria-label="Since then"
        value={chosen}
        onChange={(value) => onChoose(value as Chosen)}
        data={[
          { value: "any", label: "All" },
          { value: "changed", label: `Changed${figure(data?.changed)}` },
          { value: "gone", label: `Gone${figure(data?.gone)}` },
          { value: "new", label: `New${figure(data?.new)}` },
        ]}
      />
      <span className="secondary" role="status">
        {error !== null
          ? error.message
          : data === undefined
            ? "comparing with now…"
            : `since then; ${formatCounted(data.rowsNow, "row")} now`}
      </span>
    </>
  );
}

const TAGS: Readonly<Record<Since, "warning" | "accent" | null>> = {
  same: null,
  changed: "warning",
  gone: "warning",
  new: "accent",
};

function columnsOf({ rows, columns, keyColumn, view }: FoldRows, onFold: PastRowsProps["onFold"]): Column<FoldRow>[] {
  // A value that is another one now is as wide as both.
  const textOf = (row: FoldRow, name: string) =>
    row.differs.includes(name)
      ? `${row.past?.[name] ?? null} → now ${row.now?.[name] ?? null}`
      : ((row.past ?? row.now)?.[name] ?? null);
  const became: Column<FoldRow> = {
    id: "since",
    header: "Since",
    width: 84,
    cell: (row) => {
      const what = sinceOf(row);
      const tone = TAGS[what];
      return tone === null ? <span className="secondary">same</span> : <Tag tone={tone}>{what}</Tag>;
    },
  };
  return [
    ...keyColumns(keyColumn, (row: FoldRow) => row.key, onFold, rows),
    ...(view === null ? [] : [became]),
    ...valueColumns(columns, {
      rows,
      textOf,
      cell: (row, name) => (row.differs.includes(name) ? <Differing row={row} name={name} /> : null),
    }),
  ];
}

/** A value that is another one now: both. */
function Differing({ row, name }: { readonly row: FoldRow; readonly name: string }) {
  return (
    <span className={classes.differs}>
      <Value value={row.past?.[name] ?? null} />
      <span className={classes.now}>
        {" "}
        → now <Value value={row.now?.[name] ?? null} />
      </span>
    </span>
  );
}
