import Link from "next/link";
import type { ReactNode } from "react";
import { JobResult } from "@/components/jobs/job-result";
import { JobsTable, PACE_COLUMNS } from "@/components/jobs/jobs-table";
import type { Column } from "@/components/layout/data-table";
import { Time } from "@/components/layout/time";
import { TwoLines } from "@/components/layout/two-lines";
import type { BisectionJob } from "@/lib/api/jobs";
import { formatCount, formatCounted } from "@/lib/format/number";
import { visibleText } from "@/lib/format/visible-text";
import { questionHref } from "./find-when-url";

interface QuestionsTableProps {
  readonly questions: readonly BisectionJob[];
  readonly empty: ReactNode;
}

/** One row a question: which condition on which category, in how many streams it holds, how fast, by whom. */
export function QuestionsTable({ questions, empty }: QuestionsTableProps) {
  return <JobsTable label="Questions" jobs={questions} columns={COLUMNS} hrefOf={questionHref} empty={empty} />;
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
  ...PACE_COLUMNS,
  { id: "by", header: "By", width: 120, priority: 2, cell: ({ requestedBy }) => requestedBy },
  { id: "at", header: "Asked", align: "right", width: 128, cell: ({ requestedAt }) => <Time at={requestedAt} /> },
];
