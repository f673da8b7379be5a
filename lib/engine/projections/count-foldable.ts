import type { Queryable } from "../events";
import { eventFilter } from "./event-filter";
import { countsAt, type LogPoint } from "./log-point";

/** How many events of these stored types count at a point; `null` types: of every type. */
export async function countFoldable(db: Queryable, types: readonly string[] | null, point: LogPoint): Promise<number> {
  const { condition, value } = countsAt(point, 1);
  const { rows } = await db.query<{ events: number }>(
    `select count(*)::float8 as events from foldline.events where ${condition} and ${eventFilter(types, null)}`,
    [value],
  );
  return rows[0]?.events ?? 0;
}
