"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { JobResult } from "@/components/jobs/job-result";
import { type Column, DataTable } from "@/components/layout/data-table";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import { TwoLines } from "@/components/layout/two-lines";
import type { CopyJob } from "@/lib/api/jobs";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted, formatRate } from "@/lib/format/number";
import { copyHref } from "./copy-href";

interface CopiesTableProps {
  readonly copies: readonly CopyJob[];
  readonly empty: ReactNode;
}

/** One row a copy: from where to where, what it wrote, how fast, by whom and why. */
export function CopiesTable({ copies, empty }: CopiesTableProps) {
  const router = useRouter();
  const [active, setActive] = useState<string | null>(null);
  return (
    <DataTable
      label="Copies"
      columns={COLUMNS}
      rows={copies}
      rowKey={({ id }) => id}
      rowHeight={44}
      virtual={false}
      activeKey={active}
      onActivate={({ id }) => setActive(id)}
      onOpen={({ id }) => router.push(copyHref(id))}
      rowTone={({ status }) => (status === "cancelled" ? "muted" : undefined)}
      empty={empty}
    />
  );
}

const COLUMNS: readonly Column<CopyJob>[] = [
  {
    id: "categories",
    header: "From, to",
    width: 200,
    cell: ({ id, params }) => (
      <Link href={copyHref(id)} className="mono">
        <ShownText text={params.from} /> → <ShownText text={params.to} />
      </Link>
    ),
  },
  { id: "status", header: "Result", cell: (job) => <JobResult job={job} working="Copying" /> },
  {
    id: "copied",
    header: "Copies",
    align: "right",
    width: 168,
    cell: ({ result }) => <TwoLines first={formatCount(result?.copied ?? 0)} second={copiedWords(result)} />,
  },
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

function copiedWords(result: CopyJob["result"]): string {
  const streams = `in ${formatCounted(result?.streams ?? 0, "new stream")}`;
  const dropped = result?.dropped ?? 0;
  return dropped === 0 ? streams : `${streams}, ${formatCount(dropped)} passed over`;
}
