import Link from "next/link";
import type { Column } from "@/components/layout/data-table";
import { ShownText } from "@/components/layout/shown-text";
import { StatusTag, Tag } from "@/components/layout/status-tag";
import { Time } from "@/components/layout/time";
import type { ReducerSummary } from "@/lib/api/reducers";
import { formatCount, formatCounted } from "@/lib/format/number";
import { newReducerHref, reducerHref } from "./reducer-href";
import classes from "./reducers-screen.module.css";

/** A reducer of a category; the category is named once. */
export interface ReducerRow extends ReducerSummary {
  readonly category: string;
  readonly streams: number;
  readonly first: boolean;
}

/** The columns of the list of reducers. */
export const REDUCER_COLUMNS: readonly Column<ReducerRow>[] = [
  {
    id: "category",
    header: "Category",
    width: 176,
    cell: ({ category, first }) => (
      <Link
        href={`/streams?${new URLSearchParams({ category })}`}
        className={`mono ${classes.category}`}
        data-again={!first || undefined}
      >
        <ShownText text={category} />
      </Link>
    ),
  },
  { id: "name", header: "Reducer", cell: (row) => <ReducerName {...row} /> },
  {
    id: "source",
    header: "Where",
    width: 88,
    priority: 3,
    cell: ({ source }) => <Tag tone="outline">{source}</Tag>,
  },
  { id: "state", header: "State", width: 208, cell: (row) => <ReducerState {...row} /> },
  {
    id: "types",
    header: "Looks at",
    width: 128,
    priority: 4,
    cell: ({ types }) => (
      <span className="secondary" title={types?.join(", ")}>
        {types === null ? "every type" : formatCounted(types.length, "event type")}
      </span>
    ),
  },
  {
    id: "streams",
    header: "Streams",
    align: "right",
    width: 88,
    priority: 2,
    cell: ({ streams, first }) => (first ? formatCount(streams) : ""),
  },
  {
    id: "changed",
    header: "Changed",
    align: "right",
    width: 200,
    priority: 3,
    cell: ({ source, changedAt, changedBy }) => {
      if (source === "code") return <span className="hint">with a release</span>;
      if (changedAt === null) return <span className="hint">—</span>;
      return (
        <span className="secondary">
          {changedBy}, <Time at={changedAt} />
        </span>
      );
    },
  },
];

function ReducerName({ name, source, category, version, isDefault }: ReducerRow) {
  if (source === "inferred") {
    return (
      <span className={classes.name}>
        <span className="secondary">inferred state</span>
        {isDefault && <Link href={newReducerHref(category)}>Write a reducer…</Link>}
      </span>
    );
  }
  return (
    <span className={classes.name}>
      {source === "console" ? (
        <Link href={reducerHref(name)} className="mono">
          {name}
        </Link>
      ) : (
        <span className="mono">{name}</span>
      )}
      {version !== null && <span className="hint">v{version}</span>}
    </span>
  );
}

function ReducerState({ source, state, version, draftVersion, isDefault, problem }: ReducerRow) {
  if (problem !== null) return <StatusTag status="stopped">cannot run</StatusTag>;
  if (state === "retired") return <Tag>retired</Tag>;
  if (state === "draft") return <Tag tone="accent">draft of v{draftVersion}</Tag>;
  return (
    <span className={classes.name}>
      {isDefault ? (
        <StatusTag status="ok">shown</StatusTag>
      ) : (
        <span className="secondary">{source === "inferred" ? "can be chosen" : `v${version} can be chosen`}</span>
      )}
      {draftVersion !== null && <Tag tone="accent">draft of v{draftVersion}</Tag>}
    </span>
  );
}
