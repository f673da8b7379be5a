"use client";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import type { EventTypeShape, ShapePath } from "@/lib/api/event-type-shape";
import { formatCount, formatCounted } from "@/lib/format/number";
import { PathName } from "./path-name";
import { kindWords, rangeWords } from "./path-range";
import { PresenceBar } from "./presence-bar";
import { type PlacedPath, placePaths, sometimesAbsent } from "./shape-rows";
import classes from "./shape-table.module.css";
import { ValuesButton } from "./values-button";

type Row = ShapePath & PlacedPath;

/** More rows than these scroll inside the panel. */
export const MANY_PATHS = 120;

interface ShapeTableProps {
  readonly shape: EventTypeShape;
  /** Part of a path; empty: all. */
  readonly filter: string;
  readonly onClear: () => void;
}

/** Every path of a version's data: what stands there, how often, and which values. */
export function ShapeTable({ shape, filter, onClear }: ShapeTableProps) {
  const absent = sometimesAbsent(shape.paths);
  const part = filter.trim().toLowerCase();
  const rows = placePaths(shape.paths).filter(({ path }) => path.toLowerCase().includes(part));
  const virtual = rows.length > MANY_PATHS;
  return (
    <div className={classes.table} data-many={virtual || undefined}>
      <DataTable
        label="Shape"
        columns={columns(shape.events, absent)}
        rows={rows}
        rowKey={({ pointer }) => pointer}
        virtual={virtual}
        empty={<NoPath filter={filter} onClear={onClear} />}
      />
    </div>
  );
}

export function NoPath({ filter, onClear }: { readonly filter: string; readonly onClear: () => void }) {
  if (filter === "") return <EmptyState title="No field">The data of these events is an empty object.</EmptyState>;
  return (
    <EmptyState
      title={`No path contains “${filter}”`}
      action={
        <button type="button" className={classes.values} onClick={onClear}>
          Clear the filter
        </button>
      }
    />
  );
}

function columns(events: number, absent: ReadonlySet<string>): readonly Column<Row>[] {
  return [
    { id: "path", header: "Path", cell: (row) => <PathName path={row} /> },
    { id: "type", header: "Type", width: 132, cell: ({ kinds }) => <KindsCell kinds={kinds} /> },
    {
      id: "present",
      header: "Present",
      width: 188,
      cell: ({ pointer, presence, events: present }) => (
        <PresenceBar
          presence={presence}
          absent={absent.has(pointer)}
          title={`in ${formatCount(present)} of ${formatCounted(events, "event")}`}
        />
      ),
    },
    {
      id: "examples",
      header: "Examples",
      priority: 2,
      cell: ({ examples }) => (
        <span className={`mono ${classes.examples}`} title={examples.join("\n")}>
          {examples.join(", ")}
        </span>
      ),
    },
    { id: "range", header: "Range or values", align: "right", width: 200, cell: (row) => <RangeCell row={row} /> },
  ];
}

function KindsCell({ kinds }: Pick<Row, "kinds">) {
  const counted = kinds.map(({ kind, count }) => `${kind} ${formatCount(count)}`).join(", ");
  return <span title={kinds.length > 1 ? counted : undefined}>{kindWords(kinds)}</span>;
}

function RangeCell({ row }: { readonly row: Row }) {
  const { range, values } = rangeWords(row);
  return (
    <>
      {range !== null && <span className="mono">{range}</span>}
      {range !== null && values !== null && ", "}
      {values !== null && row.values === null && <span className="secondary">{values}</span>}
      {values !== null && row.values !== null && (
        <ValuesButton path={row.path} values={row.values} seen={row.seen} words={values} />
      )}
    </>
  );
}
