"use client";
import { useQuery } from "@tanstack/react-query";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { ErrorState } from "@/components/layout/error-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import type { ShapeDiff, ShapeDifference, ShapePath } from "@/lib/api/event-type-shape";
import { shapeDiffQuery } from "@/lib/api/event-types-queries";
import { formatCounted } from "@/lib/format/number";
import type { VersionPair } from "./event-types-url";
import { PathName } from "./path-name";
import { kindWords, rangeWords } from "./path-range";
import { presenceWords } from "./presence";
import { type PlacedPath, placePaths } from "./shape-rows";
import { MANY_PATHS, NoPath } from "./shape-table";
import classes from "./shape-table.module.css";

interface ShapeDiffTableProps {
  readonly type: string;
  readonly pair: VersionPair;
  readonly initial: ShapeDiff | null;
  readonly filter: string;
  readonly onClear: () => void;
}

/** What is different between the shapes of two versions, path by path. */
export function ShapeDiffTable({ type, pair, initial, filter, onClear }: ShapeDiffTableProps) {
  const fits = initial?.before.schemaVersion === pair.before && initial.after.schemaVersion === pair.after;
  const { data, error, refetch } = useQuery({
    ...shapeDiffQuery(type, pair.before, pair.after),
    ...(fits ? { initialData: initial } : {}),
  });
  if (error !== null && data === undefined) {
    return (
      <ErrorState title="The shapes could not be compared" onRetry={() => refetch()} details={String(error.stack)}>
        {error.message}
      </ErrorState>
    );
  }
  if (data === undefined) return <LoadingRows rows={6} label="Comparing the shapes" />;
  if (data.differences.length === 0) {
    return (
      <EmptyState title="No difference">
        {`${formatCounted(data.same, "path")} ${data.same === 1 ? "is" : "are"} the same in v${pair.before} and v${pair.after}.`}
      </EmptyState>
    );
  }
  const part = filter.trim().toLowerCase();
  const rows = placePaths(data.differences).filter(({ path }) => path.toLowerCase().includes(part));
  const virtual = rows.length > MANY_PATHS;
  return (
    <div className={classes.table} data-many={virtual || undefined} data-wraps={!virtual || undefined}>
      <DataTable
        label={`Differences between v${pair.before} and v${pair.after}`}
        columns={COLUMNS(pair)}
        rows={rows}
        rowKey={({ pointer }) => pointer}
        virtual={virtual}
        empty={<NoPath filter={filter} onClear={onClear} />}
      />
    </div>
  );
}

type Row = ShapeDifference & PlacedPath;

const COLUMNS = ({ before, after }: VersionPair): readonly Column<Row>[] => [
  { id: "path", header: "Path", cell: (row) => <PathName path={row} /> },
  {
    id: "change",
    header: "Change",
    width: 168,
    cell: ({ change, differs }) => (
      <span className={classes.change} data-change={change}>
        {change === "changed" ? `other ${differs.join(", ")}` : change}
      </span>
    ),
  },
  { id: "before", header: `v${before}`, cell: (row) => <Side row={row} side="before" /> },
  { id: "after", header: `v${after}`, cell: (row) => <Side row={row} side="after" /> },
];

/** What stands at the path on one side; what the other side has differently is marked. */
function Side({ row, side }: { readonly row: Row; readonly side: "before" | "after" }) {
  const path: ShapePath | null = row[side];
  if (path === null) return <span className="secondary">—</span>;
  const { range, values } = rangeWords(path);
  const only = side === "before" ? row.valuesRemoved : row.valuesAdded;
  const mark = (differs: ShapeDifference["differs"][number]) =>
    row.change !== "changed" || row.differs.includes(differs)
      ? side === "before"
        ? classes.was
        : classes.now
      : undefined;
  return (
    <span title={[...path.examples].join("\n")}>
      <span className={mark("type")}>{kindWords(path.kinds)}</span>,{" "}
      <span className={mark("presence")}>{presenceWords(path.presence)}</span>
      {range !== null && (
        <>
          , <span className={`mono ${mark("range") ?? ""}`}>{range}</span>
        </>
      )}
      {values !== null && (
        <>
          ,{" "}
          <span className={mark("values")}>{only.length > 0 ? `${values}, here only ${only.join(", ")}` : values}</span>
        </>
      )}
    </span>
  );
}
