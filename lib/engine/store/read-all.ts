import type { Queryable, StoredEvent } from "../events";
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
  const conditions = [
    page.after !== undefined && `position ${backwards ? "<" : ">"} ${bind(page.after)}`,
    page.upTo !== undefined && `position <= ${bind(page.upTo)}`,
    filter.category !== undefined && `split_part(stream_id, '-', 1) = ${bind(filter.category)}`,
    filter.streamContains !== undefined && `stream_id ilike ${bind(containsPattern(filter.streamContains))}`,
    filter.types !== undefined && `type = any(${bind(filter.types)}::text[])`,
    filter.occurredFrom !== undefined && `occurred_at >= ${bind(filter.occurredFrom)}`,
    filter.occurredBefore !== undefined && `occurred_at < ${bind(filter.occurredBefore)}`,
    filter.correlationId !== undefined &&
      `metadata ? 'correlationId' and metadata ->> 'correlationId' = ${bind(filter.correlationId)}`,
    !includesSystem(filter) && "left(stream_id, 1) <> '$'",
  ].filter((condition) => condition !== false);
  const text = `
select ${EVENT_COLUMNS}
  from foldline.events
 ${conditions.length > 0 ? `where ${conditions.join(" and ")}` : ""}
 order by position ${backwards ? "desc" : "asc"} limit ${bind(page.limit ?? DEFAULT_LIMIT)}`;
  return { text, values };
}

function includesSystem({ includeSystem, category }: AllFilter): boolean {
  return includeSystem ?? category?.startsWith("$") ?? false;
}

function containsPattern(part: string): string {
  return `%${part.replace(/[\\%_]/g, "\\$&")}%`;
}
