import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { dropOrphanTables } from "./orphan-tables";
import { discardReadModel } from "./rebuild-record";
import { rebuildStateError } from "./rebuild-state";

const CANCEL = `
update foldline.rebuilds
   set status = 'cancelled', finished_at = clock_timestamp(), paused_at = null, paused_by = null, pause_reason = null
 where id = $1 and status in ('queued', 'running', 'ready') returning projection, version, scope`;

/**
 * Ends a rebuild before it is promoted, paused or not; its table is dropped, and the read model that consumers see stays
 * as it is. `alongside` runs in the same transaction.
 */
export async function cancelRebuild(
  pool: pg.Pool,
  id: string,
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ projection: string; version: number; scope: string }>(CANCEL, [id]);
    const [cancelled] = rows;
    if (cancelled === undefined) throw await rebuildStateError(client, id, "queued, running or ready");
    if (cancelled.scope === "whole") {
      await discardReadModel(client, cancelled.projection, cancelled.version, "cancelled");
    }
    await alongside?.(client);
  });
  // The rebuild is cancelled, whatever becomes of its table: workers look for orphans again and again.
  await dropOrphanTables(pool).catch(() => undefined);
}
