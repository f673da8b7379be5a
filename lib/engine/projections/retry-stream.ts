import type { Queryable } from "../events";
import type { EventPlace } from "./event-parts";
import type { Retryable } from "./retryable";
import { type RequestedRetry, type RetryOutcome, settleRetry } from "./settle-retry";
import { streamPages } from "./stream-pages";

/** A dead letter that this worker has claimed. */
export interface ClaimedRetry {
  readonly id: string;
  readonly projection: string;
  readonly version: number;
  readonly definitionVersion: number;
  readonly tableName: string;
  readonly partition: number;
}

const LOCK_PARTITION = `
select slice_from as "sliceFrom", slice_to as "sliceTo", lease_epoch as epoch, checkpoint from foldline.partitions
 where projection = $1 and version = $2 and partition = $3 for update`;

// Read behind the partition's lock: the request that stands now is the one that is done.
const LOCK_LETTER = `
select id, projection, version, partition, stream_id as "streamId", stream_version::float8 as "streamVersion",
       retry_requested_by as "requestedBy", retry_up_to_version::float8 as "upToVersion", retry_data::text as data, reason
  from foldline.dead_letters where id = $1 and status = 'parked' and retry_requested_at is not null for update`;

interface PartitionRow {
  readonly sliceFrom: number;
  readonly sliceTo: number;
  readonly epoch: string;
  readonly checkpoint: string;
}

/**
 * Applies a parked stream in order, in the caller's transaction: the dead letter's event and all that wait behind it,
 * which is what the stream has up to the partition's checkpoint. While it holds the partition, no batch moves that.
 */
export async function retryStream(
  db: Queryable,
  claimed: ClaimedRetry,
  retryable: Retryable,
  worker: string,
): Promise<void> {
  const { projection, version, partition } = claimed;
  const { rows: partitions } = await db.query<PartitionRow>(LOCK_PARTITION, [projection, version, partition]);
  const { rows: letters } = await db.query<RequestedRetry>(LOCK_LETTER, [claimed.id]);
  const [held] = partitions;
  const [letter] = letters;
  if (held === undefined || letter === undefined) return;
  const slices = { from: held.sliceFrom, to: held.sliceTo };
  const partsOf = retryable.partsOf({ partition, slices, epoch: Number(held.epoch) });
  const upTo = BigInt(held.checkpoint);
  const outcome = await applyStream(db, { claimed, letter, retryable, partsOf, upTo });
  await settleRetry(db, letter, outcome, worker);
}

async function applyStream(
  db: Queryable,
  retry: {
    readonly claimed: ClaimedRetry;
    readonly letter: RequestedRetry;
    readonly retryable: Retryable;
    readonly partsOf: ReturnType<Retryable["partsOf"]>;
    readonly upTo: bigint;
  },
): Promise<RetryOutcome> {
  const { claimed, letter, retryable, partsOf, upTo } = retry;
  const { reading } = retryable;
  let applied = 0;
  let waiting = 0;
  let next: { readonly place: EventPlace; readonly error: unknown } | null = null;
  const range = { streamId: letter.streamId, fromVersion: letter.streamVersion, upTo };
  for await (const page of streamPages(db, reading, range)) {
    const parts = page.flatMap(({ version, fields }) => {
      if (version !== letter.streamVersion) return partsOf(fields);
      return letter.reason === null ? partsOf(withData(fields, reading.columns, letter.data)) : [];
    });
    if (next !== null) {
      waiting += parts.length;
      continue;
    }
    const wanted = parts.filter(({ place }) => letter.upToVersion === null || place.version <= letter.upToVersion);
    const run = await retryable.apply(db, claimed, wanted);
    applied += run.applied;
    const stop = parts[run.applied];
    if (stop === undefined) continue;
    next = { place: stop.place, error: run.error };
    waiting += parts.length - run.applied - 1;
  }
  return { applied, next, waiting };
}

/** The event as if this had been stored; the stored one stays as it is. */
function withData(fields: readonly string[], columns: readonly string[], data: string | null): readonly string[] {
  return data === null ? fields : fields.with(columns.indexOf("data"), data);
}
