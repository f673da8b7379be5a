import { dataTable } from "./identifiers";
import { indexStatements } from "./read-model-table";
import { enterPhase, type RebuildRun } from "./rebuild-run";

/** Gives a filled table its key, its indexes and its statistics, and makes it crash-safe. */
export async function index(run: RebuildRun, tableName: string): Promise<void> {
  const { pool, projection } = run.context;
  await enterPhase(run, "indexes");
  const table = dataTable(tableName);
  for (const statement of [
    ...indexStatements(projection, tableName),
    `alter table ${table} set logged`,
    `analyze ${table}`,
  ]) {
    await run.control.admit(run.count.eventsRead);
    await pool.query(statement);
  }
}
