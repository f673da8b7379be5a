import "server-only";
import type { DeadLetter } from "@/lib/api/dead-letters";

/** A row of `foldline.dead_letters` as `DEAD_LETTER_COLUMNS` select it. */
export interface DeadLetterRow {
  readonly id: string;
  readonly projection: string;
  readonly version: number;
  readonly version_state: string;
  readonly stream_id: string;
  readonly stream_version: string;
  readonly position: string;
  readonly event_id: string;
  readonly type: string;
  readonly schema_version: number;
  readonly key: string | null;
  readonly status: DeadLetter["status"];
  readonly waiting: string;
  readonly error_group: string;
  readonly message: string;
  readonly attempts: number;
  readonly failed_at: Date;
  readonly last_attempt_at: Date;
  readonly retry_requested_at: Date | null;
  readonly retry_requested_by: string | null;
  readonly resolved_at: Date | null;
  readonly resolved_by: string | null;
  readonly reason: string | null;
  readonly grp: string;
}

/** Of `DEAD_LETTERS`, besides the group. */
export const DEAD_LETTER_COLUMNS = `d.id, d.projection, d.version, m.state as version_state, d.stream_id,
    d.stream_version, d.position, d.event_id, d.type, d.schema_version, d.key, d.status, d.waiting, d.error_group,
    d.message, d.attempts, d.failed_at, d.last_attempt_at, d.retry_requested_at, d.retry_requested_by, d.resolved_at,
    d.resolved_by, d.reason`;

/** As lists and the API have it. */
export function toDeadLetter(row: DeadLetterRow): DeadLetter {
  return {
    id: row.id,
    projection: row.projection,
    version: row.version,
    versionState: row.version_state,
    streamId: row.stream_id,
    streamVersion: Number(row.stream_version),
    position: row.position,
    eventId: row.event_id,
    type: row.type,
    schemaVersion: row.schema_version,
    key: row.key,
    status: row.status,
    waiting: Number(row.waiting),
    errorGroup: row.error_group,
    message: row.message,
    attempts: row.attempts,
    failedAt: row.failed_at.toISOString(),
    lastAttemptAt: row.last_attempt_at.toISOString(),
    retryRequestedAt: row.retry_requested_at?.toISOString() ?? null,
    retryRequestedBy: row.retry_requested_by,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    resolvedBy: row.resolved_by,
    reason: row.reason,
    group: row.grp,
  };
}
