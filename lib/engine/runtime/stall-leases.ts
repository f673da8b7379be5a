import type { Queryable } from "../events";

/** Partitions whose lease is in the hands of a worker that gives no sign of life any more. */
export interface DeadLease {
  readonly projection: string;
  readonly version: number;
  readonly partitions: number;
  /** Null when not even its name is known. */
  readonly worker: string | null;
  readonly seenAt: Date | null;
  /** Until the last of these leases runs out and other workers take them over. */
  readonly secondsLeft: number;
}

// A heartbeat comes every five seconds.
const SILENT_SECONDS = 7;

const DEAD = `
select p.projection, p.version, count(*)::int as partitions, w.name as worker, w.seen_at as "seenAt",
       extract(epoch from max(p.lease_until) - clock_timestamp())::float8 as "secondsLeft"
  from foldline.partitions p
  join foldline.read_models r on r.projection = p.projection and r.version = p.version
  left join foldline.workers w on w.worker_id = p.lease_owner
 where r.state in ('catching-up', 'ready', 'live') and p.lease_owner is not null and p.lease_until > clock_timestamp()
   and (w.worker_id is null or w.stopped_at is not null
        or w.seen_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS}))
 group by p.projection, p.version, w.name, w.seen_at
 order by p.projection, p.version, w.name`;

/** Leases that still run although their worker stopped. */
export async function deadLeases(db: Queryable): Promise<DeadLease[]> {
  const { rows } = await db.query<DeadLease>(DEAD);
  return rows;
}
