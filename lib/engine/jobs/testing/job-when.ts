import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { type JobProgress, jobProgress } from "../progress";

const WAIT_MS = 60_000;

/** The job as soon as the condition holds; an error that shows it when that takes too long. */
export async function jobWhen(
  pool: pg.Pool,
  id: string,
  holds: (job: JobProgress) => boolean = ({ status }) => status === "done",
): Promise<JobProgress> {
  let last: JobProgress | null = null;
  for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; await sleep(10)) {
    last = await jobProgress(pool, id);
    if (last !== null && holds(last)) return last;
    if (last?.finishedAt != null) break;
  }
  throw new Error(`The job did not come that far: ${JSON.stringify({ ...last, samples: undefined })}`);
}
