/** Where the tables of read-model versions live. */
export const DATA_SCHEMA = "foldline_data";
/** Where the views live that consumers read. */
export const VIEW_SCHEMA = "read_models";

/** An identifier in SQL. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The table of a read-model version, with its schema. */
export function dataTable(tableName: string): string {
  return `${DATA_SCHEMA}.${identifier(tableName)}`;
}

/** The name of the table that an attempt at a version fills: never one that an earlier attempt may still write to. */
export function tableNameOf(viewName: string, version: number, attempt: number): string {
  return attempt <= 1 ? `${viewName}_v${version}` : `${viewName}_v${version}_${attempt}`;
}
