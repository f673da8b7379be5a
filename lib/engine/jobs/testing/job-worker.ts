import type pg from "pg";
import { codeUpcaster } from "../../evolution/code-upcaster";
import type { Upcaster } from "../../evolution/upcaster";
import { runWorker, type WorkerOptions } from "../../runtime/worker";
import { slowSums } from "./slow-sums";

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Reads `Paid` v1 as v2, with this much time for each event: so a job can be caught in the middle. */
export function slowly(msPerEvent: number): Upcaster {
  return codeUpcaster({
    ...{ type: "Paid", from: 1, to: 2, title: "Slow" },
    upcast: (data) => {
      Atomics.wait(sleeper, 0, 0, msPerEvent);
      return { ...data };
    },
  });
}

export interface JobWorkerOptions {
  readonly upcasters?: readonly Upcaster[];
  readonly reducers?: NonNullable<WorkerOptions["reducers"]>;
  readonly batchSize?: number;
  readonly name?: string;
}

/** Starts a worker that has nothing but jobs to do; the result stops it. */
export function startJobWorker(pool: pg.Pool, options: JobWorkerOptions = {}): () => Promise<void> {
  const stop = new AbortController();
  const { upcasters = [], ...rest } = options;
  const done = runWorker({ pool, projections: [slowSums], upcasters, signal: stop.signal, ...rest });
  return async () => {
    stop.abort();
    await done;
  };
}
