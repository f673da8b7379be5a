import "server-only";
import { type BisectionJob, Job, JobDetail } from "@/lib/api/jobs";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { BISECT_CATEGORY, type JobProgress, jobProgress } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { ANSWER_OUTDATED, foldOfAnswer } from "../reducers/category-fold";

/** A job's figures, samples and what it found so far. */
export async function readJob(id: string): Promise<JobDetail> {
  await authorize("viewer");
  const progress = await jobProgress(pool, id);
  if (progress === null) throw new AppError(`There is no job ${id}.`, { code: "not-found" });
  const job = toJob(progress);
  const facts = job.kind === BISECT_CATEGORY ? { ...progress, outdated: await outdatedOf(job) } : progress;
  return JobDetail.parse(facts);
}

async function outdatedOf({ status, params }: BisectionJob): Promise<string | null> {
  return status === "done" && (await foldOfAnswer(params)) === null ? ANSWER_OUTDATED : null;
}

/** The engine's progress as lists show it; what a job's kind says of itself is parsed. */
export function toJob(progress: JobProgress): Job {
  return Job.parse(progress);
}
