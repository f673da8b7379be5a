import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { inTransaction } from "../store/transaction";
import { watermark } from "../store/watermark";
import { type RebuildJob, WANTS_PROMOTION } from "./claim-rebuild";
import { failureOf, isTransient } from "./failure";
import { dataTable, tableNameOf } from "./identifiers";
import { dropOrphanTables } from "./orphan-tables";
import type { RebuildPhase } from "./progress";
import { upcasterHash } from "./projected-event";
import type { Projection } from "./projection";
import { promote } from "./promote";
import { createTable, indexStatements } from "./read-model-table";
import {
  beginPhase,
  RebuildLostError,
  recordFailure,
  recordNewAttempt,
  recordProgress,
  recordPromotionFailure,
  recordReady,
  recordSample,
  recordTarget,
} from "./rebuild-record";
import { createPartitions } from "./register";
import { countEvents, type ReplayCount, replay, TooManyRowsError } from "./replay";

export interface RebuildContext {
  readonly pool: pg.Pool;
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  /** The worker stops: the job is left to another one. */
  readonly signal: AbortSignal;
  /** New partitions wait for a runner. */
  readonly onPartitionsCreated?: () => void;
}

const SAMPLE_EVERY_MS = 1_000;
const CATCH_UP_POLL_MS = 100;
const MAX_ATTEMPTS = 20;
const MAX_PARTITION_ATTEMPTS = 5;
const ROWS_PER_PASS = 200_000;
const MAX_PASSES = 1024;

/**
 * Runs a claimed rebuild to its end: ready, promoted, or failed. Returns early, leaving it to another worker, when the
 * database is away or the signal fires; and at once when the rebuild was cancelled or taken over.
 */
export async function runRebuild(context: RebuildContext, job: RebuildJob): Promise<void> {
  const { pool, signal } = context;
  const stop = new AbortController();
  const abort = () => stop.abort(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  const run: RebuildRun = { context, job, stop, phase: job.phase ?? "build", count: countSoFar(job) };
  try {
    signal.throwIfAborted();
    if (job.status === "running") await reachReady(run);
    if (await wantsPromotion(pool, job)) await promoteReady(run);
  } catch (error) {
    const reason = stop.signal.aborted ? stop.signal.reason : error;
    if (signal.aborted || error instanceof RebuildLostError || reason instanceof RebuildLostError) return;
    if (isTransient(error)) throw error;
    await recordFailure(pool, run.job, failureOf(error)).catch((failed) => {
      if (!(failed instanceof RebuildLostError)) throw failed;
    });
  } finally {
    signal.removeEventListener("abort", abort);
    await dropOrphanTables(pool).catch(() => undefined);
  }
}

function countSoFar({ phase, eventsRead, rowsWritten }: RebuildJob): ReplayCount {
  return phase === "catch-up" ? { eventsRead, rowsWritten } : { eventsRead: 0, rowsWritten: 0 };
}

interface RebuildRun {
  readonly context: RebuildContext;
  job: RebuildJob;
  readonly stop: AbortController;
  phase: RebuildPhase;
  readonly count: ReplayCount;
}

async function reachReady(run: RebuildRun): Promise<void> {
  const { context } = run;
  if (run.job.attempt > MAX_ATTEMPTS)
    throw new Error(`The rebuild lost its worker ${MAX_ATTEMPTS} times; it is given up.`);
  const heartbeat = startHeartbeat(run);
  try {
    if (run.job.phase !== "catch-up") {
      const { tableName, target } = await build(run);
      await index(run, tableName);
      await enter(run, "catch-up", (client) => openCatchUp(client, run, target));
      context.onPartitionsCreated?.();
    }
    await catchUp(run);
  } finally {
    await heartbeat.end();
  }
  const { job } = run;
  // Every earlier sample is in: this one says what was read in all.
  await recordSample(context.pool, job, run.phase, run.count);
  await inTransaction(context.pool, async (client) => {
    await recordReady(client, job);
    await client.query(
      "update foldline.read_models set state = 'ready' where projection = $1 and version = $2 and state = 'catching-up'",
      [job.projection, job.version],
    );
  });
}

async function enter(
  run: RebuildRun,
  phase: RebuildPhase,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  run.phase = phase;
  await inTransaction(run.context.pool, async (client) => {
    await beginPhase(client, run.job, phase);
    await work(client);
  });
}

async function build(run: RebuildRun): Promise<{ tableName: string; target: bigint }> {
  const { pool } = run.context;
  const { rows } = await pool.query<{ streams: number }>(
    "select greatest(reltuples, 0)::float8 as streams from pg_class where oid = 'foldline.streams'::regclass",
  );
  let passes = powerOfTwo((rows[0]?.streams ?? 0) / ROWS_PER_PASS);
  if (run.context.projection.keyedBy === "key") passes = 1;
  for (;;) {
    try {
      return await buildOnce(run, passes);
    } catch (error) {
      if (!(error instanceof TooManyRowsError)) throw error;
      passes *= 2;
      run.count.eventsRead = 0;
      run.count.rowsWritten = 0;
      run.job = await recordNewAttempt(pool, run.job);
    }
  }
}

function powerOfTwo(atLeast: number): number {
  return Math.min(MAX_PASSES, 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, atLeast)))));
}

