import type { Queryable } from "../events";

export interface CategoryStream {
  readonly streamId: string;
  readonly version: number;
}

/** Which streams of a category, and how far they are looked at. */
export interface CategoryRange {
  readonly category: string;
  /** Only streams whose newest event lies behind this position. */
  readonly since: bigint;
  readonly upTo: bigint;
}

const HAS_NEWER = `($2::bigint = 0 or $2::bigint < (
  select position from foldline.events e where e.stream_id = s.stream_id order by e.version desc limit 1))`;

const NEXT = `
select stream_id as "streamId", version::float8 as version from foldline.streams s
 where category = $1 and ($3::text is null or stream_id > $3) and ${HAS_NEWER}
 order by stream_id limit $4`;

/** The streams behind one, in the order of their ids. */
export async function nextStreams(
  db: Queryable,
  { category, since }: CategoryRange,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<CategoryStream[]> {
  const { rows } = await db.query<CategoryStream>(NEXT, [category, since.toString(), after, limit]);
  return rows;
}

// Every event of the category, unless only some of its streams are looked at.
const COUNT = `
select case when $2::bigint = 0
  then (select count(*) from foldline.events where split_part(stream_id, '-', 1) = $1 and position <= $3)
  else (select count(*) from foldline.streams s join foldline.events e using (stream_id)
         where s.category = $1 and e.position <= $3 and ${HAS_NEWER}) end::float8 as events`;

/** How many events these streams have up to the end of the range. */
export async function countStreamEvents(db: Queryable, { category, since, upTo }: CategoryRange): Promise<number> {
  const { rows } = await db.query<{ events: number }>(COUNT, [category, since.toString(), upTo.toString()]);
  return rows[0]?.events ?? 0;
}
