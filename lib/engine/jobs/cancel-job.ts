import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { jobStateError } from "./job-state";

// Waits for a batch that is being stored; the batch after it finds the job cancelled and stores nothing.
const CANCEL = `
update foldline.jobs
   set status = 'cancelled', finished_at = clock_timestamp(), paused_at = null, paused_by = null, pause_reason = null
 where id = $1 and status in ('queued', 'running')`;

/** Ends a job, paused or not. What it has stored stays. */
export async function cancelJob(
  pool: pg.Pool,
  id: string,
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(CANCEL, [id]);
    if (rowCount !== 1) throw await jobStateError(client, id, "queued or running");
    await alongside?.(client);
  });
}
