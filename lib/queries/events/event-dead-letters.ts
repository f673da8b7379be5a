import "server-only";
import type { EventDetail } from "@/lib/api/stream";
import type { Queryable } from "@/lib/engine";

const OF_EVENT = `
select d.id, d.projection, d.status
  from foldline.dead_letters d join foldline.read_models m using (projection, version)
 where d.stream_id = $1 and d.stream_version = $2 and d.status <> 'applied'
   and m.state not in ('retired', 'dropped', 'failed', 'cancelled')
 order by d.projection limit 20`;

/** Which projections could not apply an event, and have parked its stream or left it out. */
export async function eventDeadLetters(
  db: Queryable,
  streamId: string,
  version: number,
): Promise<EventDetail["deadLetters"]> {
  const { rows } = await db.query<EventDetail["deadLetters"][number]>(OF_EVENT, [streamId, version]);
  return rows;
}

const HOLDING_BACK = `
select distinct d.projection
  from foldline.dead_letters d join foldline.read_models m using (projection, version)
 where d.stream_id = $1 and d.stream_version < $2 and d.status = 'parked'
   and m.state not in ('retired', 'dropped', 'failed', 'cancelled')
 order by d.projection limit 20`;

/** Which projections hold an event back, because they could not apply one before it in its stream. */
export async function heldBackBy(db: Queryable, streamId: string, version: number): Promise<string[]> {
  const { rows } = await db.query<{ projection: string }>(HOLDING_BACK, [streamId, version]);
  return rows.map(({ projection }) => projection);
}
