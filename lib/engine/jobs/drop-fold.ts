import type pg from "pg";
import { FOLD_AS_OF, foldTableName } from "../projections/fold-table";
import { dropTable } from "../projections/read-model-table";
import { inTransaction } from "../store/transaction";
import { FoldInUseError } from "./errors";
import { jobStateError } from "./job-state";

const DROP = `
update foldline.jobs
   set result = result || jsonb_build_object('droppedAt', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
 where id = $1 and kind = '${FOLD_AS_OF}' and status = 'done' and result ->> 'droppedAt' is null`;

/** Drops the rows of a finished fold; what it came to stays known. Waits at most five seconds for who reads them. */
export async function dropFold(
  pool: pg.Pool,
  id: string,
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query("set local lock_timeout = '5s'");
    const { rowCount } = await client.query(DROP, [id]);
    if (rowCount !== 1) throw await jobStateError(client, id, "done, with its rows");
    await dropTable(client, foldTableName(id));
    await alongside?.(client);
  }).catch((error: unknown) => {
    const { code } = error as { readonly code?: unknown };
    // lock_not_available
    throw code === "55P03" ? new FoldInUseError(id, { cause: error }) : error;
  });
}
