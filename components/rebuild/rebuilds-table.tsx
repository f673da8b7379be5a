"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { type Column, DataTable } from "@/components/layout/data-table";
import { Time } from "@/components/layout/time";
import { TwoLines } from "@/components/layout/two-lines";
import type { Rebuild } from "@/lib/api/rebuilds";
import { formatDuration, formatSeconds } from "@/lib/format/duration";
import { formatCount, formatCounted, formatPercent, formatRate } from "@/lib/format/number";
import { runHref, scopeWords } from "./rebuild-status";
import { RebuildStatusTag } from "./rebuild-status-tag";

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

const NAME: Column<Rebuild> = {
  id: "projection",
  header: "Projection",
  width: 184,
  cell: (rebuild) => (
    <TwoLines
      first={
        <Link href={runHref(rebuild)} className="mono">
          {rebuild.projection}
        </Link>
      }
      second={rebuild.scope === "whole" ? `to v${rebuild.version}` : scopeWords(rebuild)}
      title={scopeWords(rebuild)}
    />
  ),
};

const VERSION: Column<Rebuild> = {
  id: "version",
  header: "Version",
  width: 132,
  cell: (rebuild) => (
    <TwoLines
      first={<Link href={runHref(rebuild)}>v{rebuild.version}</Link>}
      second={rebuild.scope === "whole" ? null : `${rebuild.scope} ${rebuild.scopeOf}`}
      title={scopeWords(rebuild)}
    />
  ),
};

const COLUMNS: readonly Column<Rebuild>[] = [
  { id: "status", header: "Result", cell: (rebuild) => <Result rebuild={rebuild} /> },
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
    width: 104,
    priority: 3,
    cell: ({ rowsWritten, scope }) =>
      scope === "whole" ? (
        formatCount(rowsWritten)
      ) : (
        <TwoLines first={formatCount(rowsWritten)} second="changed in place" />
      ),
  },
  { id: "attempts", header: "Attempts", align: "right", width: 80, priority: 4, cell: ({ attempt }) => attempt },
  {
    id: "by",
    header: "By, why",
    width: 200,
    priority: 2,
    cell: ({ requestedBy, reason }) => (
      <TwoLines first={requestedBy} second={reason ?? "no reason given"} title={reason} />
    ),
  },
  { id: "at", header: "Asked for", align: "right", width: 120, cell: ({ requestedAt }) => <Time at={requestedAt} /> },
];

function Result({ rebuild }: { readonly rebuild: Rebuild }) {
  const { status, error, fraction, etaSeconds, verification } = rebuild;
  const left = etaSeconds === null ? "" : `, about ${formatSeconds(etaSeconds * 1000)} left`;
  const tag = <RebuildStatusTag rebuild={rebuild} />;
  if (error !== null) return <TwoLines first={tag} second={error.message} tone="danger" title={error.message} />;
  if (status === "running") return <TwoLines first={tag} second={`${formatPercent(fraction)}${left}`} />;
  if (status === "ready" && verification !== null) return <TwoLines first={tag} second={verdictWords(verification)} />;
  return tag;
}

function verdictWords({ clean, liveVersion, rows }: NonNullable<Rebuild["verification"]>): string {
  if (liveVersion === null) return "the first version";
  if (clean) return "verified clean";
  return `differs in ${formatCounted(rows.changed + rows.added + rows.missing, "row")}`;
}
