import type { Queryable } from "../events";
import type { Definition } from "../projections/retry";

/** A worker that has given no sign of life for so long counts as gone. */
export const WORKER_TIMEOUT_SECONDS = 15;

export interface WorkerIdentity {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly pid: number;
}

/** What a worker says it runs: `name@definition version`. */
export function subscription({ name, version }: Definition): string {
  return `${name}@${version}`;
}

const SEEN = `
insert into foldline.workers (worker_id, name, host, pid, projections) values ($1, $2, $3, $4, $5)
on conflict (worker_id) do update
   set seen_at = clock_timestamp(), stopped_at = null, projections = excluded.projections`;

/** Registers the worker, and later shows that it lives. */
export async function recordSeen(
  db: Queryable,
  { id, name, host, pid }: WorkerIdentity,
  definitions: readonly Definition[],
): Promise<void> {
  await db.query(SEEN, [id, name, host, pid, JSON.stringify(definitions.map(subscription))]);
}

/** Gives back everything the worker holds, so that others need not wait for its leases to run out. */
export async function recordStopped(db: Queryable, workerId: string): Promise<void> {
  await db.query("update foldline.partitions set lease_owner = null, lease_until = null where lease_owner = $1", [
    workerId,
  ]);
  await db.query(
    "update foldline.rebuilds set lease_until = clock_timestamp() where worker_id = $1 and status in ('running', 'ready')",
    [workerId],
  );
  await db.query(
    "update foldline.workers set seen_at = clock_timestamp(), stopped_at = clock_timestamp() where worker_id = $1",
    [workerId],
  );
}

export interface LiveWorker {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: Date;
  readonly seenAt: Date;
  /** Names of projections with their definition versions, `fines@1`. */
  readonly projections: readonly string[];
  /** How many partitions it holds leases on. */
  readonly partitions: number;
}

const LIVE = `
select w.worker_id as id, w.name, w.host, w.pid, w.started_at as "startedAt", w.seen_at as "seenAt", w.projections,
       (select count(*)::int from foldline.partitions p
         where p.lease_owner = w.worker_id and p.lease_until > clock_timestamp()) as partitions
  from foldline.workers w
 where w.stopped_at is null and w.seen_at > clock_timestamp() - make_interval(secs => ${WORKER_TIMEOUT_SECONDS})
 order by w.started_at`;

/** The workers that have given a sign of life within the last seconds. */
export async function liveWorkers(db: Queryable): Promise<LiveWorker[]> {
  const { rows } = await db.query<LiveWorker>(LIVE);
  return rows;
}
