import type { Queryable, StoredEvent } from "../events";
import { allConditions, type Bind, containsPattern } from "./all-conditions";
import { EVENT_COLUMNS, type EventRow, storedEvent } from "./event-row";
import type { AllFilter, AllPage } from "./event-store";

const DEFAULT_LIMIT = 100;

/** So many streams at most are looked up by name; more than these are found soon enough by walking the events. */
const FEW_STREAMS = 2000;

const STREAMS_CONTAINING = "select stream_id from foldline.streams where stream_id ilike $1 limit $2";

/** Events of the whole store in the order of their positions, or the other way round, one page of them. */
export async function readAll(db: Queryable, filter: AllFilter, page: AllPage = {}): Promise<StoredEvent[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = allConditions(filter, bind);
  if (filter.streamContains !== undefined) {
    conditions.push(await streamCondition(db, containsPattern(filter.streamContains), bind));
  }
  const { rows } = await db.query<EventRow>(statement(conditions, page, bind), values);
  return rows.map(storedEvent);
}

function statement(conditions: readonly string[], page: AllPage, bind: Bind): string {
  const backwards = page.direction === "backwards";
  const all = [...conditions];
  if (page.after !== undefined) all.push(`position ${backwards ? "<" : ">"} ${bind(page.after)}`);
  if (page.upTo !== undefined) all.push(`position <= ${bind(page.upTo)}`);
  return `
select ${EVENT_COLUMNS}
  from foldline.events
 ${all.length > 0 ? `where ${all.join(" and ")}` : ""}
 order by position ${backwards ? "desc" : "asc"} limit ${bind(page.limit ?? DEFAULT_LIMIT)}`;
}

// The planner cannot tell a name that few streams contain from one that many do; the trigram index can.
async function streamCondition(db: Queryable, pattern: string, bind: Bind): Promise<string> {
  const { rows } = await db.query<{ stream_id: string }>(STREAMS_CONTAINING, [pattern, FEW_STREAMS + 1]);
  if (rows.length > FEW_STREAMS) return `stream_id ilike ${bind(pattern)}`;
  return `stream_id = any(${bind(rows.map((row) => row.stream_id))}::text[])`;
}
