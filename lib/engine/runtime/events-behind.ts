import type { Queryable } from "../events";
import { LAST_SLICE, type SliceRange } from "../projections/event-filter";

/** What a read-model version has still to apply: which stored types, and from where each of its partitions goes on. */
export interface Backlog {
  /** `null`: every type. */
  readonly types: readonly string[] | null;
  /** `stream`: a partition waits for the events of its slices only; `key`: each reads every event. */
  readonly keyedBy: "stream" | "key";
  readonly partitions: readonly { readonly checkpoint: bigint; readonly slices: SliceRange }[];
}

export interface EventsBehind {
  readonly events: number;
  /** False: of many events the first were counted, and the rest is as dense. */
  readonly exact: boolean;
  /** Where the first of them stands; `null` when nothing waits. */
  readonly first: bigint | null;
}

/** As many of each type are counted; beyond them the count goes on as an estimate, so that it stays cheap. */
const MOST_COUNTED = 2_000;

const COUNT = `
select n.seen::int, n.owed::int, n.first::text, n.last::text
  from unnest($1::text[]) t (type)
 cross join lateral (
   select count(*) as seen, max(e.position) as last, count(*) filter (where e.owed) as owed,
          min(e.position) filter (where e.owed) as first
     from (select position, exists (
                    select 1 from unnest($4::bigint[], $5::int[], $6::int[]) p (checkpoint, slice_from, slice_to)
                     where position > p.checkpoint and slice between p.slice_from and p.slice_to) as owed
             from foldline.events
            where TYPE position > $2 and position <= $3 and left(stream_id, 1) <> '$'
            order by position limit ${MOST_COUNTED}) e) n`;

const OF_ITS_TYPES = COUNT.replace("TYPE", "type = t.type and");
const OF_ALL_TYPES = COUNT.replace("TYPE", "");

interface Counted {
  readonly seen: number;
  readonly owed: number;
  readonly first: string | null;
  readonly last: string | null;
}

/** How many events up to `upTo` a read model has still to apply. Cheap, however many there are. */
export async function eventsBehind(db: Queryable, backlog: Backlog, upTo: bigint): Promise<EventsBehind> {
  const waiting = waitingRanges(backlog, upTo);
  if (waiting.length === 0) return { events: 0, exact: true, first: null };
  const after = lowest(waiting.map(({ checkpoint }) => checkpoint)) ?? upTo;
  const { rows } = await db.query<Counted>(backlog.types === null ? OF_ALL_TYPES : OF_ITS_TYPES, [
    backlog.types ?? ["*"],
    after.toString(),
    upTo.toString(),
    waiting.map(({ checkpoint }) => checkpoint.toString()),
    waiting.map(({ slices }) => slices.from),
    waiting.map(({ slices }) => slices.to),
  ]);
  const exact = rows.every(({ seen }) => seen < MOST_COUNTED);
  const events = rows.reduce((sum, { seen, owed, last }) => {
    const counted = seen < MOST_COUNTED ? upTo : BigInt(last ?? upTo);
    return sum + owed * (Number(upTo - after) / Number(counted - after));
  }, 0);
  return {
    events: Math.round(events),
    exact,
    first: lowest(rows.flatMap(({ first }) => (first === null ? [] : [BigInt(first)]))),
  };
}

function lowest(positions: readonly bigint[]): bigint | null {
  return positions.reduce<bigint | null>((least, each) => (least === null || each < least ? each : least), null);
}

function waitingRanges({ keyedBy, partitions }: Backlog, upTo: bigint) {
  const waiting = partitions.filter(({ checkpoint }) => checkpoint < upTo);
  const [first] = waiting;
  if (first === undefined) return [];
  const together =
    waiting.length === partitions.length && waiting.every(({ checkpoint }) => checkpoint === first.checkpoint);
  if (keyedBy === "stream" && !together) return waiting;
  const checkpoint = lowest(waiting.map((each) => each.checkpoint)) ?? upTo;
  return [{ checkpoint, slices: { from: 0, to: LAST_SLICE } }];
}
