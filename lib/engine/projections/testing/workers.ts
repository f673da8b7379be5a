import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { runWorker } from "../../runtime/worker";
import { type RebuildProgress, rebuildProgress } from "../progress";
import type { Projection } from "../projection";

/** Waits until the condition holds; fails after 40 seconds. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 40_000; Date.now() < deadline; await sleep(20)) if (await condition()) return;
  throw new Error("The condition did not come true in time.");
}

/** Starts a worker, and returns when it has registered its projections; the result stops it. */
export async function startWorker(pool: pg.Pool, projections: readonly Projection[]): Promise<() => Promise<void>> {
  const stop = new AbortController();
  const done = runWorker({ pool, projections, upcasters: [], signal: stop.signal });
  const known = "select 1 from foldline.projections where name = $1 and definition_hash = $2 and serving_version > 0";
  for (const { name, definitionHash } of projections) {
    await until(async () => (await pool.query(known, [name, definitionHash])).rows.length > 0);
  }
  return async () => {
    stop.abort();
    await done;
  };
}

/** Every partition of the projection has applied every event. */
export async function caughtUp(pool: pg.Pool, name: string): Promise<void> {
  const behind = `select 1 from foldline.partitions p join foldline.read_models r using (projection, version)
    where projection = $1 and r.state in ('live', 'ready', 'retired')
      and checkpoint < (select max(position) from foldline.events)`;
  await until(async () => (await pool.query(behind, [name])).rows.length === 0);
}

/** The rebuild as soon as it is what `wanted` says. */
export async function rebuildWhen(
  pool: pg.Pool,
  id: string,
  wanted: (progress: RebuildProgress) => boolean,
): Promise<RebuildProgress> {
  let found: RebuildProgress | null = null;
  await until(async () => {
    found = await rebuildProgress(pool, id);
    if (found?.status === "failed") throw new Error(`It failed: ${found.error?.message}`);
    return found !== null && wanted(found);
  });
  if (found === null) throw new Error(`Rebuild ${id} is gone.`);
  return found;
}
