import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { rebuildStateError } from "./rebuild-state";

// A ready rebuild is nobody's job any more: ending its lease lets a worker take it up at once.
const ASK = `
update foldline.rebuilds
   set lease_until = clock_timestamp(),
       verification = coalesce(verification, '{}') || jsonb_build_object('again', jsonb_build_object(
         'at', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', $2::text))
 where id = $1 and status = 'ready'`;

/**
 * Asks for a ready rebuild to be compared with the live version once more. A worker does it: both versions have to be
 * brought to one position first, which only one that has the projection's code can, and large tables take long.
 */
export async function verifyAgain(
  pool: pg.Pool,
  id: string,
  { by }: { readonly by: string },
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(ASK, [id, by]);
    if (rowCount !== 1) throw await rebuildStateError(client, id, "ready");
    await alongside?.(client);
  });
}
