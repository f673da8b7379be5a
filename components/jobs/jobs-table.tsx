"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { type Column, DataTable } from "@/components/layout/data-table";
import type { Job } from "@/lib/api/jobs";
import { formatDuration } from "@/lib/format/duration";
import { formatRate } from "@/lib/format/number";

interface JobsTableProps<Kind extends Job> {
  /** "Copies". */
  readonly label: string;
  readonly jobs: readonly Kind[];
  readonly columns: readonly Column<Kind>[];
  /** The page of one of them. */
  readonly hrefOf: (id: string) => string;
  readonly empty: ReactNode;
}

/** The jobs of a kind, a row each; those that were cancelled are grey. */
export function JobsTable<Kind extends Job>({ label, jobs, columns, hrefOf, empty }: JobsTableProps<Kind>) {
  const router = useRouter();
  const [active, setActive] = useState<string | null>(null);
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={jobs}
      rowKey={({ id }) => id}
      rowHeight={44}
      virtual={false}
      activeKey={active}
      onActivate={({ id }) => setActive(id)}
      onOpen={({ id }) => router.push(hrefOf(id))}
      rowTone={({ status }) => (status === "cancelled" ? "muted" : undefined)}
      empty={empty}
    />
  );
}

/** How fast a job was, and how long it took. */
export const PACE_COLUMNS: readonly Column<Job>[] = [
  {
    id: "rate",
    header: "Events/s",
    align: "right",
    width: 88,
    priority: 2,
    cell: ({ rate }) => (rate === null ? "—" : formatRate(rate)),
  },
  {
    id: "took",
    header: "Took",
    align: "right",
    width: 88,
    priority: 2,
    cell: ({ elapsedMs }) => (elapsedMs === null ? "—" : formatDuration(elapsedMs)),
  },
];
