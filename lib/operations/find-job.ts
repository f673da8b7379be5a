import "server-only";
import type { Job } from "@/lib/api/jobs";
import { pool } from "@/lib/db/pool";
import { jobProgress } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { toJob } from "@/lib/queries/jobs/job";

/** The job that an operation is about; an AppError "not-found" when there is none. */
export async function findJob(id: string): Promise<Job> {
  const job = await jobProgress(pool, id);
  if (job === null) throw new AppError(`There is no job ${id}.`, { code: "not-found" });
  return toJob(job);
}

/** What an audit entry says of a job. */
export function auditedJob({ id, kind, subject, eventsDone, eventsTotal }: Job) {
  return { job: id, kind, subject, eventsDone, eventsTotal };
}

/** A job in the middle of a sentence. */
export function jobName({ kind, params, subject }: Job): string {
  switch (kind) {
    case "copy-category":
      return `copy of ${params.from} to ${params.to}`;
    case "bisect-category":
      return `search of ${params.category}`;
    case "fold-as-of":
      return `fold of ${subject} as of then`;
    case "verify-upcaster":
      return "verification";
  }
}
