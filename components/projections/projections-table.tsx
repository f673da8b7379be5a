"use client";
import { Button } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Column, DataTable } from "@/components/layout/data-table";
import { EmptyState } from "@/components/layout/empty-state";
import { Time } from "@/components/layout/time";
import { TwoLines } from "@/components/layout/two-lines";
import { RebuildDialog } from "@/components/rebuild/rebuild-dialog";
import type { ProjectionSummary } from "@/lib/api/projections";
import type { Role } from "@/lib/auth/role";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatPercent, formatRate } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import { LagSparkline } from "./lag-sparkline";
import { ProjectionStatusTag } from "./projection-status-tag";
import classes from "./projections-table.module.css";

interface ProjectionsTableProps {
  readonly projections: readonly ProjectionSummary[];
  readonly role: Role;
  readonly onClear: () => void;
}

/** One row a projection. */
export function ProjectionsTable({ projections, role, onClear }: ProjectionsTableProps) {
  const router = useRouter();
  const [active, setActive] = useState<string | null>(null);
  const [rebuilding, setRebuilding] = useState<string | null>(null);
  const columns: readonly Column<ProjectionSummary>[] = [
    {
      id: "name",
      header: "Projection",
      width: 196,
      cell: ({ name, servingVersion }) => (
        <>
          <Link href={projectionHref(name)} className={`mono ${classes.name}`}>
            {name}
          </Link>{" "}
          <span className="secondary">{servingVersion === null ? "not built" : `v${servingVersion}`}</span>
        </>
      ),
    },
    { id: "mode", header: "Mode", width: 64, priority: 4, cell: ({ mode }) => mode },
    { id: "status", header: "Status", cell: (projection) => <StatusCell projection={projection} /> },
    {
      id: "behind",
      header: "Behind",
      align: "right",
      width: 84,
      cell: ({ behind, status }) => (
        <span className={classes.figure} data-danger={status.kind === "stopped" || undefined}>
          {formatCount(behind)}
        </span>
      ),
    },
    {
      id: "time",
      header: "Time behind",
      align: "right",
      width: 104,
      priority: 2,
      cell: ({ behindSeconds, status }) => (
        <span className={classes.figure} data-danger={status.kind === "stopped" || undefined}>
          {behindSeconds === null ? "0 s" : formatDuration(behindSeconds * 1000)}
        </span>
      ),
    },
    {
      id: "hour",
      header: "Last hour",
      width: 112,
      priority: 2,
      cell: (projection) => <LagSparkline projection={projection} danger={projection.status.kind === "stopped"} />,
    },
    {
      id: "rate",
      header: "Events/s",
      align: "right",
      width: 76,
      priority: 4,
      cell: ({ eventsPerSecond }) => (eventsPerSecond === null ? "—" : formatRate(eventsPerSecond)),
    },
    {
      id: "rows",
      header: "Rows",
      align: "right",
      width: 92,
      priority: 2,
      cell: ({ rows, rowsExact }) => (rows === null ? "—" : `${rowsExact ? "" : "about "}${formatCount(rows)}`),
    },
    {
      id: "rebuilt",
      header: "Last rebuild",
      align: "right",
      width: 124,
      priority: 3,
      cell: ({ lastRebuild }) =>
        lastRebuild === null ? (
          <span className="secondary">never rebuilt</span>
        ) : (
          <TwoLines
            first={<Time at={lastRebuild.finishedAt} />}
            second={`took ${formatDuration(lastRebuild.durationMs)}`}
          />
        ),
    },
    {
      id: "needs",
      header: "Needs",
      width: 148,
      cell: (projection) => <Needs projection={projection} onRebuild={() => setRebuilding(projection.name)} />,
    },
  ];
  return (
    <>
      <DataTable
        label="Projections"
        columns={columns}
        rows={projections}
        rowKey={({ name }) => name}
        rowHeight={44}
        virtual={false}
        activeKey={active}
        onActivate={({ name }) => setActive(name)}
        onOpen={({ name }) => router.push(projectionHref(name))}
        pageKeys
        empty={
          <EmptyState title="No projection matches" action={<Button onClick={onClear}>Show all</Button>}>
            The filter leaves none of them.
          </EmptyState>
        }
      />
      {rebuilding !== null && <RebuildDialog projection={rebuilding} role={role} onClose={() => setRebuilding(null)} />}
    </>
  );
}

/** The page of a projection. */
export function projectionHref(name: string, tab?: string): string {
  return `/projections/${encodeURIComponent(name)}${tab === undefined ? "" : `?tab=${tab}`}`;
}

function StatusCell({ projection: { status } }: { readonly projection: ProjectionSummary }) {
  const quiet = status.kind === "running" || status.kind === "idle";
  return (
    <TwoLines
      title={status.reason}
      first={<ProjectionStatusTag status={status} />}
      second={
        status.event !== null ? (
          <Link href={streamHref(status.event.streamId, `version=${status.event.version}`)}>
            <span className="mono">{status.event.streamId}</span> version {status.event.version}
          </Link>
        ) : quiet ? null : (
          status.reason
        )
      }
    />
  );
}

function Needs({ projection, onRebuild }: { readonly projection: ProjectionSummary; readonly onRebuild: () => void }) {
  const { name, needs, rebuild } = projection;
  if (rebuild !== null && rebuild.status !== "ready") {
    return (
      <Link href={projectionHref(name, "rebuild")} className={classes.progress}>
        <span className={classes.bar}>
          <span style={{ width: `${(rebuild.fraction ?? 0) * 100}%` }} />
        </span>
        {rebuild.fraction === null ? rebuild.status : formatPercent(rebuild.fraction, 0)}
      </Link>
    );
  }
  const [need] = needs;
  if (need === undefined) return null;
  return (
    <TwoLines
      second={need.why}
      first={
        need.kind === "rebuild" ? (
          <button type="button" className={classes.need} onClick={onRebuild} aria-label={`Rebuild ${name}…`}>
            Rebuild…
          </button>
        ) : (
          <Link
            className={classes.need ?? ""}
            data-tone={need.kind === "retry" || need.kind === "worker" ? "danger" : undefined}
            href={
              need.kind === "worker"
                ? "/workers"
                : projectionHref(name, need.kind === "promote" ? "rebuild" : undefined)
            }
          >
            {need.words}
          </Link>
        )
      }
    />
  );
}
