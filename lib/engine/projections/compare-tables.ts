import type { Queryable } from "../events";
import { type CommonColumn, compareRows, keepDifferences, type RowComparison } from "./compare-rows";
import { type Fingerprint, fingerprints } from "./fingerprint";
import { dataTable } from "./identifiers";
import { type TableColumn, tableColumns } from "./table-columns";
import type { RebuildVerification } from "./verification";

export type TableComparison = Pick<
  RebuildVerification,
  "rows" | "columns" | "onlyInLive" | "onlyInNew" | "differencesStored"
>;

const MAX_DIFFERENCES = 5_000;

/**
 * Compares the table of a new read-model version with that of the live one, if there is one, as the transaction's
 * snapshot has them. Rows are paired only when the fingerprints differ, and by the columns whose fingerprints do.
 */
export async function compareTables(
  db: Queryable,
  liveTable: string | null,
  newTable: string,
): Promise<TableComparison> {
  const live = liveTable === null ? null : await described(db, dataTable(liveTable));
  const next = await described(db, dataTable(newTable));
  if (next === null) throw new Error(`The table ${newTable} is gone.`);
  if (live === null) return nothingToCompare(db, next);

  const columns = commonColumns(live.columns, next.columns);
  const asRead = columns.map(({ name, type, sameType }) => ({ name, type: sameType ? type : "as text" }));
  const [before, after] = await fingerprints(db, [
    { ...live, columns: asRead },
    { ...next, columns: asRead },
  ]);
  if (before === undefined || after === undefined) throw new Error("The tables could not be read.");
  const differing = differingColumns(columns, before, after);
  const found = differing === null ? SAME : await compareRows(db, { live, next }, differing);
  const differences = found.added + found.missing + found.changed;
  return {
    rows: {
      live: before.rows,
      new: after.rows,
      identical: after.rows - found.added - found.changed,
      changed: found.changed,
      added: found.added,
      missing: found.missing,
    },
    columns: columns.map(({ name, type }, index) => ({
      name,
      type,
      liveChecksum: before.columns[index] ?? "",
      newChecksum: after.columns[index] ?? "",
      differing: found.differing[differing?.findIndex((column) => column.name === name) ?? -1] ?? 0,
    })),
    onlyInLive: namesOnlyIn(live, next),
    onlyInNew: namesOnlyIn(next, live),
    differencesStored:
      differences === 0 ? 0 : await keepDifferences(db, { live, next }, differing ?? [], MAX_DIFFERENCES),
  };
}

interface DescribedTable {
  readonly table: string;
  readonly keyColumn: string;
  readonly columns: readonly TableColumn[];
}

const SAME: RowComparison = { added: 0, missing: 0, changed: 0, differing: [] };

async function described(db: Queryable, table: string): Promise<DescribedTable | null> {
  const [key, ...columns] = await tableColumns(db, table);
  return key === undefined ? null : { table, keyColumn: key.name, columns };
}

async function nothingToCompare(db: Queryable, next: DescribedTable): Promise<TableComparison> {
  const [after] = await fingerprints(db, [{ ...next, columns: [] }]);
  const rows = after?.rows ?? 0;
  return {
    rows: { live: 0, new: rows, identical: 0, changed: 0, added: rows, missing: 0 },
    columns: [],
    onlyInLive: [],
    onlyInNew: [],
    differencesStored: 0,
  };
}

function commonColumns(live: readonly TableColumn[], next: readonly TableColumn[]): CommonColumn[] {
  const types = new Map(live.map(({ name, type }) => [name, type]));
  return next
    .filter(({ name }) => types.has(name))
    .map(({ name, type }) => ({ name, type, sameType: types.get(name) === type }));
}

/** The columns to look into; `null`: both tables have the same keys and values. */
function differingColumns(
  columns: readonly CommonColumn[],
  before: Fingerprint,
  after: Fingerprint,
): readonly CommonColumn[] | null {
  if (before.rows !== after.rows || before.keys !== after.keys) return columns;
  const differing = columns.filter((_, index) => before.columns[index] !== after.columns[index]);
  return differing.length === 0 ? null : differing;
}

function namesOnlyIn(table: DescribedTable, other: DescribedTable): string[] {
  const others = new Set([other.keyColumn, ...other.columns.map(({ name }) => name)]);
  return [table.keyColumn, ...table.columns.map(({ name }) => name)].filter((name) => !others.has(name));
}
