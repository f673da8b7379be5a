import type { Queryable } from "../events";
import { LAST_SLICE, type SliceRange } from "./event-filter";
import type { Rows } from "./fold";
import { dataTable, identifier } from "./identifiers";
import type { Projection } from "./projection";
import { loadRows, rowTexts, storeRows } from "./write-rows";

const ROWS_AT_ONCE = 5_000;

/** Makes the table hold exactly these rows for their keys, writing only those that differ; returns how many those were. */
export async function replaceRows(
  db: Queryable,
  projection: Projection,
  tableName: string,
  rows: Rows,
): Promise<number> {
  const textOf = (key: string, row: Rows extends Map<string, infer Row> ? Row | undefined : never) =>
    row == null ? null : JSON.stringify(rowTexts(projection, key, row));
  const entries = [...rows];
  let changed = 0;
  for (let from = 0; from < entries.length; from += ROWS_AT_ONCE) {
    const some = entries.slice(from, from + ROWS_AT_ONCE);
    const present = await loadRows(
      db,
      projection,
      tableName,
      some.map(([key]) => key),
    );
    const differing = some.filter(([key, row]) => textOf(key, row) !== textOf(key, present.get(key)));
    if (differing.length > 0) await storeRows(db, projection, tableName, new Map(differing));
    changed += differing.length;
  }
  return changed;
}

/** The keys of the rows that a table holds, of some slices. */
export async function storedKeys(
  db: Queryable,
  { keyColumn }: Projection,
  tableName: string,
  { from, to }: SliceRange,
): Promise<string[]> {
  const key = identifier(keyColumn);
  // The slice as `sliceOf` computes it.
  const slice = `('x' || left(md5(${key}), 8))::bit(32)::bigint & ${LAST_SLICE}`;
  const { rows } = await db.query<{ key: string }>(
    `select ${key} as key from ${dataTable(tableName)} where (${slice}) between $1 and $2`,
    [from, to],
  );
  return rows.map(({ key }) => key);
}
