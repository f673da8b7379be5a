import type { Queryable } from "../events";
import { identifier } from "./identifiers";
import type { Projection } from "./projection";
import { createTable } from "./read-model-table";

/** The kind of job whose rows lie in such a table. */
export const FOLD_AS_OF = "fold-as-of";

/** How long the rows of a finished fold are kept. */
export const FOLD_KEPT_HOURS = 24;

/** The table of a fold as of a point: no name that a version of a read model can have, which ends in `_v<number>`. */
export function foldTableName(jobId: string): string {
  return `as_of_${jobId.replaceAll("-", "")}`;
}

/** A statement that lists the tables of folds that are filled or kept. */
export const KEPT_FOLD_TABLES = `
select 'as_of_' || replace(j.id::text, '-', '') from foldline.jobs j
 where j.kind = '${FOLD_AS_OF}'
   and (j.status in ('queued', 'running')
        or (j.status = 'done' and j.finished_at > now() - interval '${FOLD_KEPT_HOURS} hours'))`;

const EXISTS = "select to_regclass('foldline_data.' || quote_ident($1)) is not null as there";

/** Makes the table of a fold unless it is there; with its key, as its rows are written over and over. */
export async function ensureFoldTable(db: Queryable, projection: Projection, tableName: string): Promise<void> {
  const { rows } = await db.query<{ there: boolean }>(EXISTS, [tableName]);
  if (rows[0]?.there === true) return;
  await createTable(db, projection, tableName);
  if (projection.kind === "raw") return;
  const key = identifier(projection.keyColumn);
  await db.query(`create unique index on foldline_data.${identifier(tableName)} (${key})`);
}
