import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { RebuildNotFoundError, RebuildStateError } from "./errors";
import { dropOrphanTables } from "./orphan-tables";
import { discardReadModel } from "./rebuild-record";

const CANCEL = `
update foldline.rebuilds set status = 'cancelled', finished_at = clock_timestamp()
 where id = $1 and status in ('queued', 'running', 'ready') returning projection, version`;

/**
 * Ends a rebuild before it is promoted; its table is dropped, and the read model that consumers see stays as it is.
 * `alongside` runs in the same transaction.
 */
export async function cancelRebuild(
  pool: pg.Pool,
  id: string,
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ projection: string; version: number }>(CANCEL, [id]);
    const [cancelled] = rows;
    if (cancelled !== undefined) {
      await discardReadModel(client, cancelled.projection, cancelled.version, "cancelled");
      await alongside?.(client);
      return;
    }
    const found = await client.query<{ status: string }>("select status from foldline.rebuilds where id = $1", [id]);
    const status = found.rows[0]?.status;
    if (status === undefined) throw new RebuildNotFoundError(id);
    throw new RebuildStateError(id, status, "queued, running or ready");
  });
  // The rebuild is cancelled, whatever becomes of its table: workers look for orphans again and again.
  await dropOrphanTables(pool).catch(() => undefined);
}

// A ready rebuild is nobody's job any more: ending its lease lets a worker take it up at once.
const ASK = `
update foldline.rebuilds
   set promotion = 'always',
       lease_until = case when status = 'ready' and promotion <> 'always' then clock_timestamp() else lease_until end
 where id = $1 and status in ('queued', 'running', 'ready')`;

/** Asks for a rebuild to be promoted by a worker: at once when it is ready, else as soon as it is. */
export async function requestPromotion(pool: pg.Pool, id: string): Promise<void> {
  const { rowCount } = await pool.query(ASK, [id]);
  if (rowCount === 1) return;
  const found = await pool.query<{ status: string }>("select status from foldline.rebuilds where id = $1", [id]);
  const status = found.rows[0]?.status;
  if (status === undefined) throw new RebuildNotFoundError(id);
  throw new RebuildStateError(id, status, "queued, running or ready");
}
