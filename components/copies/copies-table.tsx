import Link from "next/link";
import type { ReactNode } from "react";
import { JobResult } from "@/components/jobs/job-result";
import { JobsTable, PACE_COLUMNS } from "@/components/jobs/jobs-table";
import type { Column } from "@/components/layout/data-table";
import { ShownText } from "@/components/layout/shown-text";
import { Time } from "@/components/layout/time";
import { TwoLines } from "@/components/layout/two-lines";
import type { CopyJob } from "@/lib/api/jobs";
import { formatCount, formatCounted } from "@/lib/format/number";
import { copyHref } from "./copy-href";

interface CopiesTableProps {
  readonly copies: readonly CopyJob[];
  readonly empty: ReactNode;
}

/** One row a copy: from where to where, what it wrote, how fast, by whom and why. */
export function CopiesTable({ copies, empty }: CopiesTableProps) {
  return <JobsTable label="Copies" jobs={copies} columns={COLUMNS} hrefOf={copyHref} empty={empty} />;
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
  ...PACE_COLUMNS,
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
