import type pg from "pg";
import type { Queryable } from "../events";
import { LeaseLostError } from "../projections/errors";
import type { EventPart } from "../projections/event-parts";
import { readParkedStreams } from "../projections/read-parked-streams";
import { recordWaiting } from "../projections/record-waiting";
import { inTransaction } from "../store/transaction";
import type { Reactor } from "./reactor";
import type { Held } from "./recovery";

/** Streams that were parked when a batch began are so no more: their events in it wait for nobody. */
export class StreamsReleasedError extends Error {
  override readonly name = "StreamsReleasedError";
  readonly positions: ReadonlySet<bigint>;

  constructor(positions: ReadonlySet<bigint>) {
    super("Streams were released while a batch was handed over.");
    this.positions = positions;
  }
}

export interface ReactorMove {
  readonly partition: Held;
  readonly after: bigint;
  readonly reached: bigint;
  /** How many events up to there were handed over. */
  readonly events: number;
  /** What was left out, because a stream is parked or an event skipped. */
  readonly left: readonly EventPart[];
}

const VERSION = 1;

const MOVE = `
update foldline.partitions
   set checkpoint = $5, events_applied = events_applied + $6,
       applied_at = case when $6 > 0 then clock_timestamp() else applied_at end,
       error = null, attempts = 0, retry_at = null
 where projection = $1 and version = ${VERSION} and partition = $2 and lease_epoch = $3 and checkpoint = $4`;

const MINE = `
select 1 from foldline.partitions
 where projection = $1 and version = ${VERSION} and partition = $2 and lease_epoch = $3 and checkpoint = $4`;

/** Throws a LeaseLostError when another worker has the partition: it need not be told twice of what has effects. */
export async function checkHeld(db: Queryable, { follows }: Reactor, partition: Held): Promise<void> {
  const { partition: number, epoch, checkpoint } = partition;
  const { rows } = await db.query(MINE, [follows.name, number, epoch, checkpoint.toString()]);
  if (rows.length === 0) throw new LeaseLostError(follows.name);
}

/** Moves a partition behind the events that were handed over. Throws a StreamsReleasedError when some more are due. */
export async function moveReactor(
  pool: pg.Pool,
  { follows }: Reactor,
  { partition, after, reached, events, left }: ReactorMove,
): Promise<void> {
  const omitted = left.filter(({ place }) => place.position <= reached);
  await inTransaction(pool, async (client) => {
    const moved = await client.query(MOVE, [
      follows.name,
      partition.partition,
      partition.epoch,
      after.toString(),
      reached.toString(),
      events + omitted.length,
    ]);
    if (moved.rowCount !== 1) throw new LeaseLostError(follows.name);
    if (omitted.length === 0) return;
    // Behind the partition's lock, no retry can let go of a stream any more without having seen these events.
    const parked = await readParkedStreams(client, {
      ...{ projection: follows, version: VERSION, partitions: [partition], after },
      upTo: reached,
    });
    const fateOf = ({ place }: EventPart) => parked.fateOf(partition.partition, place.streamId, place.position);
    const released = omitted.filter((part) => fateOf(part) === "fold");
    if (released.length > 0) throw new StreamsReleasedError(new Set(released.map(({ place }) => place.position)));
    const wait = omitted.filter((part) => fateOf(part) === "wait");
    await recordWaiting(client, { projection: follows.name, version: VERSION }, { wait, omitted });
  });
}
