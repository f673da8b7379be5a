import "server-only";
import type { DeadLetterDetail } from "@/lib/api/dead-letters";
import type { Queryable } from "@/lib/engine";

const FIRST = 50;

interface Row {
  readonly version: string;
  readonly type: string;
  readonly position: string;
  readonly recorded_at: Date;
}

// What waits is not stored: it is the stream's later events up to where the partition stands.
const HELD = `
select e.version, e.type, e.position, e.recorded_at
  from foldline.events e
 where e.stream_id = $1 and e.version > $2 and ($3::text[] is null or e.type = any ($3))
   and e.position <= (select p.checkpoint from foldline.partitions p
                       where p.projection = $4 and p.version = $5 and p.partition = $6)`;
const FIRST_HELD = `${HELD} order by e.version limit ${FIRST}`;
const LAST_HELD = `${HELD} order by e.version desc limit 1`;

interface HeldBehind {
  readonly streamId: string;
  readonly streamVersion: number;
  /** As stored; null: every type. */
  readonly types: readonly string[] | null;
  readonly projection: string;
  readonly version: number;
  readonly partition: number;
  /** How many of them wait. */
  readonly waiting: number;
}

/** The events that wait behind a parked one: the first of them, and where they end. */
export async function heldBackEvents(db: Queryable, held: HeldBehind): Promise<DeadLetterDetail["held"]> {
  if (held.waiting === 0) return { total: 0, lastVersion: null, events: [] };
  const { streamId, streamVersion, types, projection, version, partition } = held;
  const values = [streamId, streamVersion, types, projection, version, partition];
  const [first, last] = await Promise.all([db.query<Row>(FIRST_HELD, values), db.query<Row>(LAST_HELD, values)]);
  const end = last.rows[0];
  return {
    total: held.waiting,
    lastVersion: end === undefined ? null : Number(end.version),
    events: first.rows.map(({ version: at, recorded_at, ...event }) => ({
      ...event,
      version: Number(at),
      recordedAt: recorded_at.toISOString(),
    })),
  };
}
