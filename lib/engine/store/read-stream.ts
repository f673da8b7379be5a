import type { Queryable, StoredEvent } from "../events";
import { EVENT_COLUMNS, type EventRow, storedEvent } from "./event-row";
import type { StreamRange } from "./event-store";

const READ_FORWARDS = `
select ${EVENT_COLUMNS}
  from foldline.events
 where stream_id = $1 and version >= $2 and ($3::bigint is null or version <= $3)
 order by version limit $4`;

const READ_BACKWARDS = `
select ${EVENT_COLUMNS}
  from foldline.events
 where stream_id = $1 and version >= $2 and ($3::bigint is null or version <= $3)
 order by version desc limit $4`;

/** The events of one stream in version order, or the other way round; none when there is no such stream. */
export async function readStream(db: Queryable, streamId: string, range: StreamRange = {}): Promise<StoredEvent[]> {
  const { from = 1, to = null, direction = "forwards", limit = null } = range;
  const statement = direction === "forwards" ? READ_FORWARDS : READ_BACKWARDS;
  const { rows } = await db.query<EventRow>(statement, [streamId, from, to, limit]);
  return rows.map(storedEvent);
}
