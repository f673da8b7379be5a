"use client";
import Link from "next/link";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import type { SampleEvent } from "@/lib/api/event-types";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { visibleText } from "@/lib/format/visible-text";

/** Some events of a type, each on one line, payload digit for digit. */
export function SampleEvents({ samples }: { readonly samples: readonly SampleEvent[] }) {
  return (
    <DataTable
      label="Sample events"
      columns={COLUMNS}
      rows={samples}
      rowKey={({ position }) => position}
      virtual={false}
      empty={<EmptyState title="No event to show" />}
    />
  );
}

const COLUMNS: readonly Column<SampleEvent>[] = [
  {
    id: "stream",
    header: "Stream",
    width: 190,
    cell: ({ streamId, version }) => (
      <Link href={streamHref(streamId, `version=${version}`)} className="mono" title={visibleText(streamId)}>
        <ShownText text={streamId} />
      </Link>
    ),
  },
  { id: "version", header: "Version", align: "right", width: 64, priority: 2, cell: ({ version }) => version },
  { id: "schema", header: "Schema", width: 64, cell: ({ schemaVersion }) => `v${schemaVersion}` },
  {
    id: "data",
    header: "Data",
    cell: ({ dataText }) => (
      <span className="mono" title={dataText}>
        {dataText}
      </span>
    ),
  },
  {
    id: "position",
    header: "Position",
    align: "right",
    width: 96,
    priority: 3,
    cell: ({ position }) => formatCount(BigInt(position)),
  },
  {
    id: "at",
    header: "Occurred",
    align: "right",
    width: 168,
    priority: 2,
    cell: ({ occurredAt }) => <Time at={occurredAt} show="exact" weekday={false} />,
  },
];
