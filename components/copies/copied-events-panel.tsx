"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { ShownText } from "@/components/layout/shown-text";
import { QueryError } from "@/components/lists/query-error";
import type { CopiedEvent } from "@/lib/api/copies";
import { copiedEventsQuery } from "@/lib/api/copies-queries";
import type { CopyJob } from "@/lib/api/jobs";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { visibleText } from "@/lib/format/visible-text";

/** What was written, each copy beside its original, in the order of the originals. */
export function CopiedEventsPanel({ job }: { readonly job: CopyJob }) {
  const copied = job.result?.copied ?? 0;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(
    copiedEventsQuery(job.id, job.status === "done" ? copied : Math.min(copied, 1)),
  );
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <Panel title="Copies and originals" note={formatCounted(copied, "copy", "copies")} fill>
      {error !== null && (
        <QueryError title="The copies could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null ? (
        <LoadingRows rows={6} label="Reading the copies" />
      ) : (
        <DataTable
          label="Copies and originals"
          columns={COLUMNS}
          rows={events}
          rowKey={({ position }) => position}
          totalRows={Math.max(copied, events.length)}
          refreshing={isFetching}
          onEndReached={() => {
            if (hasNextPage && !isFetching) void fetchNextPage();
          }}
          empty={<EmptyState title="Nothing was written yet">Each copy appears here beside its original.</EmptyState>}
        />
      )}
    </Panel>
  );
}

const COLUMNS: readonly Column<CopiedEvent>[] = [
  {
    id: "copy",
    header: "Copy",
    width: 220,
    cell: ({ streamId, version }) => <Place streamId={streamId} version={version} />,
  },
  {
    id: "type",
    header: "Written as",
    cell: ({ type, schemaVersion }) => (
      <>
        <EventTypeName type={type} /> <span className="hint">v{schemaVersion}</span>
      </>
    ),
  },
  {
    id: "original",
    header: "Original",
    width: 220,
    cell: ({ original }) => <Place streamId={original.streamId} version={original.version} />,
  },
  {
    id: "stored",
    header: "Stored as",
    priority: 2,
    cell: ({ original: { type, schemaVersion } }) =>
      type === null ? (
        "—"
      ) : (
        <>
          <EventTypeName type={type} /> <span className="hint">v{schemaVersion}</span>
        </>
      ),
  },
  {
    id: "position",
    header: "Position",
    align: "right",
    width: 110,
    priority: 2,
    cell: ({ position }) => formatCount(BigInt(position)),
  },
];

function Place({ streamId, version }: { readonly streamId: string; readonly version: number }) {
  return (
    <Link href={streamHref(streamId, `version=${version}`)} title={visibleText(streamId)}>
      <span className="mono">
        <ShownText text={streamId} />
      </span>{" "}
      <span className="hint">version {formatCount(version)}</span>
    </Link>
  );
}
