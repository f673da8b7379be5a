import type { Queryable } from "../events";
import type { Rows } from "./fold";
import { dataTable, identifier } from "./identifiers";
import type { Projection, ReadModelRow } from "./projection";

/** Adds to `rows` what the table holds of these keys; a key without a row becomes `null`. */
export async function loadRows(
  db: Queryable,
  projection: Projection,
  tableName: string,
  keys: readonly string[],
): Promise<Rows> {
  const rows: Rows = new Map(keys.map((key) => [key, null]));
  if (keys.length === 0) return rows;
  const key = identifier(projection.keyColumn);
  const columns = projection.codecs.map(({ name, codec }, index) => `${codec.select(identifier(name))} as c${index}`);
  const statement = `select ${[`${key} as key`, ...columns].join(", ")} from ${dataTable(tableName)} where ${key} = any ($1)`;
  const found = await db.query<Record<string, string | null> & { key: string }>(statement, [keys]);
  for (const texts of found.rows) rows.set(texts.key, rowFromTexts(projection, texts));
  return rows;
}

function rowFromTexts(projection: Projection, texts: Readonly<Record<string, string | null>>): Record<string, unknown> {
  const row = projection.emptyRow();
  for (const [index, { name, codec }] of projection.codecs.entries()) {
    const text = texts[`c${index}`] ?? null;
    row[name] = text === null ? null : codec.fromText(text);
  }
  return row;
}

/** The row as texts that Postgres casts to the columns' types, the key first. */
export function rowTexts(projection: Projection, key: string, row: ReadModelRow): (string | null)[] {
  const texts: (string | null)[] = [key];
  for (const { name, codec } of projection.codecs) {
    const value = row[name] ?? null;
    texts.push(value === null ? null : codec.toText(value));
  }
  return texts;
}

/** Makes the table hold exactly these rows for their keys, in one upsert and one delete. */
export async function storeRows(db: Queryable, projection: Projection, tableName: string, rows: Rows): Promise<void> {
  const table = dataTable(tableName);
  const key = identifier(projection.keyColumn);
  const deleted = [...rows].filter(([, row]) => row === null).map(([name]) => name);
  if (deleted.length > 0) await db.query(`delete from ${table} where ${key} = any ($1)`, [deleted]);
  if (deleted.length === rows.size) return;

  const arrays: (string | null)[][] = [[], ...projection.codecs.map(() => [])];
  for (const [name, row] of rows) {
    if (row === null) continue;
    for (const [index, text] of rowTexts(projection, name, row).entries()) arrays[index]?.push(text);
  }
  const columns = projection.codecs.map(({ name }) => identifier(name));
  const parameters = arrays.map((_, index) => `$${index + 1}::text[]`);
  const names = arrays.map((_, index) => `c${index}`);
  const values = ["c0", ...projection.codecs.map(({ codec }, index) => `c${index + 1}::${codec.pgType}`)];
  const conflict =
    columns.length === 0
      ? "do nothing"
      : `do update set ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`;
  await db.query(
    `insert into ${table} (${[key, ...columns].join(", ")})
     select ${values.join(", ")} from unnest(${parameters.join(", ")}) as u (${names.join(", ")})
     on conflict (${key}) ${conflict}`,
    arrays,
  );
}
