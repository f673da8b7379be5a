import type { Queryable } from "../events";

/** A job that this worker runs now. Its attempt and worker are the proof that it still does. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly params: unknown;
  readonly attempt: number;
  readonly workerId: string;
  /** Up to here everything is done and stored. */
  readonly checkpoint: bigint;
  /** How far it goes; `null`: it has not begun. */
  readonly upTo: bigint | null;
  readonly eventsTotal: number | null;
  readonly eventsDone: number;
  readonly result: unknown;
}

interface JobRow extends Omit<Job, "checkpoint" | "upTo"> {
  readonly checkpoint: string;
  readonly upTo: string | null;
}

/** How long a job stays with a worker that gives no sign of life. */
export const JOB_LEASE_SECONDS = 10;

// One that its worker gave back, because it was paused or the worker stopped, has nobody left to be kept from it.
const CLAIM = `
update foldline.jobs j
   set status = 'running', worker_id = $1, attempt = j.attempt + case when j.worker_id is null and j.attempt > 0 then 0 else 1 end,
       lease_until = clock_timestamp() + make_interval(secs => ${JOB_LEASE_SECONDS}),
       started_at = coalesce(j.started_at, clock_timestamp())
 where j.id = (
   select c.id from foldline.jobs c
    where c.kind = any ($2::text[]) and c.paused_at is null
      and (c.status = 'queued' or (c.status = 'running' and (c.lease_until is null or c.lease_until < clock_timestamp())))
    order by c.requested_at limit 1 for update skip locked)
returning j.id, j.kind, j.subject, j.params, j.attempt, j.worker_id as "workerId", j.checkpoint::text as checkpoint,
          j.up_to::text as "upTo", j.events_total::float8 as "eventsTotal", j.events_done::float8 as "eventsDone", j.result`;

/** Takes the oldest job of these kinds that waits for a worker or has lost its own. */
export async function claimJob(db: Queryable, workerId: string, kinds: readonly string[]): Promise<Job | null> {
  const { rows } = await db.query<JobRow>(CLAIM, [workerId, kinds]);
  const [row] = rows;
  if (row === undefined) return null;
  return { ...row, checkpoint: BigInt(row.checkpoint), upTo: row.upTo === null ? null : BigInt(row.upTo) };
}
