import type { Queryable } from "../events";
import { type FailedAttempt, failedAttempt, recordDeadLetter } from "./dead-letter";
import { errorGroup } from "./error-group";
import type { EventPlace } from "./event-parts";

/** A dead letter, and what was asked for. */
export interface RequestedRetry {
  readonly id: string;
  readonly projection: string;
  readonly version: number;
  readonly partition: number;
  readonly streamId: string;
  readonly streamVersion: number;
  readonly requestedBy: string;
  readonly upToVersion: number | null;
  /** JSON text to use instead of the stored data. */
  readonly data: string | null;
  /** Why the event is to be skipped; `null`: it is to be applied. */
  readonly reason: string | null;
}

export interface RetryOutcome {
  /** How many events were applied. */
  readonly applied: number;
  /** The event in front of which the stream stands now, and why; without an error it was not to be applied yet. */
  readonly next: { readonly place: EventPlace; readonly error: unknown } | null;
  /** How many events wait behind that one. */
  readonly waiting: number;
}

const REQUEST_DONE = `retry_requested_at = null, retry_requested_by = null, retry_up_to_version = null,
       retry_data = null, retry_lease_until = null`;

const RESOLVED = `
update foldline.dead_letters
   set status = case when reason is null then 'applied' else 'skipped' end, resolved_at = clock_timestamp(),
       resolved_by = retry_requested_by, waiting = 0, ${REQUEST_DONE}
 where id = $1`;

const FAILED_AGAIN = `
with letter as (
  update foldline.dead_letters
     set attempts = attempts + 1, last_attempt_at = $2, message = $3, error_group = $4, key = $5, waiting = $6,
         reason = null, ${REQUEST_DONE}
   where id = $1 returning id, attempts)
insert into foldline.dead_letter_attempts
  (dead_letter_id, attempt, attempted_at, worker, requested_by, message, stack)
select id, attempts, $2, $7, $8, $3, $9 from letter`;

const COUNT = `
update foldline.partitions set events_applied = events_applied + $4
 where projection = $1 and version = $2 and partition = $3`;

/** Stores what came of a retry or a skip; a later event that stopped it becomes the stream's dead letter. */
export async function settleRetry(
  db: Queryable,
  letter: RequestedRetry,
  { applied, next, waiting }: RetryOutcome,
  worker: string,
): Promise<void> {
  const { id, projection, version, partition, streamId, requestedBy } = letter;
  const attempt = next === null || next.error === null ? null : failedAttempt(next.error, worker, requestedBy);
  if (next !== null && next.place.version === letter.streamVersion && attempt !== null) {
    await recordFailedRetry(db, id, attempt, waiting);
    return;
  }
  await db.query(RESOLVED, [id]);
  if (applied > 0) await db.query(COUNT, [projection, version, partition, applied]);
  if (next === null) return;
  await recordDeadLetter(db, {
    projection,
    version,
    partition,
    streamId,
    streamVersion: next.place.version,
    status: "parked",
    waiting,
    attempts: attempt === null ? [] : [attempt],
    ...(attempt === null && { message: `Held by ${requestedBy}: applied up to version ${letter.upToVersion} only.` }),
  });
}

async function recordFailedRetry(db: Queryable, id: string, attempt: FailedAttempt, waiting: number): Promise<void> {
  const { attemptedAt, worker, requestedBy, message, stack, key } = attempt;
  const group = errorGroup(message);
  await db.query(FAILED_AGAIN, [id, attemptedAt, message, group, key, waiting, worker, requestedBy, stack]);
}
