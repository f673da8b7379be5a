import "server-only";
import { JobId, JobReason } from "@/lib/api/job-requests";
import type { Job } from "@/lib/api/jobs";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { cancelJob as cancel } from "@/lib/engine";
import { formatCounted } from "@/lib/format/number";
import { audit } from "./audit";
import { auditedJob, findJob, jobName } from "./find-job";
import { withReason } from "./find-rebuild";
import { jobRefusal } from "./job-errors";

/** Stops a job. What it has stored stays: the findings of a verification, the copies of a copy. */
export async function cancelJob(input: unknown): Promise<Job> {
  const operator = await authorize("operator");
  const { id, reason } = JobId.extend(JobReason.shape).parse(input);
  const job = await findJob(id);
  try {
    await cancel(pool, id, (client) =>
      audit(operator, { type: "JobCancelled", data: auditedJob(job), ...withReason(reason) }, { client }),
    );
  } catch (error) {
    throw jobRefusal(error);
  }
  return findJob(id);
}

/** What cancelling did, in words. */
export function jobCancelledMessage(job: Job): string {
  return `The ${jobName(job)} is cancelled; ${leftWords(job)}.`;
}

function leftWords(job: Job): string {
  switch (job.kind) {
    case "copy-category":
      return `${formatCounted(job.result?.copied ?? 0, "copy", "copies")} stay in ${job.params.to}`;
    case "bisect-category":
      return `the ${formatCounted(job.result?.found ?? 0, "stream")} found so far stay listed`;
    case "fold-as-of":
      return "the rows folded so far are dropped";
    case "verify-upcaster":
      return `it had tried ${formatCounted(job.eventsDone, "event")}`;
  }
}
