import type pg from "pg";
import { withClient } from "./with-client";

/** Runs `work` in a transaction of its own on `client`: committed when it returns, rolled back when it throws. */
export async function inTransactionOf<Client extends pg.ClientBase, Result>(
  client: Client,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  await client.query("begin");
  try {
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    // When the connection itself broke, its error is the one to report, and Postgres rolls back.
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

/** Runs `work` in a transaction on a connection of its own. */
export function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return withClient(pool, (client) => inTransactionOf(client, work));
}
