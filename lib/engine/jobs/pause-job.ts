import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { jobStateError } from "./job-state";

const PAUSE = `
update foldline.jobs set paused_at = clock_timestamp(), paused_by = $2, pause_reason = $3
 where id = $1 and status in ('queued', 'running') and paused_at is null`;

/** Holds a job back until it is resumed. Its worker ends the batch that it is at, stores it, and gives the job back. */
export async function pauseJob(
  pool: pg.Pool,
  id: string,
  { by, reason }: { readonly by: string; readonly reason: string | null },
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(PAUSE, [id, by, reason]);
    if (rowCount !== 1) throw await jobStateError(client, id, "queued or running");
    await alongside?.(client);
  });
}
