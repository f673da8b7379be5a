import type { Queryable } from "../events";
import { identifier } from "./identifiers";

/** A column of both tables; where its type changed, values are compared as text. */
export interface CommonColumn {
  readonly name: string;
  readonly type: string;
  readonly sameType: boolean;
}

/** Two tables whose rows are paired by key, names quoted. */
export interface RowPairing {
  readonly live: { readonly table: string; readonly keyColumn: string };
  readonly next: { readonly table: string; readonly keyColumn: string };
}

export interface RowComparison {
  readonly added: number;
  readonly missing: number;
  readonly changed: number;
  /** For each column given, in how many of the rows that both tables have it differs. */
  readonly differing: readonly number[];
}

// The aliases are no names that a column can have: a bare one means the whole row.
const pairs = ({ live, next }: RowPairing) =>
  `${live.table} "L" full join ${next.table} "N" on "L".${identifier(live.keyColumn)} = "N".${identifier(next.keyColumn)}`;

function differs({ name, sameType }: CommonColumn): string {
  const cast = sameType ? "" : "::text";
  return `"L".${identifier(name)}${cast} is distinct from "N".${identifier(name)}${cast}`;
}

const anyDiffers = (columns: readonly CommonColumn[]) =>
  columns.length === 0 ? "false" : `(${columns.map(differs).join(" or ")})`;

/** Counts the rows that differ in these columns, column by column, in one pass over both tables. */
export async function compareRows(
  db: Queryable,
  pairing: RowPairing,
  columns: readonly CommonColumn[],
): Promise<RowComparison> {
  const noLive = `"L".${identifier(pairing.live.keyColumn)} is null`;
  const noNext = `"N".${identifier(pairing.next.keyColumn)} is null`;
  const both = `not (${noLive} or ${noNext})`;
  const counts = columns.map((column) => `count(*) filter (where ${both} and ${differs(column)})::float8`);
  const { rows } = await db.query<RowComparison>(
    `select count(*) filter (where ${noLive})::float8 as added, count(*) filter (where ${noNext})::float8 as missing,
            count(*) filter (where ${both} and ${anyDiffers(columns)})::float8 as changed,
            array[${counts.join(", ")}]::float8[] as differing
       from ${pairs(pairing)}`,
  );
  return rows[0] ?? { added: 0, missing: 0, changed: 0, differing: columns.map(() => 0) };
}

/** Where `keepDifferences` puts them: a table of the connection's own, which it drops when it is done with them. */
export const KEPT_DIFFERENCES = "pg_temp.rebuild_differences_found";

/**
 * Keeps rows that differ, up to a limit, with what each table has of them. Of each kind the first by key, in turn, so
 * that a few missing rows are not lost among many changed ones.
 */
export async function keepDifferences(
  db: Queryable,
  pairing: RowPairing,
  columns: readonly CommonColumn[],
  limit: number,
): Promise<number> {
  const [liveKey, nextKey] = [identifier(pairing.live.keyColumn), identifier(pairing.next.keyColumn)];
  const names = columns.map((column) => `case when ${differs(column)} then ${literal(column.name)} end`);
  const rowOf = (alias: string, keyColumn: string) => `to_jsonb(${alias}) - ${literal(keyColumn)}`;
  const { rowCount } = await db.query(`
    create temp table rebuild_differences_found as
    with found as (
      select coalesce("L".${liveKey}, "N".${nextKey}) as key,
             case when "L".${liveKey} is null then 'added' when "N".${nextKey} is null then 'missing' else 'changed' end as kind
        from ${pairs(pairing)}
       where "L".${liveKey} is null or "N".${nextKey} is null or ${anyDiffers(columns)}),
    chosen as materialized (
      select key, kind from (
        select key, kind, row_number() over (partition by kind order by key) as place from found) ranked
       order by place, kind limit ${Number(limit)})
    select c.key, c.kind,
           case c.kind when 'changed' then array_remove(array[${names.join(", ")}]::text[], null)
             when 'added' then array(select jsonb_object_keys(${rowOf('"N"', pairing.next.keyColumn)}))
             else array(select jsonb_object_keys(${rowOf('"L"', pairing.live.keyColumn)})) end as columns,
           ${rowOf('"L"', pairing.live.keyColumn)} as before, ${rowOf('"N"', pairing.next.keyColumn)} as after
      from chosen c
      left join ${pairing.live.table} "L" on "L".${liveKey} = c.key
      left join ${pairing.next.table} "N" on "N".${nextKey} = c.key`);
  return rowCount ?? 0;
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
