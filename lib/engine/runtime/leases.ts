import type { Queryable } from "../events";
import type { Definition } from "../projections/retry";
import { subscription, WORKER_TIMEOUT_SECONDS } from "./worker-record";

/** How long a partition stays with a worker that gives no sign of life. */
export const LEASE_SECONDS = 15;

/** A partition that this worker holds. */
export interface Lease {
  readonly projection: string;
  readonly version: number;
  /** Of the definition that built this read-model version. */
  readonly definitionVersion: number;
  /** Null for a reactor. */
  readonly tableName: string | null;
  readonly partition: number;
  readonly sliceFrom: number;
  readonly sliceTo: number;
  readonly epoch: number;
  readonly checkpoint: bigint;
  readonly attempts: number;
  readonly retryAt: Date | null;
}

// What this worker may run: read models that are fed, not by appends, built by a definition version that its code has.
const ELIGIBLE = `
  foldline.partitions p
  join foldline.read_models r on r.projection = p.projection and r.version = p.version
  join foldline.projections j on j.name = p.projection
  join unnest($2::text[], $3::int[]) as mine (name, version) on mine.name = r.projection and mine.version = r.definition_version
 where r.state in ('catching-up', 'ready', 'live', 'retired') and r.inline_since is null
   and (j.paused_at is null or r.state = 'catching-up')
   and not exists (
     select from foldline.rebuilds b
      where b.projection = r.projection and b.version = r.version and b.status = 'running' and b.paused_at is not null)`;

const SHARES = `
select p.projection, r.definition_version as "definitionVersion", count(*)::int as partitions,
       (count(*) filter (where p.lease_owner = $1))::int as held,
       (count(*) filter (where p.lease_owner is null or p.lease_until < clock_timestamp()))::int as free
  from ${ELIGIBLE}
 group by p.projection, r.definition_version`;

const WORKERS = `
select known as subscription, count(*)::int as workers
  from foldline.workers w, jsonb_array_elements_text(w.projections) known
 where w.stopped_at is null and w.seen_at > clock_timestamp() - make_interval(secs => ${WORKER_TIMEOUT_SECONDS})
 group by known`;

const CLAIM = `
update foldline.partitions p
   set lease_owner = $1, lease_epoch = p.lease_epoch + 1,
       lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
  from (
    select p.projection, p.version, p.partition from ${ELIGIBLE}
       and p.projection = $4 and r.definition_version = $5
       and (p.lease_owner is null or p.lease_until < clock_timestamp())
     order by p.version desc, p.partition limit $6 for update of p skip locked) free
 where p.projection = free.projection and p.version = free.version and p.partition = free.partition`;

const RELEASE = `
update foldline.partitions p set lease_owner = null, lease_until = null
  from (
    select p.projection, p.version, p.partition from ${ELIGIBLE}
       and p.projection = $4 and r.definition_version = $5 and p.lease_owner = $1
     order by p.version, p.partition desc limit $6 for update of p skip locked) surplus
 where p.projection = surplus.projection and p.version = surplus.version and p.partition = surplus.partition`;

interface Share {
  readonly projection: string;
  readonly definitionVersion: number;
  readonly partitions: number;
  readonly held: number;
  readonly free: number;
}

/**
 * Takes free partitions up to this worker's fair share of each projection, and gives back what it holds above that when
 * another worker has come.
 */
export async function balanceLeases(
  db: Queryable,
  workerId: string,
  definitions: readonly Definition[],
): Promise<void> {
  const base = [workerId, definitions.map(({ name }) => name), definitions.map(({ version }) => version)];
  const shares = (await db.query<Share>(SHARES, base)).rows;
  const workers = await sharingWorkers(db);
  for (const { projection, definitionVersion, partitions, held, free } of shares) {
    const sharing = workers.get(subscription({ name: projection, version: definitionVersion })) ?? 1;
    const wanted = Math.ceil(partitions / sharing) - held;
    if (wanted > 0 && free > 0) await db.query(CLAIM, [...base, projection, definitionVersion, wanted]);
    if (wanted < 0) await db.query(RELEASE, [...base, projection, definitionVersion, -wanted]);
  }
}

async function sharingWorkers(db: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ subscription: string; workers: number }>(WORKERS);
  return new Map(rows.map(({ subscription, workers }) => [subscription, workers]));
}

const RENEW = `
update foldline.partitions set lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
 where lease_owner = $1 and lease_until < clock_timestamp() + make_interval(secs => ${LEASE_SECONDS * 0.6})`;

/** Prolongs the leases that have used up much of their time. */
export async function renewLeases(db: Queryable, workerId: string): Promise<void> {
  await db.query(RENEW, [workerId]);
}

const HELD = `
select p.projection, p.version, r.definition_version as "definitionVersion", r.table_name as "tableName", p.partition, p.slice_from as "sliceFrom",
       p.slice_to as "sliceTo", p.lease_epoch as epoch, p.checkpoint, p.attempts, p.retry_at as "retryAt"
  from ${ELIGIBLE} and p.lease_owner = $1 and p.lease_until > clock_timestamp()
 order by p.projection, p.version, p.partition`;

/** The partitions that this worker holds and may run. */
export async function heldLeases(
  db: Queryable,
  workerId: string,
  definitions: readonly Definition[],
): Promise<Lease[]> {
  const { rows } = await db.query<Omit<Lease, "epoch" | "checkpoint"> & { epoch: string; checkpoint: string }>(HELD, [
    workerId,
    definitions.map(({ name }) => name),
    definitions.map(({ version }) => version),
  ]);
  return rows.map((row) => ({ ...row, epoch: Number(row.epoch), checkpoint: BigInt(row.checkpoint) }));
}
