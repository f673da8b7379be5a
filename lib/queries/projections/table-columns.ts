import "server-only";
import type { Queryable } from "@/lib/engine";

export interface TableColumn {
  readonly name: string;
  readonly type: string;
}

const COLUMNS = `
select a.attname as name, format_type(a.atttypid, a.atttypmod) as type
  from pg_attribute a
 where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped order by a.attnum`;

/** The columns of a table or view, whose name is quoted as SQL needs it; none when it is not there. */
export async function tableColumns(db: Queryable, relation: string): Promise<TableColumn[]> {
  const { rows } = await db.query<{ name: string; type: string }>(COLUMNS, [relation]);
  return rows;
}
