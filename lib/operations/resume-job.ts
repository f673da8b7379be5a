import "server-only";
import { JobId } from "@/lib/api/job-requests";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { JobStateError, resumeJob as resume } from "@/lib/engine";
import { audit } from "./audit";
import { auditedJob, findJob, jobName } from "./find-job";
import { jobRefusal } from "./job-errors";
import type { HeldJob } from "./pause-job";

/** Lets a paused job go on after the last batch that was stored. */
export async function resumeJob(input: unknown): Promise<HeldJob> {
  const operator = await authorize("operator");
  const { id } = JobId.parse(input);
  const job = await findJob(id);
  try {
    await resume(pool, id, (client) => audit(operator, { type: "JobResumed", data: auditedJob(job) }, { client }));
  } catch (error) {
    const goesOn = error instanceof JobStateError && (error.status === "running" || error.status === "queued");
    if (goesOn) return { name: jobName(job), changed: false };
    throw jobRefusal(error);
  }
  return { name: jobName(job), changed: true };
}

/** What resuming did, in words. */
export function jobResumedMessage({ name, changed }: HeldJob): string {
  return changed ? `The ${name} goes on.` : `The ${name} was not paused; nothing changed.`;
}
