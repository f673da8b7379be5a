import "server-only";
import type { LiveFold, Projection, Queryable } from "@/lib/engine";

type Folded = { readonly key: string; readonly values: Record<string, string | null> };

/** Rows that are in no table, every value as Postgres would write it if they were. */
export async function foldedValues(db: Queryable, projection: Projection, rows: LiveFold["rows"]): Promise<Folded[]> {
  const { codecs } = projection;
  const names = codecs.map((_, index) => `c${index}`);
  const casts = codecs.map(({ codec }, index) => `c${index}::${codec.pgType}::text as c${index}`);
  const arrays = ["key", ...names].map((_, index) => `$${index + 1}::text[]`);
  const texts = codecs.map(({ name, codec }) =>
    [...rows.values()].map((row) => {
      const value = row[name] ?? null;
      return value === null ? null : codec.toText(value);
    }),
  );
  const found = await db.query<Record<string, string | null>>(
    `select ${["key", ...casts].join(", ")} from unnest(${arrays.join(", ")}) as folded (${["key", ...names].join(", ")})`,
    [[...rows.keys()], ...texts],
  );
  return found.rows.map((row) => ({
    key: row.key ?? "",
    values: Object.fromEntries(codecs.map(({ name }, index) => [name, row[`c${index}`] ?? null])),
  }));
}
