import type { Queryable } from "../events";
import { REBUILD_LEASE_SECONDS, type RebuildJob } from "./claim-rebuild";
import type { RebuildFailure, RebuildPhase } from "./progress";
import type { ReplayCount } from "./replay";
import type { ReplayLimits } from "./replay-control";
import type { RebuildVerification } from "./verification";

/** The rebuild was cancelled, or another worker has taken it over. */
export class RebuildLostError extends Error {
  override readonly name = "RebuildLostError";
}

const MINE = "id = $1 and worker_id = $2 and attempt = $3";
const mine = (job: RebuildJob) => [job.id, job.workerId, job.attempt];

async function updateMine(db: Queryable, job: RebuildJob, set: string, values: readonly unknown[] = []): Promise<void> {
  const statement = `update foldline.rebuilds set ${set} where ${MINE} and status in ('running', 'ready')`;
  const { rowCount } = await db.query(statement, [...mine(job), ...values]);
  if (rowCount !== 1) throw new RebuildLostError(`Rebuild ${job.id} was cancelled or taken over.`);
}

const LEASE = `lease_until = clock_timestamp() + make_interval(secs => ${REBUILD_LEASE_SECONDS})`;

const LIMITS = "select paused_at is not null as paused, throttle from foldline.rebuilds where id = $1";

/** Shows a sign of life and what has been done; returns what the operator has decided meanwhile. */
export async function recordProgress(db: Queryable, job: RebuildJob, count: ReplayCount): Promise<ReplayLimits> {
  await updateMine(db, job, `${LEASE}, events_read = $4, rows_written = $5`, [count.eventsRead, count.rowsWritten]);
  const { rows } = await db.query<ReplayLimits>(LIMITS, [job.id]);
  return rows[0] ?? { paused: false, throttle: null };
}

/** Stores one point of the chart. */
export async function recordSample(
  db: Queryable,
  job: RebuildJob,
  phase: RebuildPhase,
  count: ReplayCount,
): Promise<void> {
  await db.query(
    `insert into foldline.rebuild_samples (rebuild_id, attempt, sampled_at, phase, events_read, rows_written)
     values ($1, $2, clock_timestamp(), $3, $4, $5) on conflict do nothing`,
    [job.id, job.attempt, phase, count.eventsRead, count.rowsWritten],
  );
}

const ISO_NOW = `to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

// Ends the phase that is open, of whatever attempt, so that the phases of a job never overlap.
const CLOSED_PHASES = `coalesce((
  select jsonb_agg(case when p ->> 'finishedAt' is null then p || jsonb_build_object('finishedAt', ${ISO_NOW}) else p end
                   order by place)
    from jsonb_array_elements(phases) with ordinality as e (p, place)), '[]'::jsonb)`;

/** Begins a phase, ending the one before. */
export function beginPhase(db: Queryable, job: RebuildJob, phase: RebuildPhase): Promise<void> {
  const begun = `jsonb_build_array(jsonb_build_object(
    'phase', $4::text, 'attempt', $3::int, 'startedAt', ${ISO_NOW}, 'finishedAt', null))`;
  return updateMine(db, job, `phase = $4, ${LEASE}, phases = ${CLOSED_PHASES} || ${begun}`, [phase]);
}

/** Up to where the attempt is going to read; how many events that are is not counted yet. */
export function recordTarget(db: Queryable, job: RebuildJob, target: bigint): Promise<void> {
  const set = "target_position = $4, events_total = null, events_read = 0, rows_written = 0";
  return updateMine(db, job, set, [target.toString()]);
}

/** How many events the attempt is going to read. */
export function recordTotal(db: Queryable, job: RebuildJob, events: number): Promise<void> {
  return updateMine(db, job, "events_total = $4", [events]);
}

/** Starts the build again from nothing, as an attempt of its own. */
export async function recordNewAttempt(db: Queryable, job: RebuildJob): Promise<RebuildJob> {
  await updateMine(db, job, `attempt = attempt + 1, ${LEASE}`);
  return { ...job, attempt: job.attempt + 1 };
}

/** How the rows compare with those that consumers see. */
export function recordVerification(db: Queryable, job: RebuildJob, found: RebuildVerification): Promise<void> {
  return updateMine(db, job, `${LEASE}, verification = $4`, [JSON.stringify(found)]);
}

/** The read model is filled and follows the events; it may be promoted. False, and nothing is changed, while it is paused. */
export async function recordReady(db: Queryable, job: RebuildJob): Promise<boolean> {
  // Locked, so that whoever pauses it a moment later is told that it is ready already.
  const { rows } = await db.query<ReplayLimits>(`${LIMITS} for update`, [job.id]);
  if (rows[0]?.paused) return false;
  const set = `status = 'ready', finished_at = clock_timestamp(), error = null, ${LEASE}, phases = ${CLOSED_PHASES}`;
  await updateMine(db, job, set);
  return true;
}

/** The part of the live read model is folded again; that many rows were not as they should be. */
export function recordDone(db: Queryable, job: RebuildJob, { eventsRead, rowsWritten }: ReplayCount): Promise<void> {
  const counts = "events_total = $4, events_read = $4, rows_written = $5";
  const set = `status = 'done', finished_at = clock_timestamp(), error = null, phases = ${CLOSED_PHASES}, ${counts}`;
  return updateMine(db, job, set, [eventsRead, rowsWritten]);
}

/** A promotion that was asked for did not succeed; it is tried again when the lease runs out. */
export function recordPromotionFailure(db: Queryable, job: RebuildJob, failure: RebuildFailure): Promise<void> {
  return updateMine(db, job, `error = $4, ${LEASE}`, [JSON.stringify(failure)]);
}

/** A version that was ready could not be compared once more; what was found before still holds. */
export function recordVerificationFailure(db: Queryable, job: RebuildJob, failure: RebuildFailure): Promise<void> {
  const set = `error = $4, ${LEASE}, verification = nullif(verification - 'again', '{}')`;
  return updateMine(db, job, set, [JSON.stringify(failure)]);
}

/** The rebuild is over; its table goes. */
export async function recordFailure(db: Queryable, job: RebuildJob, failure: RebuildFailure): Promise<void> {
  const set = `status = 'failed', finished_at = clock_timestamp(), error = $4, phases = ${CLOSED_PHASES}`;
  await updateMine(db, job, set, [JSON.stringify(failure)]);
  if (job.scope === "whole") await discardReadModel(db, job.projection, job.version, "failed");
}

/** Ends a read-model version that no consumer saw; `dropOrphanTables` removes its table. */
export async function discardReadModel(
  db: Queryable,
  projection: string,
  version: number,
  state: "failed" | "cancelled",
): Promise<void> {
  await db.query("delete from foldline.partitions where projection = $1 and version = $2", [projection, version]);
  await db.query("delete from foldline.dead_letters where projection = $1 and version = $2", [projection, version]);
  await db.query(
    `update foldline.read_models set state = $3
      where projection = $1 and version = $2 and state in ('building', 'catching-up', 'ready')`,
    [projection, version, state],
  );
}
