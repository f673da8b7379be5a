import "server-only";
import { pool } from "@/lib/db/pool";
import { watermark } from "@/lib/engine";

const LOOKED_AT = 400;

// The newest and the oldest events of the category name streams that live, and streams as they once were.
const SAMPLE = `
with near as (
  (select stream_id, position from foldline.events
    where split_part(stream_id, '-', 1) = $1 and position <= $2 order by position desc limit ${LOOKED_AT})
  union all
  (select stream_id, position from foldline.events
    where split_part(stream_id, '-', 1) = $1 and position <= $2 order by position limit ${LOOKED_AT})),
named as (select stream_id, max(position) as position from near group by stream_id),
ranked as (select stream_id, row_number() over (order by position desc) as newest,
                  row_number() over (order by position) as oldest from named)
select s.stream_id as "streamId", s.version::int as version
  from ranked r join foldline.streams s using (stream_id)
 order by least(r.newest, r.oldest), r.newest limit $3`;

export interface SampledStream {
  readonly streamId: string;
  readonly version: number;
}

/** Streams of a category to try something on: those that events came to last, and the oldest, in turn. */
export async function newestAndOldestStreams(category: string, limit: number): Promise<SampledStream[]> {
  const upTo = await watermark(pool);
  const { rows } = await pool.query<SampledStream>(SAMPLE, [category, upTo.toString(), limit]);
  return rows;
}

const COUNT =
  "select count(*)::int as streams from (select 1 from foldline.streams where category = $1 limit 200000) s";

/** How many streams a category has, at most 200,000. */
export async function countStreamsOf(category: string): Promise<number> {
  const { rows } = await pool.query<{ streams: number }>(COUNT, [category]);
  return rows[0]?.streams ?? 0;
}
