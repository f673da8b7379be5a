import "server-only";
import type { z } from "zod";
import type { JobsQuery } from "@/lib/api/job-requests";
import type { JobList } from "@/lib/api/jobs";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { jobsProgress } from "@/lib/engine";
import { toJob } from "./job";
import { workerPulse } from "./live-workers";

const JOBS = `
select id from foldline.jobs
 where ($1::text is null or kind = $1) and ($2::text is null or subject = $2)
 order by (status in ('queued', 'running')) desc, requested_at desc, id
 limit $3`;

/** Jobs: those at work or waiting first, then the past ones, newest first. */
export async function listJobs(query: z.output<typeof JobsQuery>): Promise<JobList> {
  await authorize("viewer");
  const [{ rows }, pulse] = await Promise.all([
    pool.query<{ id: string }>(JOBS, [query.kind ?? null, query.subject ?? null, query.limit]),
    workerPulse(pool),
  ]);
  const jobs = await jobsProgress(
    pool,
    rows.map(({ id }) => id),
  );
  return { jobs: jobs.map(toJob), liveWorkers: pulse.live, at: new Date().toISOString() };
}
