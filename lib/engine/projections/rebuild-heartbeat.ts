import { RebuildLostError, recordProgress, recordSample } from "./rebuild-record";
import type { RebuildRun } from "./rebuild-run";

const BEAT_EVERY_MS = 1_000;

/**
 * A sign of life and a sample each second, and what the operator has decided meanwhile; stops the run when it is no
 * longer this worker's.
 */
export function startHeartbeat(run: RebuildRun): { end(): Promise<void> } {
  const { pool } = run.context;
  let beating: Promise<void> = Promise.resolve();
  const beat = async () => {
    const { job } = run;
    try {
      run.control.adjust(await recordProgress(pool, job, run.count));
      // One that is ready has read everything long ago.
      if (job.status === "running") await recordSample(pool, job, run.phase, run.count);
    } catch (error) {
      if (error instanceof RebuildLostError && job === run.job) run.stop.abort(error);
    }
  };
  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, BEAT_EVERY_MS);
  return {
    async end() {
      clearInterval(timer);
      await beating;
    },
  };
}
