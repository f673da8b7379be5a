"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type Column, DataTable } from "@/components/layout/data-table";
import { LoadingRows } from "@/components/layout/loading-rows";
import { ShownText } from "@/components/layout/shown-text";
import { QueryError } from "@/components/lists/query-error";
import type { Misfit } from "@/lib/api/event-schemas";
import { misfitsQuery } from "@/lib/api/event-schemas-queries";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./schema-panel.module.css";

const COLUMNS: readonly Column<Misfit>[] = [
  {
    id: "event",
    header: "Event",
    width: 240,
    cell: ({ streamId, version }) => (
      <Link href={streamHref(streamId, `version=${version}`)} className="mono" title={visibleText(streamId)}>
        <ShownText text={streamId} /> version {formatCount(version)}
      </Link>
    ),
  },
  {
    id: "path",
    header: "Path",
    width: 180,
    cell: ({ path }) => <code title={path}>{path === "" ? "data" : path}</code>,
  },
  { id: "problem", header: "Does not fit because it", cell: ({ message }) => <span title={message}>{message}</span> },
];

interface MisfitListProps {
  readonly type: string;
  readonly version: number;
  readonly schema: string;
  /** How many there are; of very many, the first are listed. */
  readonly found: number;
}

/** The stored events that do not fit, in the order of the log, each with its place. */
export function MisfitList({ type, version, schema, found }: MisfitListProps) {
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery(
    misfitsQuery(type, version, schema, found),
  );
  const rows = data?.pages.flatMap((page) => page.misfits) ?? [];
  if (error !== null && data === undefined) {
    return <QueryError title="What does not fit could not be read" error={error} onRetry={() => refetch()} />;
  }
  if (data === undefined) return <LoadingRows rows={3} label="Loading events that do not fit" />;
  return (
    <div className={classes.misfits} style={{ height: 29 + Math.min(Math.max(rows.length, 1), 8) * 30 + 2 }}>
      <DataTable
        label={`Events of ${type} v${version} that do not fit`}
        columns={COLUMNS}
        rows={rows}
        rowKey={({ position }) => position}
        rowHeight={30}
        totalRows={found}
        refreshing={isFetching}
        onEndReached={() => {
          if (hasNextPage && !isFetching) fetchNextPage();
        }}
      />
    </div>
  );
}
