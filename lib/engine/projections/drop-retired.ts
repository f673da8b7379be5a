import type pg from "pg";
import { inTransaction } from "../store/transaction";
import { fencePartitions } from "./drain";
import { ReadModelStateError } from "./errors";
import { dropOrphanTables } from "./orphan-tables";

const DROP = `
update foldline.read_models set state = 'dropped' where projection = $1 and version = $2 and state = 'retired'`;

/** Drops a version that is kept for a roll back, before the next promotion would: that roll back is then impossible. */
export async function dropRetired(
  pool: pg.Pool,
  { projection, version }: { readonly projection: string; readonly version: number },
  alongside?: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    // Partitions before read models, as batches lock them.
    await fencePartitions(client, projection, [version]);
    const { rowCount } = await client.query(DROP, [projection, version]);
    if (rowCount !== 1) {
      const { rows } = await client.query<{ state: string }>(
        "select state from foldline.read_models where projection = $1 and version = $2",
        [projection, version],
      );
      throw new ReadModelStateError(projection, version, rows[0]?.state ?? "unknown", "retired");
    }
    await client.query("delete from foldline.partitions where projection = $1 and version = $2", [projection, version]);
    await client.query("delete from foldline.dead_letters where projection = $1 and version = $2", [
      projection,
      version,
    ]);
    await alongside?.(client);
  });
  await dropOrphanTables(pool).catch(() => undefined);
}
