import type { Queryable } from "../events";

export interface TableColumn {
  readonly name: string;
  readonly type: string;
}

const COLUMNS = `
select a.attname as name, format_type(a.atttypid, a.atttypmod) as type
  from pg_attribute a
 where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped
 order by a.attnum`;

/** The columns of a table or a view in their order, of a read model's the key first; none when it does not exist. */
export async function tableColumns(db: Queryable, relation: string): Promise<TableColumn[]> {
  const { rows } = await db.query<TableColumn>(COLUMNS, [relation]);
  return rows;
}
