import { inTransaction } from "../store/transaction";
import { type RebuildJob, WANTS_PROMOTION } from "./claim-rebuild";
import { failureOf, isTransient } from "./failure";
import { dropOrphanTables } from "./orphan-tables";
import { promote } from "./promote";
import { build } from "./rebuild-build";
import { beginCatchUp, catchUp } from "./rebuild-catch-up";
import { startHeartbeat } from "./rebuild-heartbeat";
import { rebuildInPlace } from "./rebuild-in-place";
import { analyze, index } from "./rebuild-indexes";
import {
  RebuildLostError,
  recordFailure,
  recordProgress,
  recordPromotionFailure,
  recordReady,
  recordSample,
  recordVerificationFailure,
} from "./rebuild-record";
import { enterPhase, type RebuildContext, type RebuildRun } from "./rebuild-run";
import { verify } from "./rebuild-verify";
import type { ReplayCount } from "./replay";
import { replayControl } from "./replay-control";

const MAX_ATTEMPTS = 20;

/**
 * Runs a claimed rebuild to its end: ready, promoted, or failed. Returns early, leaving it to another worker, when the
 * database is away or the signal fires; and at once when the rebuild was cancelled or taken over.
 */
export async function runRebuild(context: RebuildContext, job: RebuildJob): Promise<void> {
  const { pool, signal } = context;
  const stop = new AbortController();
  const abort = () => stop.abort(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  const control = replayControl(stop.signal, { paused: false, throttle: job.throttle });
  const run: RebuildRun = { context, job, stop, phase: job.phase ?? "build", count: countSoFar(job), control };
  try {
    signal.throwIfAborted();
    if (job.scope !== "whole") return await repair(run);
    if (job.status === "running") await reachReady(run);
    else if (job.verifyAgain) await verifyOnceMore(run);
    if (await wantsPromotion(run)) await promoteReady(run);
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

/** Where a worker that takes the rebuild over finds a filled table, and goes on. */
const isFilled = ({ phase }: RebuildJob) => phase === "catch-up" || phase === "verify";

function countSoFar(job: RebuildJob): ReplayCount {
  const { eventsRead, rowsWritten } = job;
  return isFilled(job) ? { eventsRead, rowsWritten } : { eventsRead: 0, rowsWritten: 0 };
}

/** Changes a part of the live read model in place. */
async function repair(run: RebuildRun): Promise<void> {
  checkAttempts(run.job);
  const heartbeat = startHeartbeat(run);
  try {
    await rebuildInPlace(run);
  } finally {
    await heartbeat.end();
  }
}

/** Compares a ready version once more; when that fails, it stays as ready as it was. */
async function verifyOnceMore(run: RebuildRun): Promise<void> {
  const heartbeat = startHeartbeat(run);
  try {
    await verify(run);
  } catch (error) {
    if (run.stop.signal.aborted || isTransient(error)) throw error;
    await recordVerificationFailure(run.context.pool, run.job, failureOf(error));
  } finally {
    await heartbeat.end();
  }
}

function checkAttempts({ attempt }: RebuildJob): void {
  if (attempt > MAX_ATTEMPTS) throw new Error(`The rebuild lost its worker ${MAX_ATTEMPTS} times; it is given up.`);
}

async function reachReady(run: RebuildRun): Promise<void> {
  const { context, job } = run;
  checkAttempts(job);
  const heartbeat = startHeartbeat(run);
  // Beside the phases that follow it: nothing in them waits for the planner's statistics.
  let analysed: Promise<void> | undefined;
  try {
    if (!isFilled(job)) {
      const { tableName, target } = await build(run);
      await index(run, tableName);
      await beginCatchUp(run, target);
      analysed = analyze(run, tableName);
      analysed.catch(() => undefined);
    }
    await catchUp(run);
    await enterPhase(run, "verify");
    await verify(run);
    await analysed;
  } finally {
    await heartbeat.end();
  }
  // Every earlier sample is in: this one says what was read in all.
  await recordSample(context.pool, run.job, run.phase, run.count);
  while (!(await becomeReady(run))) await untilResumed(run);
}

/** False while it is paused. */
function becomeReady({ context, job }: RebuildRun): Promise<boolean> {
  return inTransaction(context.pool, async (client) => {
    if (!(await recordReady(client, job))) return false;
    await client.query(
      "update foldline.read_models set state = 'ready' where projection = $1 and version = $2 and state = 'catching-up'",
      [job.projection, job.version],
    );
    return true;
  });
}

/** Keeps a rebuild that was paused while it was verified. */
async function untilResumed(run: RebuildRun): Promise<void> {
  const { context, job, count, control } = run;
  const heartbeat = startHeartbeat(run);
  try {
    control.adjust(await recordProgress(context.pool, job, count));
    await control.admit(count.eventsRead);
  } finally {
    await heartbeat.end();
  }
}

async function wantsPromotion({ context, job }: RebuildRun): Promise<boolean> {
  const { rows } = await context.pool.query<{ wanted: boolean }>(
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
