"use client";
import { Kbd } from "@mantine/core";
import { IconTableColumn } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ProjectionSummary } from "@/lib/api/projections";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted, formatRate } from "@/lib/format/number";
import { type Column, DataTable } from "../layout/data-table";
import { EmptyState } from "../layout/empty-state";
import { Panel } from "../layout/panel";
import { LagSparkline } from "../projections/lag-sparkline";
import { ProjectionStatusTag } from "../projections/projection-status-tag";
import classes from "./overview.module.css";

const inTrouble = ({ status }: ProjectionSummary) => status.kind === "stopped" || status.kind === "no-worker";
const href = ({ name }: ProjectionSummary) => `/projections/${encodeURIComponent(name)}`;

const COLUMNS: readonly Column<ProjectionSummary>[] = [
  {
    id: "name",
    header: "Projection",
    cell: (projection) => (
      <>
        <Link href={href(projection)} className={`mono ${classes.projection}`} tabIndex={-1}>
          {projection.name}
        </Link>{" "}
        {projection.servingVersion !== null && <span className="secondary">v{projection.servingVersion}</span>}
      </>
    ),
  },
  { id: "mode", header: "Mode", width: 68, priority: 3, cell: (projection) => projection.mode },
  { id: "status", header: "Status", width: 205, cell: ({ status }) => <ProjectionStatusTag status={status} /> },
  {
    id: "behind",
    header: "Events behind",
    align: "right",
    width: 100,
    cell: (projection) => (
      <Lag trouble={projection.behind > 0 && inTrouble(projection)}>{formatCount(projection.behind)}</Lag>
    ),
  },
  {
    id: "time",
    header: "Time behind",
    align: "right",
    width: 100,
    priority: 2,
    cell: (projection) => (
      <Lag trouble={projection.behind > 0 && inTrouble(projection)}>
        {projection.behindSeconds === null ? "0 s" : formatDuration(projection.behindSeconds * 1000)}
      </Lag>
    ),
  },
  {
    id: "hour",
    header: <span className={classes.spark}>Last hour</span>,
    width: 186,
    priority: 2,
    cell: (projection) => (
      <span className={classes.spark}>
        <LagSparkline width={140} projection={projection} danger={inTrouble(projection) && projection.behind > 0} />
      </span>
    ),
  },
  {
    id: "rate",
    header: "Applied, events/s",
    align: "right",
    width: 112,
    priority: 3,
    cell: ({ eventsPerSecond }) => (eventsPerSecond === null ? "—" : formatRate(eventsPerSecond)),
  },
  {
    id: "checkpoint",
    header: "Checkpoint",
    align: "right",
    width: 96,
    priority: 3,
    cell: ({ checkpoint }) => <span className="mono secondary">{formatCount(BigInt(checkpoint))}</span>,
  },
];

/** Every projection against the watermark, what needs attention first. */
export function LagPanel({ projections }: { readonly projections: readonly ProjectionSummary[] }) {
  const router = useRouter();
  const [active, setActive] = useState<string | null>(null);
  return (
    <Panel
      title="Lag per projection"
      note="against the watermark, what needs attention first"
      aside={
        <Link href="/projections" className={classes.all}>
          <Kbd size="xs">G</Kbd> <Kbd size="xs">P</Kbd> all {formatCounted(projections.length, "projection")}
        </Link>
      }
    >
      <DataTable
        label="Lag per projection"
        columns={COLUMNS}
        rows={projections}
        rowKey={(projection) => projection.name}
        rowHeight={30}
        virtual={false}
        activeKey={active}
        onActivate={(projection) => setActive(projection.name)}
        onOpen={(projection) => router.push(href(projection))}
        pageKeys
        empty={
          <EmptyState icon={IconTableColumn} title="No projections yet">
            A worker registers the projections of its code when it starts; they appear here.
          </EmptyState>
        }
      />
    </Panel>
  );
}

function Lag({ trouble, children }: { readonly trouble: boolean; readonly children: string }) {
  return <span className={trouble ? classes.trouble : undefined}>{children}</span>;
}
