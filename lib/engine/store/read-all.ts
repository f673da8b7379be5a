import type { Queryable, StoredEvent } from "../events";
import { allConditions } from "./all-conditions";
import { EVENT_COLUMNS, type EventRow, storedEvent } from "./event-row";
import type { AllFilter, AllPage } from "./event-store";

const DEFAULT_LIMIT = 100;

/** Events of the whole store in the order of their positions, or the other way round, one page of them. */
export async function readAll(db: Queryable, filter: AllFilter, page: AllPage = {}): Promise<StoredEvent[]> {
  const { text, values } = statement(filter, page);
  const { rows } = await db.query<EventRow>(text, values);
  return rows.map(storedEvent);
}

function statement(filter: AllFilter, page: AllPage): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const backwards = page.direction === "backwards";
  const conditions = allConditions(filter, bind);
  if (page.after !== undefined) conditions.push(`position ${backwards ? "<" : ">"} ${bind(page.after)}`);
  if (page.upTo !== undefined) conditions.push(`position <= ${bind(page.upTo)}`);
  const text = `
select ${EVENT_COLUMNS}
  from foldline.events
 ${conditions.length > 0 ? `where ${conditions.join(" and ")}` : ""}
 order by position ${backwards ? "desc" : "asc"} limit ${bind(page.limit ?? DEFAULT_LIMIT)}`;
  return { text, values };
}
