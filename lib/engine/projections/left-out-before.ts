import type { Queryable } from "../events";
import { eventFilter } from "./event-filter";
import type { EventCondition } from "./event-page";
import { countsAt, type LogPoint } from "./log-point";

/** How many events of a scope lie before a position although they do not count at the point. */
export async function leftOutBefore(
  db: Queryable,
  { condition, values, types }: EventCondition & { readonly types: readonly string[] | null },
  before: bigint,
  point: LogPoint,
): Promise<number> {
  const [at, end] = [values.length + 1, values.length + 2];
  const counts = countsAt(point, at);
  const { rows } = await db.query<{ events: number }>(
    `select count(*)::float8 as events from foldline.events e
      where ${condition} and not (e.${counts.condition}) and e.position < $${end}::bigint and ${eventFilter(types, null)}`,
    [...values, counts.value, before.toString()],
  );
  return rows[0]?.events ?? 0;
}