async function buildOnce(run: RebuildRun, passes: number): Promise<{ tableName: string; target: bigint }> {
  const { context, job, count, stop } = run;
  const { pool, projection, chain } = context;
  const tableName = tableNameOf(projection.viewName, job.version, job.attempt);
  const target = await watermark(pool);
  const eventsTotal = await countEvents(pool, { projection, chain, upTo: target, passes });
  await enter(run, "build", async (client) => {
    await recordTarget(client, job, target, eventsTotal);
    await client.query(
      `insert into foldline.read_models as r
         (projection, version, table_name, definition_version, definition_hash, upcaster_hash, state)
       values ($1, $2, $3, $4, $5, $6, 'building')
       on conflict (projection, version) do update
          set table_name = excluded.table_name, definition_version = excluded.definition_version,
              definition_hash = excluded.definition_hash, upcaster_hash = excluded.upcaster_hash, state = 'building'`,
      [
        job.projection,
        job.version,
        tableName,
        projection.version,
        projection.definitionHash,
        upcasterHash(projection, chain),
      ],
    );
    await createTable(client, projection, tableName, { unlogged: true });
  });
  await recordSample(pool, job, "build", count);
  await onOwnConnection(pool, (client) =>
    replay(client, { projection, chain, tableName, upTo: target, passes, count, signal: stop.signal }),
  );
  await recordProgress(pool, job, count);
  await recordSample(pool, job, "build", count);
  return { tableName, target };
}

/** Lends a connection that is thrown away when the work fails: a COPY may be half read. */
async function onOwnConnection(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  const ignore = () => undefined;
  client.on("error", ignore);
  try {
    await work(client);
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.off("error", ignore);
  client.release();
}

async function index(run: RebuildRun, tableName: string): Promise<void> {
  const { pool, projection } = run.context;
  await enter(run, "indexes", async () => undefined);
  const table = dataTable(tableName);
  for (const statement of [
    ...indexStatements(projection, tableName),
    `alter table ${table} set logged`,
    `analyze ${table}`,
  ]) {
    run.stop.signal.throwIfAborted();
    await pool.query(statement);
  }
}

/** From here on the runners feed the read model like any other, exactly once. */
async function openCatchUp(client: pg.PoolClient, { context, job }: RebuildRun, target: bigint): Promise<void> {
  await createPartitions(client, context.projection, job.version, target);
  await client.query(
    "update foldline.read_models set state = 'catching-up' where projection = $1 and version = $2 and state = 'building'",
    [job.projection, job.version],
  );
}

const BEHIND = `
select min(checkpoint) as checkpoint,
       (select error from foldline.partitions where projection = $1 and version = $2 and attempts >= ${MAX_PARTITION_ATTEMPTS} limit 1) as error
  from foldline.partitions where projection = $1 and version = $2`;

/** Waits until the runners have brought every partition to where the watermark was a moment ago. */
async function catchUp({ context, job, stop }: RebuildRun): Promise<void> {
  const { pool } = context;
  for (;;) {
    const target = await watermark(pool);
    await sleep(CATCH_UP_POLL_MS, undefined, { signal: stop.signal });
    const { rows } = await pool.query<{ checkpoint: string | null; error: { message: string } | null }>(BEHIND, [
      job.projection,
      job.version,
    ]);
    const [behind] = rows;
    if (behind === undefined || behind.checkpoint === null) throw new RebuildLostError("The partitions are gone.");
    if (behind.error !== null) throw new Error(`While catching up: ${behind.error.message}`);
    if (BigInt(behind.checkpoint) >= target) return;
  }
}

async function wantsPromotion(pool: pg.Pool, job: RebuildJob): Promise<boolean> {
  const { rows } = await pool.query<{ wanted: boolean }>(
    `select ${WANTS_PROMOTION} as wanted from foldline.rebuilds where id = $1`,
    [job.id],
  );
  return rows[0]?.wanted ?? false;
}

async function promoteReady({ context, job }: RebuildRun): Promise<void> {
  const { pool, projection, chain } = context;
  try {
    await promote(pool, { projection, chain, version: job.version });
  } catch (error) {
    if (isTransient(error)) throw error;
    await recordPromotionFailure(pool, job, failureOf(error));
  }
}

/** A sign of life and a sample each second; stops the run when it is no longer this worker's. */
function startHeartbeat(run: RebuildRun): { end(): Promise<void> } {
  const { pool } = run.context;
  let beating: Promise<void> = Promise.resolve();
  const beat = async () => {
    const { job } = run;
    try {
      await recordProgress(pool, job, run.count);
      await recordSample(pool, job, run.phase, run.count);
    } catch (error) {
      if (error instanceof RebuildLostError && job === run.job) run.stop.abort(error);
    }
  };
  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, SAMPLE_EVERY_MS);
  return {
    async end() {
      clearInterval(timer);
      await beating;
    },
  };
}
