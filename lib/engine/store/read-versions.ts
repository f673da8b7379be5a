import type { Queryable, StoredEvent } from "../events";
import { EVENT_COLUMNS, type EventRow, storedEvent } from "./event-row";

const READ_VERSIONS = `
select ${EVENT_COLUMNS}
  from foldline.events
 where stream_id = $1 and version = any($2::bigint[])
 order by version`;

/** The events of one stream that stand at these versions; versions that it does not have are passed over. */
export async function readVersions(
  db: Queryable,
  streamId: string,
  versions: readonly number[],
): Promise<StoredEvent[]> {
  const { rows } = await db.query<EventRow>(READ_VERSIONS, [streamId, versions]);
  return rows.map(storedEvent);
}
