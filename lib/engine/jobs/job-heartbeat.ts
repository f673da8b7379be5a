import type pg from "pg";
import type { Job } from "./claim-job";
import { JobLostError, recordAlive } from "./job-record";

const BEAT_EVERY_MS = 1_000;

/** A sign of life and a sample each second; stops the run when it is no longer this worker's. */
export function startJobHeartbeat(pool: pg.Pool, job: Job, stop: AbortController): { end(): Promise<void> } {
  const beat = async () => {
    await recordAlive(pool, job).catch((error) => {
      if (error instanceof JobLostError) stop.abort(error);
    });
  };
  let beating = beat();
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
