"use client";
import Link from "next/link";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EventTypeName } from "@/components/layout/event-type-name";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import type { CausationNode } from "./causation-tree";
import classes from "./correlation.module.css";

const COLUMNS: readonly Column<CausationNode>[] = [
  {
    id: "type",
    header: "Type",
    cell: ({ event, depth }) => (
      <span style={{ paddingLeft: Math.min(depth, 12) * 16 }}>
        <EventTypeName type={event.type} schema={`v${event.schemaVersion}`} />
      </span>
    ),
  },
  {
    id: "stream",
    header: "Stream",
    width: 260,
    cell: ({ event: { streamId, version } }) => (
      <Link href={streamHref(streamId, `version=${version}`)} className={`mono ${classes.cut}`} prefetch={false}>
        <ShownText text={streamId} />
      </Link>
    ),
  },
  {
    id: "version",
    header: "Version",
    align: "right",
    width: 80,
    priority: 2,
    cell: ({ event }) => formatCount(event.version),
  },
  {
    id: "cause",
    header: "Caused by",
    width: 240,
    priority: 3,
    cell: ({ cause, event }) => {
      if (cause !== null) return <EventTypeName type={cause.type} />;
      return event.causationId === null ? "—" : <span className={`mono ${classes.cut}`}>{event.causationId}</span>;
    },
  },
  { id: "actor", header: "Actor", width: 160, priority: 4, cell: ({ event }) => event.actor ?? "—" },
  {
    id: "at",
    header: "Occurred",
    align: "right",
    width: 210,
    cell: ({ event }) => <Time at={event.occurredAt} show="exact" milliseconds weekday={false} />,
  },
];

/** The tree as rows: an effect stands under its cause, further to the right. */
export function CorrelationTable({ nodes }: { readonly nodes: readonly CausationNode[] }) {
  return (
    <DataTable
      label="Events of the correlation"
      columns={COLUMNS}
      rows={nodes}
      rowKey={({ event }) => event.position}
    />
  );
}
