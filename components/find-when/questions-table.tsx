"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { JobResult } from "@/components/jobs/job-result";
import { type Column, DataTable } from "@/components/layout/data-table";
import { Time } from "@/components/layout/time";
import { TwoLines } from "@/components/layout/two-lines";
import type { BisectionJob } from "@/lib/api/jobs";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatCounted, formatRate } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { questionHref } from "./find-when-url";

interface QuestionsTableProps {
  readonly questions: readonly BisectionJob[];
  readonly empty: ReactNode;
}

/** One row a question: which condition on which category, in how many streams it holds, how fast, by whom. */
export function QuestionsTable({ questions, empty }: QuestionsTableProps) {
  const router = useRouter();
  const [active, setActive] = useState<string | null>(null);
  return (
    <DataTable
      label="Questions"
      columns={COLUMNS}
      rows={questions}
      rowKey={({ id }) => id}
      rowHeight={44}
      virtual={false}
      activeKey={active}
      onActivate={({ id }) => setActive(id)}
      onOpen={({ id }) => router.push(questionHref(id))}
      rowTone={({ status }) => (status === "cancelled" ? "muted" : undefined)}
      empty={empty}
    />
  );
}

const COLUMNS: readonly Column<BisectionJob>[] = [
  {
    id: "condition",
    header: "Condition",
    cell: ({ id, params }) => (
      <TwoLines
        first={
          <Link href={questionHref(id)} className="mono">
            {params.condition}
          </Link>
        }
        second={`${visibleText(params.category)}${params.since === "0" ? "" : ", only what came since an earlier answer"}`}
        title={params.condition}
      />
    ),
  },
  { id: "status", header: "Result", width: 180, cell: (job) => <JobResult job={job} working="Looking" /> },
  {
    id: "found",
    header: "Holds in",
    align: "right",
    width: 132,
    cell: ({ result }) => (
      <TwoLines
        first={formatCount(result?.found ?? 0)}
        second={`of ${formatCounted(result?.streams ?? 0, "stream")}`}
      />
    ),
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
  { id: "by", header: "By", width: 120, priority: 2, cell: ({ requestedBy }) => requestedBy },
  { id: "at", header: "Asked", align: "right", width: 128, cell: ({ requestedAt }) => <Time at={requestedAt} /> },
];
