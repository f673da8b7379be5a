import "server-only";
import type { FoldComparison } from "@/lib/api/folds";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { compareRows, inTransaction, type Queryable } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { type PairedTables, pairedTables } from "./fold-rows";
import { browsableFold } from "./folds";

const MAX_SECONDS = 15;
const SETTINGS = `set local statement_timeout = '${MAX_SECONDS}s'; set local work_mem = '64MB'; set local jit = off`;
const QUERY_CANCELED = "57014";

/** How many rows have changed, are gone or are new since the point of a fold. */
export async function compareFold(name: string, id: string): Promise<FoldComparison> {
  await authorize("viewer");
  const { fold, row } = await browsableFold(name, id);
  const tables = await pairedTables(row, id);
  if (tables.now === null) {
    throw new AppError(`${name} keeps no rows that these could be compared with.`, { code: "conflict" });
  }
  const common = tables.columns.flatMap(({ name: column, type }) => {
    const [past, now] = [tables.past.columns.get(column), tables.now?.columns.get(column)];
    return past === undefined || now === undefined ? [] : [{ name: column, type, sameType: past === now }];
  });
  const { added, missing, changed, differing } = await compared(tables, common);
  const rowsThen = fold.job.result?.rows ?? 0;
  return {
    rowsThen,
    rowsNow: rowsThen - added + missing,
    ...{ changed, gone: added, new: missing },
    columns: common.map(({ name: column }, index) => ({ name: column, differing: differing[index] ?? 0 })),
    comparedAt: new Date().toISOString(),
  };
}

async function compared({ past, now, keyColumn }: PairedTables, columns: Parameters<typeof compareRows>[2]) {
  const live = { table: now?.relation ?? "", keyColumn };
  const compare = async (db: Queryable) => {
    await db.query(SETTINGS);
    return compareRows(db, { live, next: { table: past.relation, keyColumn } }, columns);
  };
  try {
    return await inTransaction(pool, compare);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === QUERY_CANCELED)) throw error;
    throw new AppError(
      `The rows could not be compared within ${MAX_SECONDS} s: there are too many of them. Those on a page are.`,
      { code: "unavailable", cause: error },
    );
  }
}
