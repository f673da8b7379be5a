import type { Queryable } from "../events";
import type { HeldPartition } from "../projections/batch";
import { failureOf } from "../projections/failure";
import type { RebuildFailure } from "../projections/progress";
import type { Projection } from "../projections/projection";

/** What `foldline.partitions.error` holds. */
export interface PartitionFailure extends RebuildFailure {
  /** When the partition first failed on this event. */
  readonly since: string;
  readonly attempts: number;
}

// 1, 2, 4 … 60 seconds.
const RECORD = `
update foldline.partitions p
   set attempts = p.attempts + 1,
       retry_at = clock_timestamp() + make_interval(secs => least(60, 2 ^ least(p.attempts, 6))),
       error = $3::jsonb || jsonb_build_object(
         'attempts', p.attempts + 1,
         'since', case when p.error ->> 'position' is not distinct from $3::jsonb ->> 'position'
                       then coalesce(p.error ->> 'since', $4) else $4 end)
  from unnest($5::smallint[], $6::bigint[]) as held (partition, epoch)
 where p.projection = $1 and p.version = $2 and p.partition = held.partition and p.lease_epoch = held.epoch
returning p.partition, p.retry_at as "retryAt"`;

/** Stores why partitions cannot go on, and when each is to be tried again; an earlier failure on the same event counts. */
export async function recordPartitionFailure(
  db: Queryable,
  failed: {
    readonly projection: Projection;
    readonly version: number;
    readonly partitions: readonly HeldPartition[];
    readonly error: unknown;
  },
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await db.query<{ partition: number; retryAt: Date }>(RECORD, [
    failed.projection.name,
    failed.version,
    JSON.stringify(failureOf(failed.error)),
    new Date().toISOString(),
    failed.partitions.map(({ partition }) => partition),
    failed.partitions.map(({ epoch }) => epoch),
  ]);
  return new Map(rows.map(({ partition, retryAt }) => [partition, retryAt.getTime()]));
}
