import "server-only";
import { pool } from "@/lib/db/pool";

// The newest may be unlike the oldest: both ends, in the order of their ids, are cheap to find.
const SAMPLE = `
(select stream_id as id from foldline.streams where category = $1 order by stream_id limit $2)
union
(select stream_id as id from foldline.streams where category = $1 order by stream_id desc limit $2)
order by id`;

/** Some streams of a category, at most so many. */
export async function sampleStreams(category: string, most: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(SAMPLE, [category, Math.floor(most / 2)]);
  return rows.map(({ id }) => id);
}
