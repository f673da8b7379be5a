import type { Queryable } from "../events";
import { DATA_SCHEMA, dataTable, identifier } from "./identifiers";
import type { Projection } from "./projection";

/**
 * Creates the table of a read-model version, without any index, so that it is filled faster; a raw projection's statements
 * may need its key from the start.
 */
export async function createTable(db: Queryable, projection: Projection, tableName: string): Promise<void> {
  const columns = [
    `${identifier(projection.keyColumn)} text ${projection.kind === "raw" ? "primary key" : "not null"}`,
    ...projection.codecs.map(({ name, codec }) => `${identifier(name)} ${codec.pgType}`),
  ];
  await db.query(`create schema if not exists ${DATA_SCHEMA}`);
  await db.query(`create table ${dataTable(tableName)} (${columns.join(", ")})`);
}

/** The statements that give a filled table its key, where it has none yet, and its indexes; all but the last side by side. */
export function indexStatements(projection: Projection, tableName: string): string[] {
  const table = dataTable(tableName);
  const key = identifier(`${tableName}_pkey`);
  const indexes = projection.indexes.map(
    (columns) => `create index on ${table} (${columns.map(identifier).join(", ")})`,
  );
  if (projection.kind === "raw") return indexes;
  return [
    `create unique index ${key} on ${table} (${identifier(projection.keyColumn)})`,
    ...indexes,
    `alter table ${table} add primary key using index ${key}`,
  ];
}

/** Drops the table of a read-model version if it is there. */
export async function dropTable(db: Queryable, tableName: string): Promise<void> {
  await db.query(`drop table if exists ${dataTable(tableName)}`);
}
