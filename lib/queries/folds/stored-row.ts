import "server-only";
import type { Queryable } from "@/lib/engine";
import { type TableColumn, tableColumns } from "../projections/table-columns";
import { quoteIdentifier } from "../projections/table-figures";

interface StoredRowOf {
  readonly projection: string;
  readonly version: number;
  readonly tableName: string;
  readonly keyColumn: string;
  readonly key: string;
  /** Of the partition that writes the row; `null` when it is not known which one does. */
  readonly slice: number | null;
}

export interface StoredRow {
  /** Up to which the row was applied, at the least. */
  readonly checkpoint: bigint;
  /** Without the key. */
  readonly columns: readonly TableColumn[];
  readonly values: Readonly<Record<string, string | null>> | null;
}

/** A row of a read model and the checkpoint it was written with, in one statement; null when its table is not there. */
export async function readStoredRow(db: Queryable, of: StoredRowOf): Promise<StoredRow | null> {
  const table = `foldline_data.${quoteIdentifier(of.tableName)}`;
  const all = await tableColumns(db, table);
  if (!all.some(({ name }) => name === of.keyColumn)) return null;
  const columns = all.filter(({ name }) => name !== of.keyColumn);
  const list = columns.map(({ name }) => `${quoteIdentifier(name)}::text as ${quoteIdentifier(name)}`);
  const { rows } = await db.query<{ checkpoint: string | null; values: StoredRow["values"] }>(
    `select (select min(t.checkpoint) from foldline.partitions t
              where t.projection = $1 and t.version = $2
                and ($3::int is null or $3 between t.slice_from and t.slice_to))::text as checkpoint,
            (select to_jsonb(r) from (
               select ${list.join(", ")} from ${table} where ${quoteIdentifier(of.keyColumn)} = $4) r) as values`,
    [of.projection, of.version, of.slice, of.key],
  );
  const [row] = rows;
  return { checkpoint: BigInt(row?.checkpoint ?? 0), columns, values: row?.values ?? null };
}
