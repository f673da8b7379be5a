import type pg from "pg";
import type { UpcasterChain } from "../../evolution/chain";
import { inTransaction } from "../../store/transaction";
import { watermark } from "../../store/watermark";
import { type ErrorPolicy, type Projection, projection } from "../projection";
import { requestRetry } from "../request-retry";
import { retryDeadLetters } from "../retry";
import { retryableProjection } from "../retryable";
import { writeOrPark } from "../write-or-park";

/** What was put right in the handlers: an event with another illness still makes them throw. */
export const cured = new Set<string>();

/** The data of an event that may be poisonous. */
export interface Dose {
  readonly ill?: string;
  readonly to?: readonly string[];
  /** A row that has seen so many events refuses this one. */
  readonly full?: number;
}

function swallow({ ill }: Dose): void {
  if (ill !== undefined && !cured.has(ill)) throw new Error(`cannot swallow "${ill}"`);
}

export interface Diary {
  readonly count: number;
  /** Every event it took, in the order in which it took them. */
  readonly seen: readonly string[];
}

interface Options {
  readonly name?: string;
  readonly partitions?: number;
  readonly onError?: ErrorPolicy;
}

/** One row a stream, which tells what was applied and in which order. */
export const diaries = ({ name = "diaries", partitions = 4, onError }: Options = {}): Projection =>
  projection<Diary>({
    name,
    version: 1,
    columns: { count: "integer", seen: "text[]" },
    partitions,
    ...(onError !== undefined && { onError }),
    on: {
      Taken: (row, { data, version }) => {
        swallow(data as Dose);
        return { count: (row?.count ?? 0) + 1, seen: [...(row?.seen ?? []), `${version}`] };
      },
    },
  });

export interface Share {
  readonly count: number;
  /** The last version that it took of each stream. */
  readonly last: Readonly<Record<string, number>>;
}

/** Rows that several streams meet in, in several partitions; it throws when a stream's events come out of order. */
export const shares = ({ name = "shares", partitions = 4, onError }: Options = {}): Projection =>
  projection<Share>({
    name,
    version: 1,
    key: ({ data, streamId }) => (data as Dose).to ?? streamId,
    columns: { count: "integer", last: "jsonb" },
    partitions,
    ...(onError !== undefined && { onError }),
    on: {
      Taken: (row, { data, streamId, version }) => {
        const dose = data as Dose;
        swallow(dose);
        if (dose.full !== undefined && !cured.has("full") && row?.count === dose.full) throw new Error("is full");
        if ((row?.last[streamId] ?? 0) >= version)
          throw new Error(`version ${version} of ${streamId} came late or twice`);
        return { count: (row?.count ?? 0) + 1, last: { ...row?.last, [streamId]: version } };
      },
    },
  });

interface PartitionRow {
  readonly partition: number;
  readonly slice_from: number;
  readonly slice_to: number;
  readonly lease_epoch: string;
  readonly checkpoint: string;
}

/** Advances one of the partitions that are behind, or all that stand with it, parking at once; false when none is. */
export async function advance(
  pool: pg.Pool,
  fed: Projection,
  chain: UpcasterChain,
  { which = 0, together = true, limit = 1_000 } = {},
): Promise<boolean> {
  const upTo = await watermark(pool);
  const { rows } = await pool.query<PartitionRow>(
    "select * from foldline.partitions where projection = $1 and version = 1 and checkpoint < $2 order by partition",
    [fed.name, upTo.toString()],
  );
  const chosen = rows[which % Math.max(1, rows.length)];
  if (chosen === undefined) return false;
  const group = together ? rows.filter(({ checkpoint }) => checkpoint === chosen.checkpoint) : [chosen];
  const partitions = group.map(({ partition, slice_from, slice_to, lease_epoch }) => ({
    partition,
    slices: { from: slice_from, to: slice_to },
    epoch: Number(lease_epoch),
  }));
  const request = { projection: fed, chain, version: 1, tableName: `${fed.viewName}_v1`, partitions, limit, upTo };
  await inTransaction(pool, (client) => writeOrPark(client, { ...request, after: BigInt(chosen.checkpoint) }));
  return true;
}

export interface Letter {
  readonly id: string;
  readonly partition: number;
  readonly streamId: string;
  readonly version: number;
  readonly status: string;
  readonly waiting: number;
  readonly attempts: number;
  readonly message: string;
  readonly reason: string | null;
  readonly resolvedBy: string | null;
}

/** The dead letters of a projection, oldest event first. */
export async function letters(pool: pg.Pool, { name }: Projection, status?: string): Promise<Letter[]> {
  const { rows } = await pool.query<Letter>(
    `select id, partition, stream_id as "streamId", stream_version::int as version, status, waiting::int as waiting,
            attempts, message, reason, resolved_by as "resolvedBy"
       from foldline.dead_letters where projection = $1 and ($2::text is null or status = $2) order by position, partition`,
    [name, status ?? null],
  );
  return rows;
}

/** Does what was asked for, as a worker that knows these projections would. */
export function retryAsked(pool: pg.Pool, known: readonly Projection[], chain: UpcasterChain): Promise<number> {
  return retryDeadLetters(pool, {
    known,
    async retryableOf({ name }) {
      const found = known.find((each) => each.name === name);
      return found === undefined ? undefined : retryableProjection(found, chain);
    },
    worker: "test",
    limit: 100,
    onError: (error) => {
      throw error;
    },
  });
}

/** Retries all that is parked, again and again, until nothing is. */
export async function retryAll(pool: pg.Pool, retried: Projection, chain: UpcasterChain): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    if ((await requestRetry(pool, { projection: retried.name, requestedBy: "ann" })) === 0) return;
    await retryAsked(pool, [retried], chain);
  }
  throw new Error(`Still parked: ${JSON.stringify(await letters(pool, retried, "parked"))}`);
}
