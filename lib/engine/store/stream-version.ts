import type { Queryable } from "../events";

const STREAM_VERSION = "select version from foldline.streams where stream_id = $1";

/** The version of a stream's last event; 0 when there is no such stream. */
export async function streamVersion(db: Queryable, streamId: string): Promise<number> {
  const { rows } = await db.query<{ version: string }>(STREAM_VERSION, [streamId]);
  return Number(rows[0]?.version ?? 0);
}
