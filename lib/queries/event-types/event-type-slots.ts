import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";

// Hops from type to type along the index on (type, position), so it costs a few index probes for each type,
// however many events there are. Types that began in a system stream take no slot.
const TYPES_BY_FIRST_POSITION = `
  with recursive types as (
    (select type, position, stream_id from foldline.events order by type, position limit 1)
    union all
    select next.* from types cross join lateral (
      select e.type, e.position, e.stream_id from foldline.events e
       where e.type > types.type order by e.type, e.position limit 1) next
  )
  select type from types where left(stream_id, 1) <> '$' order by position`;

/** Event types in the order of their first appearance; a type's colour slot is its place here, from 1. */
export async function eventTypeSlots(): Promise<readonly string[]> {
  await authorize("viewer");
  const { rows } = await pool.query<{ type: string }>(TYPES_BY_FIRST_POSITION);
  return rows.map((row) => row.type);
}
