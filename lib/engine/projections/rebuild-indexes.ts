import { dataTable } from "./identifiers";
import { indexStatements } from "./read-model-table";
import { enterPhase, type RebuildRun } from "./rebuild-run";

const AT_ONCE = 2;

/** Gives a filled table its key and its indexes, two at a time. */
export async function index(run: RebuildRun, tableName: string): Promise<void> {
  await enterPhase(run, "indexes");
  const statements = indexStatements(run.context.projection, tableName);
  const last = statements.pop();
  const work = async () => {
    for (let next = statements.shift(); next !== undefined; next = statements.shift()) await execute(run, next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (last !== undefined) await execute(run, last);
}

async function execute({ context, control, count }: RebuildRun, statement: string): Promise<void> {
  await control.admit(count.eventsRead);
  await context.pool.query(statement);
}

/** Gathers what the planner needs to know; nothing has to wait for it. */
export async function analyze({ context }: RebuildRun, tableName: string): Promise<void> {
  await context.pool.query(`analyze ${dataTable(tableName)}`);
}
