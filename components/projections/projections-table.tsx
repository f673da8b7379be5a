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
import { formatCount, formatRate } from "@/lib/format/number";
import { IgnoreDialog } from "./ignore-dialog";
import { LagSparkline } from "./lag-sparkline";
import { LagTrendNote } from "./lag-trend-note";
import { projectionHref } from "./projection-href";
import { ProjectionNeedsCell } from "./projection-needs-cell";
import { ProjectionStatusCell } from "./projection-status-cell";
import classes from "./projections-table.module.css";

interface ProjectionsTableProps {
  readonly projections: readonly ProjectionSummary[];
  readonly role: Role;
  readonly onClear: () => void;
}

const NEVER_REBUILT: Readonly<Record<ProjectionSummary["mode"], string>> = {
  async: "never rebuilt",
  inline: "never rebuilt",
  reactor: "never replayed",
  live: "—",
};

/** One row a projection. */
export function ProjectionsTable({ projections, role, onClear }: ProjectionsTableProps) {
  const router = useRouter();
  const [active, setActive] = useState<string | null>(null);
  const [rebuilding, setRebuilding] = useState<string | null>(null);
  const [ignoring, setIgnoring] = useState<ProjectionSummary | null>(null);
  const columns: readonly Column<ProjectionSummary>[] = [
    {
      id: "name",
      header: "Projection",
      width: 196,
      cell: ({ name, mode, servingVersion }) => (
        <>
          <Link href={projectionHref(name)} className={`mono ${classes.name}`}>
            {name}
          </Link>{" "}
          <span className="secondary">
            {servingVersion !== null ? `v${servingVersion}` : mode === "live" ? "" : "not built"}
          </span>
        </>
      ),
    },
    { id: "mode", header: "Mode", width: 64, priority: 4, cell: ({ mode }) => mode },
    { id: "status", header: "Status", cell: (projection) => <ProjectionStatusCell projection={projection} /> },
    {
      id: "behind",
      header: "Behind",
      align: "right",
      width: 84,
      cell: ({ behind, behindExact, mode, status }) =>
        mode === "live" ? (
          "—"
        ) : (
          <span className={classes.figure} data-danger={status.kind === "stopped" || undefined}>
            {behindExact ? "" : "about "}
            {formatCount(behind)}
            <span className={classes.unit}> behind</span>
          </span>
        ),
    },
    {
      id: "time",
      header: "Time behind",
      align: "right",
      width: 104,
      priority: 2,
      cell: ({ behindSeconds, mode, status }) =>
        mode === "live" ? (
          "—"
        ) : (
          <span className={classes.figure} data-danger={status.kind === "stopped" || undefined}>
            {behindSeconds === null ? "0 s" : formatDuration(behindSeconds * 1000)}
          </span>
        ),
    },
    {
      id: "hour",
      header: "Last hour",
      width: 124,
      priority: 2,
      cell: (projection) => (
        <span className={classes.trend}>
          <LagSparkline projection={projection} danger={projection.status.kind === "stopped"} />
          <LagTrendNote trend={projection.lagTrend} brief />
        </span>
      ),
    },
    {
      id: "rate",
      header: "Events/s",
      align: "right",
      width: 76,
      priority: 4,
      cell: ({ eventsPerSecond, mode }) =>
        eventsPerSecond === null || mode === "live" ? "—" : formatRate(eventsPerSecond),
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
      cell: ({ lastRebuild, mode }) =>
        lastRebuild === null ? (
          <span className="secondary">{NEVER_REBUILT[mode]}</span>
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
      cell: (projection) => (
        <ProjectionNeedsCell
          projection={projection}
          onRebuild={() => setRebuilding(projection.name)}
          onIgnore={() => setIgnoring(projection)}
        />
      ),
    },
  ];
  return (
    <div className={classes.table}>
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
      {ignoring !== null && ignoring.recommendation !== null && (
        <IgnoreDialog
          projection={ignoring.name}
          recommendation={ignoring.recommendation}
          role={role}
          onClose={() => setIgnoring(null)}
        />
      )}
      {rebuilding !== null && <RebuildDialog projection={rebuilding} role={role} onClose={() => setRebuilding(null)} />}
    </div>
  );
}
