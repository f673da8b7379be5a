"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { EventTypeName } from "@/components/layout/event-type-name";
import { LoadingRows } from "@/components/layout/loading-rows";
import { Panel } from "@/components/layout/panel";
import { ShownText } from "@/components/layout/shown-text";
import { QueryError } from "@/components/lists/query-error";
import { isUnderWay } from "@/lib/api/job-status";
import type { BisectionJob, Finding } from "@/lib/api/jobs";
import { findingsQuery } from "@/lib/api/jobs-queries";
import { formatCount, formatCounted } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { visibleText } from "@/lib/format/visible-text";
import { StateChange } from "./state-change";

const LISTED = 100_000;

/** The streams in which the condition holds, each with the first event after which it does and what that changed. */
export function FoundStreamsPanel({ job }: { readonly job: BisectionJob }) {
  const router = useRouter();
  const [active, setActive] = useState<string | null>(null);
  const found = job.result?.found ?? 0;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(
    findingsQuery(job.id, { kind: "holds" }, isUnderWay(job) ? Math.min(found, 100) : found),
  );
  const streams = data?.pages.flatMap((page) => page.findings) ?? [];
  return (
    <Panel title="Streams where it holds" note={noteOf(found)} aside={<Types job={job} />} fill={found > 0}>
      {error !== null && (
        <QueryError title="The streams could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && found > 0 ? (
        <LoadingRows rows={6} label="Reading the streams" />
      ) : (
        <DataTable
          label="Streams where it holds"
          columns={COLUMNS}
          rows={streams}
          rowKey={({ streamId }) => streamId}
          totalRows={Math.max(Math.min(found, LISTED), streams.length)}
          activeKey={active}
          onActivate={({ streamId }) => setActive(streamId)}
          onOpen={({ streamId, version }) => router.push(streamHref(streamId, `version=${version}`))}
          refreshing={isFetching}
          onEndReached={() => {
            if (hasNextPage && !isFetching) void fetchNextPage();
          }}
          empty={
            <EmptyState title={isUnderWay(job) ? "None so far" : "It holds in no stream"}>
              {isUnderWay(job)
                ? "Each stream appears here as soon as a batch with it is stored."
                : `The condition was looked for after each of ${formatCounted(job.eventsDone, "event")}.`}
            </EmptyState>
          }
        />
      )}
    </Panel>
  );
}

function noteOf(found: number): string {
  const counted = formatCounted(found, "stream");
  return found > LISTED ? `${counted}; the first ${formatCount(LISTED)} found are listed` : counted;
}

/** After which events it came to hold: "Payment 12 · Add penalty 3". */
function Types({ job }: { readonly job: BisectionJob }) {
  const types = (job.result?.reasons ?? []).filter(({ kind }) => kind === "holds");
  if (types.length === 0) return null;
  const most = types.toSorted((one, other) => other.events - one.events).slice(0, 3);
  return (
    <span className="hint">
      {most.map(({ reason, events }) => `${visibleText(reason)} ${formatCount(events)}`).join(" · ")}
      {types.length > most.length ? ` · ${formatCounted(types.length - most.length, "other type")}` : ""}
    </span>
  );
}

const COLUMNS: readonly Column<Finding>[] = [
  {
    id: "stream",
    header: "Stream",
    width: 150,
    cell: ({ streamId, version }) => (
      <Link href={streamHref(streamId, `version=${version}`)} className="mono" title={visibleText(streamId)}>
        <ShownText text={streamId} />
      </Link>
    ),
  },
  { id: "version", header: "First at", align: "right", width: 80, cell: ({ version }) => formatCount(version) },
  { id: "type", header: "Event", width: 210, cell: ({ reason }) => <EventTypeName type={reason} /> },
  { id: "change", header: "What it changed", priority: 2, cell: (finding) => <StateChange finding={finding} /> },
  {
    id: "position",
    header: "Position",
    align: "right",
    width: 110,
    priority: 2,
    cell: ({ position }) => formatCount(BigInt(position)),
  },
];
