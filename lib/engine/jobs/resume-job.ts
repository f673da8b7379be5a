import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { jobStateError } from "./job-state";

const RESUME = `
update foldline.jobs set paused_at = null, paused_by = null, pause_reason = null
 where id = $1 and status in ('queued', 'running') and paused_at is not null`;

/** Lets a paused job go on after the last batch that was stored, with whichever worker is free. */
export async function resumeJob(
  pool: pg.Pool,
  id: string,
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(RESUME, [id]);
    if (rowCount !== 1) throw await jobStateError(client, id, "paused");
    await alongside?.(client);
  });
}
