"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { type Column, DataTable } from "@/components/layout/data-table";
import { Time } from "@/components/layout/time";
import type { Rebuild } from "@/lib/api/rebuilds";
import { formatDuration, formatSeconds } from "@/lib/format/duration";
import { formatCount, formatPercent, formatRate } from "@/lib/format/number";
import { RebuildStatusTag } from "./rebuild-status-tag";
import classes from "./rebuilds-table.module.css";

interface RebuildsTableProps {
  readonly rebuilds: readonly Rebuild[];
  /** Off on the page of one projection. */
  readonly named?: boolean;
  readonly empty: ReactNode;
}

/** One row a rebuild: how fast, how long, by whom, why, and what became of it. */
export function RebuildsTable({ rebuilds, named = true, empty }: RebuildsTableProps) {
  const router = useRouter();
  const [active, setActive] = useState<string | null>(null);
  return (
    <DataTable
      label="Rebuilds"
      columns={named ? [NAME, ...COLUMNS] : [VERSION, ...COLUMNS]}
      rows={rebuilds}
      rowKey={({ id }) => id}
      rowHeight={44}
      virtual={false}
      activeKey={active}
      onActivate={({ id }) => setActive(id)}
      onOpen={(rebuild) => router.push(runHref(rebuild))}
      pageKeys
      rowTone={({ status }) => (status === "cancelled" ? "muted" : undefined)}
      empty={empty}
    />
  );
}

/** The page that shows one run. */
export function runHref({ projection, id }: Pick<Rebuild, "projection" | "id">): string {
  return `/projections/${encodeURIComponent(projection)}?tab=rebuild&run=${id}`;
}

const NAME: Column<Rebuild> = {
  id: "projection",
  header: "Projection",
  width: 168,
  cell: (rebuild) => (
    <span className={classes.two}>
      <Link href={runHref(rebuild)} className={`mono ${classes.name}`}>
        {rebuild.projection}
      </Link>
      <span className="hint">to v{rebuild.version}</span>
    </span>
  ),
};

const VERSION: Column<Rebuild> = {
  id: "version",
  header: "Version",
  width: 80,
  cell: (rebuild) => (
    <Link href={runHref(rebuild)} className={classes.name}>
      v{rebuild.version}
    </Link>
  ),
};

const COLUMNS: readonly Column<Rebuild>[] = [
  {
    id: "status",
    header: "Result",
    cell: (rebuild) => (
      <span className={classes.two}>
        <RebuildStatusTag rebuild={rebuild} />
        {rebuild.error !== null && <span className={classes.error}>{rebuild.error.message}</span>}
        {rebuild.status === "running" && (
          <span className="hint">
            {formatPercent(rebuild.fraction)}
            {rebuild.etaSeconds === null ? "" : `, about ${formatSeconds(rebuild.etaSeconds * 1000)} left`}
          </span>
        )}
      </span>
    ),
  },
  {
    id: "events",
    header: "Events",
    align: "right",
    width: 100,
    priority: 2,
    cell: ({ eventsRead }) => formatCount(eventsRead),
  },
  {
    id: "rate",
    header: "Events/s",
    align: "right",
    width: 90,
    priority: 2,
    cell: ({ rate }) => (rate === null ? "—" : formatRate(rate)),
  },
  {
    id: "took",
    header: "Took",
    align: "right",
    width: 90,
    priority: 2,
    cell: ({ elapsedMs }) => (elapsedMs === null ? "—" : formatDuration(elapsedMs)),
  },
  {
    id: "rows",
    header: "Rows",
    align: "right",
    width: 90,
    priority: 3,
    cell: ({ rowsWritten }) => formatCount(rowsWritten),
  },
  { id: "attempts", header: "Attempts", align: "right", width: 80, priority: 4, cell: ({ attempt }) => attempt },
  {
    id: "by",
    header: "By, why",
    width: 200,
    priority: 2,
    cell: ({ requestedBy, reason }) => (
      <span className={classes.two}>
        <span>{requestedBy}</span>
        <span className="hint" title={reason ?? undefined}>
          {reason ?? "no reason given"}
        </span>
      </span>
    ),
  },
  { id: "at", header: "Asked for", align: "right", width: 120, cell: ({ requestedAt }) => <Time at={requestedAt} /> },
];
