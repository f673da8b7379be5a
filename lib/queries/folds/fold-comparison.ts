import "server-only";
import type { FoldComparison } from "@/lib/api/folds";
import { authorize } from "@/lib/auth/authorize";
import { compareRows } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { MOST_SECONDS, withinSeconds } from "../within-seconds";
import { type PairedTables, pairedTables } from "./fold-rows";
import { browsableFold } from "./folds";

const TOO_LONG = `The rows could not be compared within ${MOST_SECONDS} s: there are too many of them. Those on a page are.`;

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

function compared({ past, now, keyColumn }: PairedTables, columns: Parameters<typeof compareRows>[2]) {
  const live = { table: now?.relation ?? "", keyColumn };
  return withinSeconds(MOST_SECONDS, TOO_LONG, (db) =>
    compareRows(db, { live, next: { table: past.relation, keyColumn } }, columns),
  );
}
