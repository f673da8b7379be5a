import "server-only";
import type { RowBefore } from "@/lib/api/dead-letters";
import type { Queryable } from "@/lib/engine";
import { tableColumns } from "./table-columns";
import { quoteIdentifier } from "./table-figures";

interface RowOf {
  readonly tableName: string;
  readonly keyColumn: string;
  readonly key: string;
}

/** The row of a key in a read-model table, every value as Postgres writes it; null when the table is not there. */
export async function readRowBefore(db: Queryable, { tableName, keyColumn, key }: RowOf): Promise<RowBefore | null> {
  const table = `foldline_data.${quoteIdentifier(tableName)}`;
  const columns = await tableColumns(db, table);
  if (!columns.some(({ name }) => name === keyColumn)) return null;
  const list = columns.map(({ name }) => `${quoteIdentifier(name)}::text as ${quoteIdentifier(name)}`);
  const { rows } = await db.query<Record<string, string | null>>(
    `select ${list.join(", ")} from ${table} where ${quoteIdentifier(keyColumn)} = $1`,
    [key],
  );
  const [row] = rows;
  return {
    table: `foldline_data.${tableName}`,
    keyColumn,
    key,
    columns:
      row === undefined
        ? null
        : columns
            .filter(({ name }) => name !== keyColumn)
            .map(({ name, type }) => ({ name, type, value: row[name] ?? null })),
  };
}
