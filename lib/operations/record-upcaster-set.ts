import "server-only";
import type { Operator } from "../auth/operator";
import type { Queryable } from "../engine";

const RECORD = `
insert into foldline.upcaster_sets (upcaster_ids, cause, upcaster_id, restores, created_by, reason)
select coalesce(array_agg(id order by id), '{}'), $1, $2, $3, $4, $5 from foldline.upcasters where state = 'active'
returning id`;

export interface SetChange {
  readonly cause: "activate" | "retire" | "restore";
  /** The one that was activated or retired. */
  readonly upcasterId?: string;
  /** The set that came back; 0: none was active. */
  readonly restores?: number;
  readonly reason: string | null;
}

/** Keeps which upcasters of the console are active from now on, so that a roll back can come back to them. */
export async function recordUpcasterSet(db: Queryable, { name }: Operator, change: SetChange): Promise<number> {
  const { cause, upcasterId = null, restores = null, reason } = change;
  const { rows } = await db.query<{ id: number }>(RECORD, [cause, upcasterId, restores, name, reason]);
  return rows[0]?.id ?? 0;
}
