import type { Queryable } from "../../events";

const COUNT_FRESH = `
select count(*) as fresh
  from (select distinct stream_id, event_id from import_staging) staged
 where not exists (select from foldline.events known
                    where known.stream_id = staged.stream_id and known.event_id = staged.event_id)`;

/** How many of the staged events the store does not hold. */
export async function countFresh(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ fresh: string }>(COUNT_FRESH);
  return Number(rows[0]?.fresh ?? 0);
}
