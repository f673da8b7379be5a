import { JobActions } from "@/components/jobs/job-actions";
import { ShownText } from "@/components/layout/shown-text";
import type { CopyJob } from "@/lib/api/jobs";
import type { Role } from "@/lib/auth/role";
import { formatCounted } from "@/lib/format/number";

interface CopyActionsProps {
  readonly job: CopyJob;
  readonly role: Role;
}

/** What can be done with a copy that waits or runs. */
export function CopyActions({ job, role }: CopyActionsProps) {
  const copied = job.result?.copied ?? 0;
  const words = {
    noun: "copy",
    name: (
      <>
        the copy to{" "}
        <span className="mono">
          <ShownText text={job.params.to} />
        </span>
      </>
    ),
    held: "Copies that are written are read like any events.",
    goesOn: "Nothing is lost: whichever worker is free goes on behind the last copy.",
    kept:
      copied === 0
        ? "Nothing was written yet."
        : `${formatCounted(copied, "copy", "copies")}: stored events are never removed. Asked for again, the copy goes on behind them.`,
  };
  return <JobActions job={job} words={words} role={role} />;
}
