import type { Queryable } from "../events";
import type { StreamSlice } from "./stream-slices";

// Positions follow versions: the newest version that belongs to the range tells how many there are.
const LAST = `
select version::float8 as version from foldline.events
 where stream_id = $1 and version > $2 and version <= $3 and position <= $4 order by version desc limit 1`;

/** How many events of a slice lie at or before a position. */
export async function countSlice(
  db: Queryable,
  { streamId, after, upTo: last }: StreamSlice,
  upTo: bigint,
): Promise<number> {
  const { rows } = await db.query<{ version: number }>(LAST, [streamId, after, last, upTo.toString()]);
  return (rows[0]?.version ?? after) - after;
}
