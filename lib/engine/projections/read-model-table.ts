import type { Queryable } from "../events";
import { DATA_SCHEMA, dataTable, identifier } from "./identifiers";
import type { Projection } from "./projection";

/** Creates the table of a read-model version, without any index: `indexTable` adds the key when the rows are in. */
export async function createTable(
  db: Queryable,
  projection: Projection,
  tableName: string,
  options: { unlogged: boolean },
): Promise<void> {
  const columns = [
    `${identifier(projection.keyColumn)} text not null`,
    ...projection.codecs.map(({ name, codec }) => `${identifier(name)} ${codec.pgType}`),
  ];
  await db.query(`create schema if not exists ${DATA_SCHEMA}`);
  await db.query(`create ${options.unlogged ? "unlogged " : ""}table ${dataTable(tableName)} (${columns.join(", ")})`);
}

/** The statements that give a filled table its key and its indexes. */
export function indexStatements(projection: Projection, tableName: string): string[] {
  const table = dataTable(tableName);
  return [
    `alter table ${table} add primary key (${identifier(projection.keyColumn)})`,
    ...projection.indexes.map((columns) => `create index on ${table} (${columns.map(identifier).join(", ")})`),
  ];
}

/** Drops the table of a read-model version if it is there. */
export async function dropTable(db: Queryable, tableName: string): Promise<void> {
  await db.query(`drop table if exists ${dataTable(tableName)}`);
}
