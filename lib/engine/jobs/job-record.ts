import type { Queryable } from "../events";
import type { RebuildFailure } from "../projections/progress";
import { JOB_LEASE_SECONDS, type Job } from "./claim-job";
import type { JobState } from "./job-kind";

/** The job was cancelled, or another worker has taken it over. */
export class JobLostError extends Error {
  override readonly name = "JobLostError";
}

const LEASE = `lease_until = clock_timestamp() + make_interval(secs => ${JOB_LEASE_SECONDS})`;
const MINE = "id = $1 and worker_id = $2 and attempt = $3 and status = 'running'";

type Held = { readonly paused: boolean };

async function updateMine(db: Queryable, job: Job, set: string, values: readonly unknown[] = []): Promise<Held> {
  const { rows } = await db.query<Held>(
    `update foldline.jobs set ${set} where ${MINE} returning paused_at is not null as paused`,
    [job.id, job.workerId, job.attempt, ...values],
  );
  if (rows[0] === undefined) throw new JobLostError(`Job ${job.id} was cancelled or taken over.`);
  return rows[0];
}

/** How far the job is going to go; the first worker decides it, the others keep to it. */
export async function recordTarget(db: Queryable, job: Job, upTo: bigint): Promise<void> {
  await updateMine(db, job, `up_to = $4, ${LEASE}`, [upTo.toString()]);
}

/** How many events the job has to do with. */
export async function recordTotal(db: Queryable, job: Job, events: number): Promise<void> {
  await updateMine(db, job, "events_total = $4", [events]);
}

/** Locks the job's row before a batch is stored, so that a job that was lost stores nothing. */
export async function holdJob(db: Queryable, job: Job): Promise<void> {
  await updateMine(db, job, LEASE);
}

/** Stores what a batch came to; says whether the job was paused meanwhile. */
export async function recordBatch(
  db: Queryable,
  job: Job,
  { checkpoint, eventsDone, result }: JobState,
): Promise<Held> {
  const set = `checkpoint = $4, events_done = $5, result = $6, ${LEASE}`;
  return updateMine(db, job, set, [checkpoint.toString(), eventsDone, JSON.stringify(result)]);
}

// Of a job of hours every second point goes when they become too many for one row.
const MOST_SAMPLES = 1_200;
const SAMPLES = `
samples = case when jsonb_array_length(samples) < ${MOST_SAMPLES} then samples
               else (select jsonb_agg(s order by n) from jsonb_array_elements(samples) with ordinality e (s, n) where n % 2 = 1)
          end || jsonb_build_array(jsonb_build_array(
            round(extract(epoch from clock_timestamp() - started_at), 3), events_done))`;

/** A sign of life and a point of the chart; says whether the job is paused. */
export async function recordAlive(db: Queryable, job: Job): Promise<Held> {
  return updateMine(db, job, `${LEASE}, ${SAMPLES}`);
}

/** Leaves the job to whoever is free; at once, or when it is resumed. */
export async function giveBack(db: Queryable, job: Job): Promise<void> {
  await updateMine(db, job, `worker_id = null, lease_until = null, ${SAMPLES}`);
}

/** Ends the job; false, and nothing is changed, when it was paused a moment ago. */
export async function recordDone(db: Queryable, job: Job): Promise<boolean> {
  const { paused } = await updateMine(db, job, LEASE);
  if (paused) return false;
  await updateMine(
    db,
    job,
    `status = 'done', finished_at = clock_timestamp(), error = null, events_total = events_done, ${SAMPLES}`,
  );
  return true;
}

/** Ends the job without a whole result; what it has stored stays. */
export async function recordFailure(db: Queryable, job: Job, failure: RebuildFailure): Promise<void> {
  const set = "status = 'failed', finished_at = clock_timestamp(), error = $4, paused_at = null, paused_by = null";
  await updateMine(db, job, set, [JSON.stringify(failure)]);
}
