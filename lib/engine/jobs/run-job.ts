import { setImmediate as nextTurn } from "node:timers/promises";
import type pg from "pg";
import { failureOf, isTransient } from "../projections/failure";
import { onOwnConnection } from "../projections/own-connection";
import { inTransaction } from "../store/transaction";
import { watermark } from "../store/watermark";
import type { Job } from "./claim-job";
import { recordFindings } from "./findings";
import { startJobHeartbeat } from "./job-heartbeat";
import type { JobBatch, JobContext, JobKind, JobState, JobWork, StartedJob } from "./job-kind";
import {
  giveBack,
  holdJob,
  JobLostError,
  recordBatch,
  recordDone,
  recordFailure,
  recordTarget,
  recordTotal,
} from "./job-record";

const MAX_ATTEMPTS = 20;

/**
 * Runs a claimed job to its end: done or failed. Returns early, leaving it to another worker, when it is paused, the
 * database is away or the signal fires; and at once when the job was cancelled or taken over.
 */
export async function runJob(context: JobContext, kind: JobKind, job: Job): Promise<void> {
  const stop = new AbortController();
  const abort = () => stop.abort(context.signal.reason);
  context.signal.addEventListener("abort", abort, { once: true });
  const heartbeat = startJobHeartbeat(context.pool, job, stop);
  try {
    context.signal.throwIfAborted();
    if (job.attempt > MAX_ATTEMPTS) throw new Error(`The job lost its worker ${MAX_ATTEMPTS} times; it is given up.`);
    const started = await start(context, job);
    await onOwnConnection(context.pool, async (reader) => {
      const work = await kind.open({ ...context, signal: stop.signal }, started, reader);
      await Promise.all([countEvents(context, started, work), workOff(context, started, work, stop.signal)]);
    });
  } catch (error) {
    const reason = stop.signal.aborted ? stop.signal.reason : error;
    if (error instanceof JobLostError || reason instanceof JobLostError) return;
    if (context.signal.aborted) return await giveBack(context.pool, job).catch(() => undefined);
    if (isTransient(error)) throw error;
    await recordFailure(context.pool, job, failureOf(error)).catch((failed) => {
      if (!(failed instanceof JobLostError)) throw failed;
    });
  } finally {
    context.signal.removeEventListener("abort", abort);
    await heartbeat.end();
  }
}

async function start({ pool }: JobContext, job: Job): Promise<StartedJob> {
  if (job.upTo !== null) return { ...job, upTo: job.upTo };
  const upTo = await watermark(pool);
  await recordTarget(pool, job, upTo);
  return { ...job, upTo };
}

async function countEvents({ pool }: JobContext, job: StartedJob, work: JobWork): Promise<void> {
  if (job.eventsTotal !== null) return;
  const events = await work.count();
  // A short job is over before its events are counted; it knows then how many they were.
  await recordTotal(pool, job, events).catch((error) => {
    if (!(error instanceof JobLostError)) throw error;
  });
}

async function workOff({ pool }: JobContext, job: StartedJob, work: JobWork, signal: AbortSignal): Promise<void> {
  let state: JobState = { checkpoint: job.checkpoint, eventsDone: job.eventsDone, result: job.result };
  while (state.checkpoint < job.upTo) {
    const startedAt = performance.now();
    const batch = await work.next(state);
    signal.throwIfAborted();
    const stored = await store(pool, { job, state, batch, startedAt });
    state = stored.state;
    if (stored.paused) return await giveBack(pool, job);
    // A batch that was read ahead is there at once: without this, timers would have to wait for the whole job.
    await nextTurn();
  }
  const done = await inTransaction(pool, async (client) => {
    if (!(await recordDone(client, job))) return false;
    await work.finish?.(client, state);
    return true;
  });
  if (!done) await giveBack(pool, job);
}

interface Step {
  readonly job: StartedJob;
  readonly state: JobState;
  readonly batch: JobBatch;
  /** Of the batch, for the time at work. */
  readonly startedAt: number;
}

async function store(pool: pg.Pool, { job, state, batch, startedAt }: Step) {
  let stored = { state, paused: false };
  await batch.store((write) =>
    inTransaction(pool, async (client) => {
      await holdJob(client, job);
      const { result, findings } = await write(client);
      await recordFindings(client, job.id, findings);
      const before = (state.result as { readonly elapsedMs?: number } | null)?.elapsedMs ?? 0;
      const next: JobState = {
        checkpoint: batch.checkpoint,
        eventsDone: state.eventsDone + batch.events,
        result: { ...result, elapsedMs: Math.round(before + performance.now() - startedAt) },
      };
      stored = { state: next, paused: (await recordBatch(client, job, next)).paused };
    }),
  );
  return stored;
}
