import "server-only";
import type { FoldRow, FoldRows, FoldRowsQuery } from "@/lib/api/folds";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { foldTableName } from "@/lib/engine";
import { containsPattern } from "../like-pattern";
import type { ProjectionRow } from "../projections/projection-rows";
import { type TableColumn, tableColumns } from "../projections/table-columns";
import { quoteIdentifier } from "../projections/table-figures";
import { MOST_SECONDS, withinSeconds } from "../within-seconds";
import { browsableFold } from "./folds";

const TOO_LONG = `The rows could not be read within ${MOST_SECONDS} s: there are too many to look through. All of them, by key, are.`;

/** A page of rows as of a point, each beside the one that consumers see now; every value as Postgres writes it. */
export async function foldRows(name: string, id: string, query: FoldRowsQuery): Promise<FoldRows> {
  await authorize("viewer");
  const { row } = await browsableFold(name, id);
  const tables = await pairedTables(row, id);
  const { rows } = await withinSeconds(MOST_SECONDS, TOO_LONG, (db) =>
    db.query<Record<string, string | boolean | null>>(statementOf(tables, query), [
      query.after ?? null,
      query.search === undefined || query.search === "" ? null : containsPattern(query.search),
      query.limit + 1,
    ]),
  );
  const page = rows.slice(0, query.limit).map((each) => toRow(tables, each));
  return {
    keyColumn: tables.keyColumn,
    columns: [...tables.columns],
    view: tables.now === null ? null : `read_models.${row.definition.view}`,
    rows: page,
    after: rows.length > query.limit ? (page.at(-1)?.key ?? null) : null,
  };
}

/** The table of a fold, and what its rows are compared with. */
export interface PairedTables {
  readonly keyColumn: string;
  /** Of either, without the key. */
  readonly columns: readonly TableColumn[];
  readonly past: RowSource;
  /** `null`: the projection keeps no rows. */
  readonly now: RowSource | null;
}

interface RowSource {
  /** Quoted, with its schema. */
  readonly relation: string;
  readonly columns: ReadonlyMap<string, string>;
}

/** Finds out what there is to lay beside each other. */
export async function pairedTables({ definition }: ProjectionRow, id: string): Promise<PairedTables> {
  const { keyColumn } = definition;
  const [past, now] = await Promise.all(
    [`foldline_data.${quoteIdentifier(foldTableName(id))}`, `read_models.${quoteIdentifier(definition.view)}`].map(
      async (relation) => ({ relation, all: await tableColumns(pool, relation) }),
    ),
  );
  const source = ({ relation, all }: { relation: string; all: TableColumn[] }): RowSource => ({
    relation,
    columns: new Map(all.filter(({ name }) => name !== keyColumn).map(({ name, type }) => [name, type])),
  });
  const named = new Map([...(now?.all ?? []), ...(past?.all ?? [])].map(({ name, type }) => [name, type]));
  named.delete(keyColumn);
  return {
    keyColumn,
    columns: [...named].map(([name, type]) => ({ name, type })),
    past: source(past ?? { relation: "", all: [] }),
    now: now === undefined || !now.all.some(({ name }) => name === keyColumn) ? null : source(now),
  };
}

/** Whether a column of both differs between the aliases "T", then, and "N", now. */
function differs({ past, now }: PairedTables, name: string): string {
  const cast = past.columns.get(name) === now?.columns.get(name) ? "" : "::text";
  return `"T".${quoteIdentifier(name)}${cast} is distinct from "N".${quoteIdentifier(name)}${cast}`;
}

function statementOf(tables: PairedTables, { since }: FoldRowsQuery): string {
  const { past, now, columns } = tables;
  const key = quoteIdentifier(tables.keyColumn);
  const select = (alias: "T" | "N", source: RowSource | null) =>
    columns.flatMap(({ name }, index) =>
      source?.columns.has(name) ? [`"${alias}".${quoteIdentifier(name)}::text as ${alias.toLowerCase()}${index}`] : [],
    );
  const common = columns.filter(({ name }) => past.columns.has(name) && now?.columns.has(name));
  const marks = common.map(({ name }) => `${differs(tables, name)} as d${columns.findIndex((c) => c.name === name)}`);
  const [main, other] = since === "new" ? ["N", "T"] : ["T", "N"];
  const from = (alias: string) => `${(alias === "T" ? past : now)?.relation} "${alias}"`;
  const join = now === null ? "" : `left join ${from(other)} on "T".${key} = "N".${key}`;
  const only = {
    any: "true",
    changed: `"N".${key} is not null and (${common.map(({ name }) => differs(tables, name)).join(" or ") || "false"})`,
    gone: `"N".${key} is null`,
    new: `"T".${key} is null`,
  }[now === null ? "any" : since];
  const there = [`"T".${key} is not null as past`, now === null ? "false as now" : `"N".${key} is not null as now`];
  return `
    select ${[`"${main}".${key} as key`, ...there, ...select("T", past), ...select("N", now), ...(now === null ? [] : marks)].join(", ")}
      from ${from(now === null ? "T" : main)} ${join}
     where ($1::text is null or "${main}".${key} > $1) and ($2::text is null or "${main}".${key} ilike $2) and (${only})
     order by "${main}".${key} limit $3`;
}

function toRow({ columns, past, now }: PairedTables, row: Record<string, string | boolean | null>): FoldRow {
  const values = (letter: string, source: RowSource | null) =>
    Object.fromEntries(
      columns.flatMap(({ name }, index) =>
        source?.columns.has(name) ? [[name, (row[`${letter}${index}`] as string | null) ?? null]] : [],
      ),
    );
  const both = row.past === true && row.now === true;
  return {
    key: String(row.key),
    past: row.past === true ? values("t", past) : null,
    now: row.now === true ? values("n", now) : null,
    differs: both ? columns.flatMap(({ name }, index) => (row[`d${index}`] === true ? [name] : [])) : [],
  };
}
