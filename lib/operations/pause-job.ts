import "server-only";
import { JobId, JobReason } from "@/lib/api/job-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { JobStateError, pauseJob as pause } from "@/lib/engine";
import { audit } from "./audit";
import { auditedJob, findJob, jobName } from "./find-job";
import { withReason } from "./find-rebuild";
import { jobRefusal } from "./job-errors";

/** A job that was to be held back or to go on; `changed` is false when it was so already. */
export interface HeldJob {
  readonly name: string;
  readonly changed: boolean;
}

/** Holds a job back until it is resumed; what it has stored stays. */
export async function pauseJob(input: unknown): Promise<HeldJob> {
  const operator = await authorize("operator");
  const { id, reason } = JobId.extend(JobReason.shape).parse(input);
  const job = await findJob(id);
  const why = withReason(reason);
  try {
    await pause(pool, id, { by: operator.name, reason: why.reason ?? null }, (client) =>
      audit(operator, { type: "JobPaused", data: auditedJob(job), ...why }, { client }),
    );
  } catch (error) {
    if (error instanceof JobStateError && error.status === "paused") return { name: jobName(job), changed: false };
    throw jobRefusal(error);
  }
  return { name: jobName(job), changed: true };
}

/** What pausing did, in words. */
export function jobPausedMessage({ name, changed }: HeldJob): string {
  return changed ? `The ${name} is held after the batch it is at.` : `The ${name} was paused already; nothing changed.`;
}
