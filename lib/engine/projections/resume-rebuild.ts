import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { rebuildStateError } from "./rebuild-state";

// The phase that was held back remembers for how long: its rate counts the time that it was at work.
const RESUME = `
update foldline.rebuilds
   set paused_at = null, paused_by = null, pause_reason = null,
       phases = coalesce((
         select jsonb_agg(case when p ->> 'finishedAt' is not null then p else p || jsonb_build_object('pausedMs',
                  coalesce((p ->> 'pausedMs')::float8, 0)
                    + extract(epoch from clock_timestamp() - greatest(paused_at, (p ->> 'startedAt')::timestamptz)) * 1000)
                  end order by place)
           from jsonb_array_elements(phases) with ordinality as e (p, place)), '[]'::jsonb)
 where id = $1 and status in ('queued', 'running') and paused_at is not null`;

/** Lets a paused rebuild go on where it stopped; its build starts again only if its worker has gone meanwhile. */
export async function resumeRebuild(
  pool: pg.Pool,
  id: string,
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(RESUME, [id]);
    if (rowCount !== 1) throw await rebuildStateError(client, id, "paused");
    await alongside?.(client);
  });
}
