import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { fencePartitions } from "./drain";
import { rebuildStateError } from "./rebuild-state";

const PAUSE = `
update foldline.rebuilds set paused_at = clock_timestamp(), paused_by = $2, pause_reason = $3
 where id = $1 and status in ('queued', 'running') and paused_at is null
returning projection, version, scope`;

/**
 * Holds a rebuild back until it is resumed. Its worker sees it within a second and stops reading between two ranges of
 * events, with no transaction open; it keeps what it has folded in memory. A version that catches up is not fed.
 */
export async function pauseRebuild(
  pool: pg.Pool,
  id: string,
  { by, reason }: { readonly by: string; readonly reason: string | null },
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ projection: string; version: number; scope: string }>(PAUSE, [
      id,
      by,
      reason,
    ]);
    const [paused] = rows;
    if (paused === undefined) throw await rebuildStateError(client, id, "queued or running");
    // Whoever feeds the new version stops at once, and may not take it up again.
    if (paused.scope === "whole") await fencePartitions(client, paused.projection, [paused.version]);
    await alongside?.(client);
  });
}
