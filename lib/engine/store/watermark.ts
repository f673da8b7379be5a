import type { Queryable } from "../events";

const LAST_DRAWN = "select case when is_called then last_value else 0 end as last_drawn from foldline.position_seq";

/**
 * The statement that lists which process holds which floor: 17996 is the namespace in which foldline.hold_floor() takes
 * its locks, and the low 48 bits of a key are a floor.
 */
export const HELD_FLOORS = `
select pid, (classid::bigint << 32 | objid::bigint) & ((1::bigint << 48) - 1) as floor
  from pg_locks
 where locktype = 'advisory' and objsubid = 1 and classid::bigint >> 16 = 17996
   and database = (select oid from pg_database where datname = current_database())`;

const LOWEST_FLOOR = `select min(floor) as floor from (${HELD_FLOORS}) held`;

/**
 * The highest position below which no event can still appear. Read events up to it in a statement that
 * starts after this returns: whoever held a lower position has then finished, and is visible, or never will be.
 */
export async function watermark(db: Queryable): Promise<bigint> {
  const lastDrawn = await lastDrawnPosition(db);
  const floors = await db.query<{ floor: string | null }>(LOWEST_FLOOR);
  const floor = floors.rows[0]?.floor;
  return floor == null || BigInt(floor) > lastDrawn ? lastDrawn : BigInt(floor);
}

/** The highest position that was drawn for an event; whether that event will ever appear is not known. */
export async function lastDrawnPosition(db: Queryable): Promise<bigint> {
  const { rows } = await db.query<{ last_drawn: string }>(LAST_DRAWN);
  return BigInt(rows[0]?.last_drawn ?? 0);
}
