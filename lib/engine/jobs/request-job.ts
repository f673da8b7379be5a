import type { Queryable } from "../events";
import { JobInProgressError } from "./errors";

export interface JobRequest {
  /** Which of the kinds that workers know. */
  readonly kind: string;
  /** What it is done with; there is one job of a kind at a time for each. */
  readonly subject: string;
  readonly params: object;
  /** It has to do with the events after this position only. */
  readonly after?: bigint;
  /** Who asks: an operator's name. */
  readonly requestedBy: string;
  readonly reason?: string;
}

const REQUEST = `
insert into foldline.jobs (kind, subject, params, requested_by, reason, checkpoint) values ($1, $2, $3, $4, $5, $6)
on conflict (kind, subject) where status in ('queued', 'running') do nothing
returning id`;

const ACTIVE = `
select id, case when paused_at is null then status else 'paused' end as status
  from foldline.jobs where kind = $1 and subject = $2 and status in ('queued', 'running')`;

/** Queues a job, which a worker takes up; throws a JobInProgressError while another one is at the same subject. */
export async function requestJob(db: Queryable, request: JobRequest): Promise<{ readonly id: string }> {
  const { kind, subject, params, requestedBy, reason = null, after = 0n } = request;
  const values = [kind, subject, JSON.stringify(params), requestedBy, reason, after.toString()];
  // A second look covers a job that ended between the refused insert and the look for what refused it.
  for (let attempt = 0; attempt < 3; attempt++) {
    const { rows } = await db.query<{ id: string }>(REQUEST, values);
    if (rows[0] !== undefined) return rows[0];
    const active = await db.query<{ id: string; status: string }>(ACTIVE, [kind, subject]);
    const [other] = active.rows;
    if (other !== undefined) throw new JobInProgressError(other.id, other.status);
  }
  throw new JobInProgressError("unknown", "being requested");
}
