import { claimJob } from "../jobs/claim-job";
import type { JobContext, JobKind } from "../jobs/job-kind";
import { runJob } from "../jobs/run-job";
import { type Periodic, periodically } from "./periodically";

interface JobLoopOptions extends JobContext {
  readonly kinds: readonly JobKind[];
  readonly onError: (error: unknown, where: string) => void;
}

const LOOK_EVERY_MS = 200;
// So that a copy of hours does not hold a verification back.
const MOST_AT_ONCE = 2;

/** Runs jobs; those that are paused are in nobody's hands. */
export function jobLoop({ kinds, ...context }: JobLoopOptions): Periodic {
  const onError = (error: unknown) => context.onError(error, "jobs");
  const running = new Set<Promise<void>>();
  const loop = periodically(
    context.signal,
    async () => {
      if (running.size >= MOST_AT_ONCE) return;
      const names = kinds.map(({ kind }) => kind);
      const job = await claimJob(context.pool, context.worker.id, names);
      const kind = kinds.find((each) => each.kind === job?.kind);
      if (job === null || kind === undefined) return;
      const run: Promise<void> = runJob(context, kind, job)
        .catch(onError)
        .finally(() => running.delete(run));
      running.add(run);
    },
    { everyMs: () => LOOK_EVERY_MS, onError },
  );
  return { wake: loop.wake, done: loop.done.then(async () => void (await Promise.all(running))) };
}
