import type { Queryable, StoredEvent } from "../events";
import { storedReading } from "../projections/projected-event";
import type { CategoryStream } from "./category-streams";

/** Some versions of a stream: those after one, up to and including another. */
export interface StreamSlice {
  readonly streamId: string;
  readonly after: number;
  readonly upTo: number;
}

/** Streams, or a part of one, that are read at once. */
export interface SliceBatch {
  readonly slices: readonly StreamSlice[];
  /** The last stream of which nothing is left behind this batch; `null`: in the middle of a long one. */
  readonly wholeUpTo: string | null;
}

/** Packs whole streams into batches of at most so many events; a stream of more comes in several batches of its own. */
export function sliceStreams(streams: readonly CategoryStream[], most: number): SliceBatch[] {
  const batches: SliceBatch[] = [];
  let packed: StreamSlice[] = [];
  let room = most;
  const close = () => {
    const last = packed.at(-1);
    if (last !== undefined) batches.push({ slices: packed, wholeUpTo: last.streamId });
    packed = [];
    room = most;
  };
  for (const { streamId, version } of streams) {
    if (version > room) close();
    let after = 0;
    for (; version - after > most; after += most) {
      batches.push({ slices: [{ streamId, after, upTo: after + most }], wholeUpTo: null });
    }
    packed.push({ streamId, after, upTo: version });
    room -= version - after;
  }
  close();
  return batches;
}

const MOST_BYTES = 8_000_000;
const { columns, decode } = storedReading(null);
const NAMES = columns.map((_, index) => `c${index}`);

const READ = `
select ${NAMES.join(", ")}, of::int as of from (
  select ${columns.map((column, index) => `${column}::text as c${index}`).join(", ")}, place, e.version as at,
         count(*) over () as of,
         sum(octet_length(data::text)) over (order by place, e.version) - octet_length(data::text) as bytes_before
    from unnest($1::text[], $2::bigint[], $3::bigint[]) with ordinality as slice (id, after_version, up_to, place)
   cross join lateral (select * from foldline.events
                        where stream_id = id and version > after_version and version <= up_to and position <= $4) e) read
 where bytes_before < ${MOST_BYTES} order by place, at`;

type Row = Readonly<Record<string, string>> & { readonly of: number };

/**
 * Reads slices in their order, as far as their positions go; events of more bytes than fit into memory at once come as
 * several pages.
 */
export async function* readSlices(
  db: Queryable,
  slices: readonly StreamSlice[],
  upTo: bigint,
): AsyncGenerator<readonly StoredEvent[]> {
  for (let left = slices; left.length > 0; ) {
    const { rows } = await db.query<Row>(READ, [
      left.map(({ streamId }) => streamId),
      left.map(({ after }) => after),
      left.map((slice) => slice.upTo),
      upTo.toString(),
    ]);
    const events = rows.flatMap((row) => decode(NAMES.map((name) => row[name] ?? "")));
    yield events;
    const last = events.at(-1);
    if (last === undefined || events.length === rows[0]?.of) return;
    left = behind(left, last);
  }
}

function behind(slices: readonly StreamSlice[], { streamId, version }: StoredEvent): StreamSlice[] {
  const at = slices.findIndex((slice) => slice.streamId === streamId && slice.upTo >= version);
  const [slice, ...rest] = slices.slice(at);
  if (slice === undefined || slice.upTo === version) return rest;
  return [{ ...slice, after: version }, ...rest];
}
