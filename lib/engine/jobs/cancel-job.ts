import type pg from "pg";
import { FOLD_AS_OF, foldTableName } from "../projections/fold-table";
import { dropTable } from "../projections/read-model-table";
import { inTransaction } from "../store/transaction";
import { jobStateError } from "./job-state";

// Waits for a batch that is being stored; the batch after it finds the job cancelled and stores nothing.
const CANCEL = `
update foldline.jobs
   set status = 'cancelled', finished_at = clock_timestamp(), paused_at = null, paused_by = null, pause_reason = null
 where id = $1 and status in ('queued', 'running') returning kind`;

/** Ends a job, paused or not. What it has stored stays; but the rows of a fold that is not whole say nothing, and go. */
export async function cancelJob(
  pool: pg.Pool,
  id: string,
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ kind: string }>(CANCEL, [id]);
    if (rows[0] === undefined) throw await jobStateError(client, id, "queued or running");
    if (rows[0].kind === FOLD_AS_OF) await dropTable(client, foldTableName(id));
    await alongside?.(client);
  });
}
