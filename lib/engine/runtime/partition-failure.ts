import type pg from "pg";
import { ProjectionFailedError, UpcastFailedError } from "../errors";
import type { Queryable } from "../events";
import type { HeldPartition } from "../projections/batch";
import { type FailedAttempt, failedAttempt, recordDeadLetter } from "../projections/dead-letter";
import { failureOf } from "../projections/failure";
import type { RebuildFailure } from "../projections/progress";
import type { Projection } from "../projections/projection";
import { inTransaction } from "../store/transaction";

/** What `foldline.partitions.error` holds. */
export interface PartitionFailure extends RebuildFailure {
  /** When the partition first failed on this event. */
  readonly since: string;
  readonly attempts: number;
  /** The last attempts at it. */
  readonly history: readonly FailedAttempt[];
}

export interface FailedPartitions {
  readonly projection: Pick<Projection, "name" | "onError">;
  readonly version: number;
  readonly partitions: readonly HeldPartition[];
  readonly error: unknown;
  /** The worker's name. */
  readonly worker: string;
}

const KEPT_ATTEMPTS = 20;

// 1, 2, 4 … 60 seconds.
const RECORD = `
with failed as (
  select p.partition, coalesce(p.error ->> 'position' is not distinct from $3::jsonb ->> 'position', false) as again,
         case when p.error ->> 'position' is not distinct from $3::jsonb ->> 'position' then p.attempts else 0 end as tried
    from foldline.partitions p
    join unnest($5::smallint[], $6::bigint[]) as held (partition, epoch)
      on p.partition = held.partition and p.lease_epoch = held.epoch
   where p.projection = $1 and p.version = $2
   order by p.partition for update of p)
update foldline.partitions p
   set attempts = f.tried + 1,
       retry_at = clock_timestamp() + make_interval(secs => least(60, 2 ^ least(f.tried, 6))),
       error = $3::jsonb || jsonb_build_object(
         'attempts', f.tried + 1,
         'since', case when f.again then coalesce(p.error ->> 'since', $4) else $4 end,
         'history', jsonb_path_query_array(
           (case when f.again then coalesce(p.error -> 'history', '[]') else '[]' end) || $7::jsonb,
           '$[last - ${KEPT_ATTEMPTS - 1} to last]'))
  from failed f
 where p.projection = $1 and p.version = $2 and p.partition = f.partition
returning p.partition, p.retry_at as "retryAt", p.attempts, p.error -> 'history' as history`;

interface RecordedRow {
  readonly partition: number;
  readonly retryAt: Date;
  readonly attempts: number;
  readonly history: readonly FailedAttempt[];
}

const CLEAR = `
update foldline.partitions set error = null, attempts = 0, retry_at = null
 where projection = $1 and version = $2 and partition = $3`;

/**
 * Stores why partitions cannot go on, and when each is to be tried again; an earlier failure on the same event counts.
 * When the projection's policy has had enough of it, the event becomes a dead letter and the partition goes on at once.
 */
export async function recordPartitionFailure(
  pool: pg.Pool,
  failed: FailedPartitions,
): Promise<ReadonlyMap<number, number>> {
  const { projection, version, partitions, error, worker } = failed;
  const { policy, attempts: enough } = projection.onError;
  const event = error instanceof ProjectionFailedError || error instanceof UpcastFailedError ? error.event : null;
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<RecordedRow>(RECORD, [
      projection.name,
      version,
      JSON.stringify(failureOf(error)),
      new Date().toISOString(),
      partitions.map(({ partition }) => partition),
      partitions.map(({ epoch }) => epoch),
      JSON.stringify([failedAttempt(error, worker)]),
    ]);
    const retryAt = new Map(rows.map((row) => [row.partition, row.retryAt.getTime()]));
    if (policy === "stop" || event === null) return retryAt;
    for (const { partition, attempts, history } of rows) {
      if (attempts < enough) continue;
      const status = policy === "park" ? "parked" : "skipped";
      await giveUp(client, { ...failed, partition, status, place: event, history });
      retryAt.set(partition, 0);
    }
    return retryAt;
  });
}

async function giveUp(
  db: Queryable,
  letter: Pick<FailedPartitions, "projection" | "version"> & {
    readonly partition: number;
    readonly status: "parked" | "skipped";
    readonly place: ProjectionFailedError["event"];
    readonly history: readonly FailedAttempt[];
  },
): Promise<void> {
  const { projection, version, partition, status, place, history } = letter;
  await recordDeadLetter(db, {
    projection: projection.name,
    version,
    partition,
    streamId: place.streamId,
    streamVersion: place.version,
    status,
    attempts: history,
  });
  await db.query(CLEAR, [projection.name, version, partition]);
}
