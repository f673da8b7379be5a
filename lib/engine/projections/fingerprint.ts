import type { Queryable } from "../events";
import { identifier } from "./identifiers";
import { valueHash } from "./row-hash";
import type { TableColumn } from "./table-columns";

/** What one look at every row of a table leaves; in no order, so that equal tables have equal fingerprints. */
export interface Fingerprint {
  readonly rows: number;
  readonly keys: string;
  /** One for each column that was asked for. */
  readonly columns: readonly string[];
}

interface FingerprintedTable {
  /** With its schema, quoted. */
  readonly table: string;
  readonly keyColumn: string;
  readonly columns: readonly TableColumn[];
}

const hex = (sum: string) => `lpad(to_hex(coalesce(${sum}, 0)), 16, '0')`;

// `offset 0` keeps the seed of a row from being worked out again for each column.
const statementOf = ({ table, keyColumn, columns }: FingerprintedTable, place: number) => `
(select ${place} as place, count(*)::float8 as rows, ${hex("bit_xor(seed)")} as keys,
        array[${columns.map((column, index) => hex(`bit_xor(${valueHash(column, `c${index}`, "seed")})`)).join(", ")}]::text[] as columns
   from (select hashtextextended(${identifier(keyColumn)}, 0) as seed
                ${columns.map(({ name }, index) => `, ${identifier(name)} as c${index}`).join("")}
           from ${table} offset 0) r)`;

/** The fingerprints of tables, taken at once: Postgres reads them side by side where it has the cores. */
export async function fingerprints(db: Queryable, tables: readonly FingerprintedTable[]): Promise<Fingerprint[]> {
  const { rows } = await db.query<Fingerprint & { place: number }>(
    `${tables.map(statementOf).join(" union all ")} order by place`,
  );
  return rows.map(({ place: _place, ...fingerprint }) => fingerprint);
}
