import "server-only";
import type { Queryable } from "@/lib/engine";

export interface TableFigures {
  readonly rows: number;
  /** False: Postgres's estimate, because counting would take long. */
  readonly exact: boolean;
  readonly bytes: number;
}

const SIZES = `
select c.relname as name, pg_total_relation_size(c.oid) as bytes, greatest(c.reltuples, 0)::bigint as estimate
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = 'foldline_data' and c.relname = any ($1)`;

// A table this large takes a tenth of a second to count; beyond, the estimate of the last ANALYZE has to do.
const COUNTABLE_BYTES = 256_000_000;

const UNDEFINED_TABLE = "42P01";

/** Rows and size of read-model tables, by table name; a table that does not exist is left out. */
export async function tableFigures(db: Queryable, tableNames: readonly string[]): Promise<Map<string, TableFigures>> {
  const names = tableNames.map(bareName);
  const { rows } = await db.query<{ name: string; bytes: string; estimate: string }>(SIZES, [names]);
  const figures = await Promise.all(
    rows.map(async ({ name, bytes, estimate }) => {
      const exact = Number(bytes) <= COUNTABLE_BYTES;
      const counted = exact ? await countRows(db, name) : Number(estimate);
      return counted === null ? [] : [[name, { rows: counted, exact, bytes: Number(bytes) }] as const];
    }),
  );
  const byName = new Map(figures.flat());
  return new Map(
    tableNames.flatMap((table) => {
      const found = byName.get(bareName(table));
      return found === undefined ? [] : [[table, found] as const];
    }),
  );
}

/** `null` when the table was dropped since its size was read: a promotion drops the version before the last. */
async function countRows(db: Queryable, name: string): Promise<number | null> {
  try {
    const { rows } = await db.query<{ count: string }>(
      `select count(*) as count from foldline_data.${quoteIdentifier(name)}`,
    );
    return Number(rows[0]?.count ?? 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === UNDEFINED_TABLE) return null;
    throw error;
  }
}

function bareName(table: string): string {
  return table.replace(/^foldline_data\./, "").replaceAll('"', "");
}

/** An identifier for SQL text, whatever signs it holds. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
