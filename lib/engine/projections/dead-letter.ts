import { ProjectionFailedError } from "../errors";
import type { Queryable } from "../events";
import { errorGroup } from "./error-group";
import { failureOf } from "./failure";

/** A try at an event that failed, as it is kept. */
export interface FailedAttempt {
  /** ISO 8601. */
  readonly attemptedAt: string;
  /** The worker's name. */
  readonly worker: string | null;
  /** Who asked for a retry. */
  readonly requestedBy: string | null;
  readonly message: string;
  readonly stack: string | null;
  /** The row it failed on, when the error says which. */
  readonly key: string | null;
}

/** What is kept of an error about an event. */
export function failedAttempt(error: unknown, worker: string | null, requestedBy: string | null = null): FailedAttempt {
  const named = error instanceof ProjectionFailedError;
  // The dead letter says which event it was; its own words are worth more than where they came from.
  const { message } = failureOf(named && error.cause instanceof Error ? error.cause : error);
  return {
    attemptedAt: new Date().toISOString(),
    worker,
    requestedBy,
    message: message === "" ? "An error without a message." : message,
    stack: failureOf(error).stack,
    key: named ? error.key : null,
  };
}

export interface NewDeadLetter {
  readonly projection: string;
  readonly version: number;
  readonly partition: number;
  readonly streamId: string;
  readonly streamVersion: number;
  readonly status: "parked" | "skipped";
  /** How many later events of the stream wait behind it already. */
  readonly waiting?: number;
  /** What was tried, in order. */
  readonly attempts: readonly FailedAttempt[];
  /** Why it stands here; the last attempt's message when left out. */
  readonly message?: string;
}

/** Why an event is left out when nobody was asked. */
const SKIPPED_BY_POLICY = "The projection's policy skips events that cannot be applied.";

const RECORD = `
with added as (
  insert into foldline.dead_letters
    (projection, version, partition, stream_id, stream_version, position, event_id, type, schema_version, key, status,
     waiting, error_group, message, attempts, failed_at, last_attempt_at, resolved_at, reason)
  select $1, $2, $3, e.stream_id, e.version, e.position, e.event_id, e.type, e.schema_version, $6, $7, $8, $9, $10,
         jsonb_array_length($11), coalesce(($11 -> 0 ->> 'attemptedAt')::timestamptz, clock_timestamp()),
         coalesce(($11 -> -1 ->> 'attemptedAt')::timestamptz, clock_timestamp()),
         case when $7 = 'skipped' then clock_timestamp() end, case when $7 = 'skipped' then $12 end
    from foldline.events e where e.stream_id = $4 and e.version = $5
  returning id),
tried as (
  insert into foldline.dead_letter_attempts
    (dead_letter_id, attempt, attempted_at, worker, requested_by, message, stack)
  select added.id, a.attempt, (a.tried ->> 'attemptedAt')::timestamptz, a.tried ->> 'worker',
         a.tried ->> 'requestedBy', a.tried ->> 'message', a.tried ->> 'stack'
    from added, jsonb_array_elements($11) with ordinality as a (tried, attempt))
select id from added`;

/**
 * Stores that an event could not be applied, with every attempt at it; returns the dead letter's id. Whoever calls it
 * holds the partition's row, or nobody else knows the read-model version yet.
 */
export async function recordDeadLetter(db: Queryable, letter: NewDeadLetter): Promise<string> {
  const last = letter.attempts.at(-1);
  const message = letter.message ?? last?.message ?? "";
  const { rows } = await db.query<{ id: string }>(RECORD, [
    letter.projection,
    letter.version,
    letter.partition,
    letter.streamId,
    letter.streamVersion,
    last?.key ?? null,
    letter.status,
    letter.waiting ?? 0,
    errorGroup(message),
    message,
    JSON.stringify(letter.attempts),
    SKIPPED_BY_POLICY,
  ]);
  const [added] = rows;
  if (added === undefined) throw new Error(`"${letter.streamId}" has no version ${letter.streamVersion}.`);
  return added.id;
}
