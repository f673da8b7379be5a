import { randomUUID } from "node:crypto";
import type pg from "pg";
import { compileChain } from "../../evolution/chain";
import type { Upcaster } from "../../evolution/upcaster";
import type { Rows } from "../../projections/fold";
import { foldTableName } from "../../projections/fold-table";
import { dataTable, identifier } from "../../projections/identifiers";
import type { LogPoint } from "../../projections/log-point";
import type { Projection } from "../../projections/projection";
import { loadRows } from "../../projections/write-rows";
import { claimJob } from "../claim-job";
import { foldAsOf } from "../fold-as-of";
import { type JobProgress, jobProgress } from "../progress";
import { requestFold } from "../request-fold";
import { runJob } from "../run-job";

interface FoldRun {
  readonly batchSize?: number;
  readonly upcasters?: readonly Upcaster[];
  /** What happens to the job between being claimed and beginning. */
  readonly whenClaimed?: (id: string) => Promise<void>;
}

/** Asks for a fold, as somebody would. */
export async function askForFold(
  pool: pg.Pool,
  projection: Projection,
  point: LogPoint,
  upcasters: readonly Upcaster[] = [],
): Promise<string> {
  const chain = compileChain(upcasters);
  return (await requestFold(pool, { projection, chain, point, requestedBy: "test" })).id;
}

/** Claims the job that waits and runs it as far as it goes. */
export async function runFold(
  pool: pg.Pool,
  projection: Projection,
  { batchSize = 3, upcasters = [], whenClaimed }: FoldRun = {},
): Promise<JobProgress> {
  const worker = { id: randomUUID(), name: "test" };
  const job = await claimJob(pool, worker.id, [foldAsOf.kind]);
  if (job === null) throw new Error("There is no job to run.");
  await whenClaimed?.(job.id);
  const { signal } = new AbortController();
  const chain = async () => compileChain(upcasters);
  const context = {
    pool,
    upcasters,
    chain,
    reducers: async () => [],
    projections: () => [projection],
    worker,
    signal,
    batchSize,
  };
  await runJob(context, foldAsOf, job);
  const progress = await jobProgress(pool, job.id);
  if (progress === null) throw new Error("The job is gone.");
  return progress;
}

/** The rows that a fold has written, by key. */
export async function foldedRows(pool: pg.Pool, projection: Projection, jobId: string): Promise<Rows> {
  const table = foldTableName(jobId);
  const { rows } = await pool.query<{ key: string }>(
    `select ${identifier(projection.keyColumn)} as key from ${dataTable(table)}`,
  );
  const keys = rows.map(({ key }) => key);
  return loadRows(pool, projection, table, keys);
}

/** The tables of folds that there are. */
export async function foldTables(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    "select relname as name from pg_class where relname like 'as\\_of\\_%' and relkind = 'r' order by 1",
  );
  return rows.map(({ name }) => name);
}
