import type pg from "pg";
import { identifier, VIEW_SCHEMA } from "./identifiers";
import { dropTable } from "./read-model-table";
import { REGISTRATION_LOCK } from "./register";

export interface DroppedProjection {
  /** The tables of its read models, which are gone. */
  readonly tables: readonly string[];
}

// First the partitions: a worker that is writing a batch finishes it, and can commit no other.
const FORGET = [
  "delete from foldline.partitions where projection = $1",
  "delete from foldline.projection_samples where projection = $1",
  "delete from foldline.projections where name = $1",
];

/**
 * Takes a projection away: its view, its tables and what is known of it, in the caller's transaction. The events stay,
 * and so does the history of its rebuilds. Fails with 2BP01 while other views depend on its own.
 */
export async function dropProjection(
  client: pg.PoolClient,
  { name, viewName }: { readonly name: string; readonly viewName: string },
): Promise<DroppedProjection> {
  await client.query("set local lock_timeout = '5s'");
  await client.query(REGISTRATION_LOCK);
  for (const statement of FORGET) await client.query(statement, [name]);
  await client.query(`drop view if exists ${VIEW_SCHEMA}.${identifier(viewName)}`);
  const { rows } = await client.query<{ table_name: string | null }>(
    "delete from foldline.read_models where projection = $1 returning table_name",
    [name],
  );
  const tables = rows.flatMap(({ table_name: table }) => (table === null ? [] : [table]));
  for (const table of tables) await dropTable(client, table);
  return { tables };
}
