import "server-only";
import type { EventFacts } from "@/lib/api/event-facts";
import { pool } from "@/lib/db/pool";

interface Row {
  readonly version: string;
  readonly type: string;
  readonly occurred_at: Date;
  readonly actor: string | null;
}

const FACTS = `
select version, type, occurred_at,
       case when jsonb_typeof(metadata -> 'actor') = 'string' then metadata ->> 'actor' end as actor
  from foldline.events
 where stream_id = $1 and version = any($2::bigint[])
 order by version`;

/** What happened at these versions of a stream, when, and by whom; without payloads. */
export async function eventFacts(streamId: string, versions: Iterable<number>): Promise<EventFacts[]> {
  const { rows } = await pool.query<Row>(FACTS, [streamId, [...new Set(versions)]]);
  return rows.map(({ version, type, occurred_at, actor }) => ({
    version: Number(version),
    type,
    occurredAt: occurred_at.toISOString(),
    actor,
  }));
}
