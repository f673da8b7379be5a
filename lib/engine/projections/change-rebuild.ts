import type pg from "pg";
import { inTransaction } from "../store/transaction";
import type { PromotionPolicy } from "./progress";
import { rebuildStateError } from "./rebuild-state";

/** What can be decided while a rebuild waits or runs; what is left out stays. */
export interface RebuildChanges {
  /** The most events a second that the build may read; `null`: as many as it can. Its worker sees it within a second. */
  readonly throttle?: number | null;
  readonly promotion?: PromotionPolicy;
}

// A ready rebuild is nobody's job any more: ending its lease lets a worker take it up at once, if it is to be promoted.
const CHANGE = `
update foldline.rebuilds
   set throttle = case when $2 then $3 else throttle end, promotion = coalesce($4, promotion),
       lease_until = case when status = 'ready' and $4 is distinct from promotion then clock_timestamp() else lease_until end
 where id = $1 and status in ('queued', 'running', 'ready') and ($4::text is null or scope = 'whole')`;

/** Changes the throttle of a rebuild, or what becomes of it when it is ready. */
export async function changeRebuild(
  pool: pg.Pool,
  id: string,
  { throttle, promotion }: RebuildChanges,
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const values = [id, throttle !== undefined, throttle ?? null, promotion ?? null];
    const { rowCount } = await client.query(CHANGE, values);
    if (rowCount !== 1) throw await rebuildStateError(client, id, "queued, running or ready");
    await alongside?.(client);
  });
}
