import { JobFigures } from "@/components/jobs/job-figures";
import { KeyFigure } from "@/components/layout/key-figure";
import type { CopyJob } from "@/lib/api/jobs";
import { formatCount, formatCounted } from "@/lib/format/number";

/** How far a copy is, how fast, how long still, and what it wrote so far. */
export function CopyFigures({ job }: { readonly job: CopyJob }) {
  const { result } = job;
  return (
    <JobFigures job={job} progress="Copied so far">
      <KeyFigure
        label="Copies"
        value={formatCount(result?.copied ?? 0)}
        note={`in ${formatCounted(result?.streams ?? 0, "new stream")}`}
      />
      <KeyFigure label="Passed over" value={formatCount(result?.dropped ?? 0)} note="nothing was written for them" />
      <KeyFigure label="Split" value={formatCount(result?.split ?? 0)} note="written as several" />
    </JobFigures>
  );
}
