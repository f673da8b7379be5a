import type { Queryable } from "../events";
import type { PromotionPolicy, RebuildPhase, RebuildProgress } from "./progress";
import type { Projection } from "./projection";

/** A rebuild that this worker runs now. Its attempt and worker are the proof that it still does. */
export interface RebuildJob {
  readonly id: string;
  readonly projection: string;
  readonly version: number;
  readonly attempt: number;
  readonly status: "running" | "ready";
  readonly scope: RebuildProgress["scope"];
  readonly scopeOf: string | null;
  /** Where the worker before stopped; `null`: nothing was done yet. */
  readonly phase: RebuildPhase | null;
  readonly promotion: PromotionPolicy;
  /** It is ready, and is to be compared with the live version once more. */
  readonly verifyAgain: boolean;
  /** Events a second that the build may read. */
  readonly throttle: number | null;
  readonly workerId: string;
  readonly eventsRead: number;
  readonly rowsWritten: number;
}

/** How long a rebuild stays with a worker that gives no sign of life. */
export const REBUILD_LEASE_SECONDS = 10;

/** Whether a ready rebuild is to be promoted by a worker, in SQL. */
export const WANTS_PROMOTION = `
(promotion = 'always' or (promotion = 'when-clean' and (verification ->> 'clean')::boolean is true))`;

// A rebuild that had reached its catch-up goes on there; an earlier one starts its build again, as a new attempt.
const CLAIM = `
update foldline.rebuilds b
   set status = case when b.status = 'queued' then 'running' else b.status end,
       attempt = b.attempt + case when b.status = 'ready' or b.phase in ('catch-up', 'verify') then 0 else 1 end,
       worker_id = $1, lease_until = clock_timestamp() + make_interval(secs => ${REBUILD_LEASE_SECONDS}),
       started_at = coalesce(b.started_at, clock_timestamp())
 where b.id = (
   select c.id from foldline.rebuilds c
     join foldline.projections p on p.name = c.projection
     join unnest($2::text[], $3::text[]) as mine (name, hash) on mine.name = p.name and mine.hash = p.definition_hash
    where (c.status = 'queued' and c.paused_at is null)
       or (c.status = 'running' and c.paused_at is null and c.lease_until < clock_timestamp())
       or (c.status = 'ready' and c.lease_until < clock_timestamp() and (${WANTS_PROMOTION} or c.verification ? 'again'))
    order by c.requested_at limit 1 for update of c skip locked)
returning b.id, b.projection, b.version, b.attempt, b.status, b.phase, b.promotion, b.throttle,
          coalesce(b.verification ? 'again', false) as "verifyAgain",
          b.scope, b.scope_of as "scopeOf",
          b.worker_id as "workerId", b.events_read::float8 as "eventsRead", b.rows_written::float8 as "rowsWritten"`;

/** Takes the oldest rebuild that waits for a worker or has lost its own, if its projection's code is this one. */
export async function claimRebuild(
  db: Queryable,
  workerId: string,
  projections: readonly Projection[],
): Promise<RebuildJob | null> {
  const names = projections.map(({ name }) => name);
  const hashes = projections.map(({ definitionHash }) => definitionHash);
  const { rows } = await db.query<RebuildJob>(CLAIM, [workerId, names, hashes]);
  return rows[0] ?? null;
}
