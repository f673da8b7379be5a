import type pg from "pg";
import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { sliceOf } from "../store/stream-name";
import { inTransaction } from "../store/transaction";
import { applyParts } from "./apply-parts";
import { readBatchEvents } from "./batch-events";
import { LeaseLostError } from "./errors";
import { mergeRanges, type SliceRange } from "./event-filter";
import { type EventPart, eventParts } from "./event-parts";
import { noteUpcasters } from "./note-upcasters";
import { eventReading } from "./projected-event";
import type { Projection } from "./projection";
import { readParkedStreams } from "./read-parked-streams";
import { partsByFate, recordWaiting } from "./record-waiting";

/** A partition that this process may advance: the epoch is the proof. */
export interface HeldPartition {
  readonly partition: number;
  readonly slices: SliceRange;
  readonly epoch: number;
}

/** Partitions of one read-model version that stand at the same checkpoint and are advanced together. */
export interface BatchRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  /** The read-model version, and its table. */
  readonly version: number;
  readonly tableName: string;
  readonly partitions: readonly HeldPartition[];
  readonly after: bigint;
  /** At most the watermark: what lies below it does not change any more. */
  readonly upTo: bigint;
  readonly limit: number;
}

export interface BatchResult {
  readonly checkpoint: bigint;
  readonly events: number;
  readonly rows: number;
}

/**
 * Applies the next events to the read model and moves the checkpoints, all in one transaction. Throws LeaseLostError,
 * with nothing changed, when a checkpoint is not where it should be or a lease has passed to somebody else.
 */
export async function applyBatch(pool: pg.Pool, request: BatchRequest): Promise<BatchResult> {
  const batch = await prepareBatch(pool, request);
  return inTransaction(pool, (client) => writeBatch(client, request, batch));
}

/** What a batch is going to do; nothing in it depends on the moment it is written. */
export interface PreparedBatch {
  readonly checkpoint: bigint;
  /** In the order of the events. */
  readonly parts: readonly EventPart[];
}

/** Reads the events of a batch and finds the rows that each changes. */
export async function prepareBatch(db: Queryable, request: BatchRequest): Promise<PreparedBatch> {
  const { projection, chain, partitions, upTo } = request;
  const ranges = mergeRanges(partitions.map(({ slices }) => slices));
  const reading = eventReading(projection, chain);
  const { rows, complete } = await readBatchEvents(
    db,
    request,
    reading,
    projection.keyedBy === "stream" ? ranges : null,
  );
  const last = rows.at(-1);
  const checkpoint = complete || last === undefined ? upTo : BigInt(last[0] ?? upTo);
  return { checkpoint, parts: rows.flatMap(eventParts(projection, reading, partitions)) };
}

/** Folds and writes a prepared batch in the caller's transaction, which it fences first. */
export async function writeBatch(db: Queryable, request: BatchRequest, batch: PreparedBatch): Promise<BatchResult> {
  const { projection, version, tableName } = request;
  const { checkpoint, parts } = batch;
  // The checkpoints move before the rows do: the row locks this takes keep everybody else off these partitions' rows.
  await moveCheckpoints(db, request, batch);
  if (parts.length === 0) return { checkpoint, events: 0, rows: 0 };
  // Behind those locks: a retry that came first has applied what waited up to the old checkpoint, and one that comes
  // later sees the new one.
  const parked = await readParkedStreams(db, { ...request, upTo: checkpoint });
  const { fold, wait, omitted } = partsByFate(parts, parked);
  if (omitted.length > 0) await recordWaiting(db, { projection: projection.name, version }, { wait, omitted });
  if (fold.length === 0) return { checkpoint, events: 0, rows: 0 };
  await noteUpcasters(db, projection, version, request.chain);
  const rows = await applyParts(db, projection, tableName, fold);
  return { checkpoint, events: new Set(fold.map(({ place }) => place.position)).size, rows };
}

/** The partition that a stream or a key belongs to, among these. */
export function partitionLookup(partitions: readonly HeldPartition[]): (name: string) => number {
  const [only] = partitions;
  if (partitions.length === 1 && only !== undefined) return () => only.partition;
  return (name) => {
    const slice = sliceOf(name);
    const owner = partitions.find(({ slices }) => slice >= slices.from && slice <= slices.to);
    if (owner === undefined)
      throw new Error(`Slice ${slice} of "${name}" lies in none of the partitions of the batch.`);
    return owner.partition;
  };
}

const MOVE_CHECKPOINTS = `
update foldline.partitions p
   set checkpoint = $4, events_applied = p.events_applied + held.events,
       applied_at = case when held.events > 0 then clock_timestamp() else p.applied_at end,
       error = null, attempts = 0, retry_at = null
  from unnest($5::smallint[], $6::bigint[], $7::bigint[]) as held (partition, epoch, events)
 where p.projection = $1 and p.version = $2 and p.partition = held.partition
   and p.checkpoint = $3 and p.lease_epoch = held.epoch`;

async function moveCheckpoints(db: Queryable, request: BatchRequest, batch: PreparedBatch): Promise<void> {
  const { projection, version, partitions, after } = request;
  const events = new Map<number, number>();
  for (const part of batch.parts) events.set(part.partition, (events.get(part.partition) ?? 0) + 1);
  const moved = await db.query(MOVE_CHECKPOINTS, [
    projection.name,
    version,
    after.toString(),
    batch.checkpoint.toString(),
    partitions.map(({ partition }) => partition),
    partitions.map(({ epoch }) => epoch),
    partitions.map(({ partition }) => events.get(partition) ?? 0),
  ]);
  if (moved.rowCount !== partitions.length) throw new LeaseLostError(projection.name);
}
