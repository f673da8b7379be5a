import "server-only";
import { Job, JobDetail } from "@/lib/api/jobs";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type JobProgress, jobProgress } from "@/lib/engine";
import { AppError } from "@/lib/errors";

/** A job's figures, samples and what it found so far. */
export async function readJob(id: string): Promise<JobDetail> {
  await authorize("viewer");
  const progress = await jobProgress(pool, id);
  if (progress === null) throw new AppError(`There is no job ${id}.`, { code: "not-found" });
  return JobDetail.parse(progress);
}

/** The engine's progress as lists show it; what a job's kind says of itself is parsed. */
export function toJob(progress: JobProgress): Job {
  return Job.parse(progress);
}
