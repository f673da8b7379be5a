import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { claimRebuild } from "../projections/claim-rebuild";
import type { Projection } from "../projections/projection";
import { runRebuild } from "../projections/rebuild";
import { type Periodic, periodically } from "./periodically";

interface RebuildLoopOptions {
  readonly pool: pg.Pool;
  readonly signal: AbortSignal;
  readonly known: () => readonly Projection[];
  readonly chain: () => Promise<UpcasterChain>;
  readonly worker: { readonly id: string; readonly name: string };
  readonly onPartitionsCreated: () => void;
  readonly onError: (error: unknown, where: string) => void;
}

const LOOK_EVERY_MS = 200;
// What a paused build has folded stays in this worker's memory.
const MOST_AT_ONCE = 4;

const AT_WORK = `
select 1 from foldline.rebuilds
 where id = any ($1) and status in ('running', 'ready') and (status = 'ready' or paused_at is null) limit 1`;

/** Runs rebuilds, one after the other; those that are paused keep no other waiting. */
export function rebuildLoop(options: RebuildLoopOptions): Periodic {
  const { pool, signal, known, chain, worker, onPartitionsCreated } = options;
  const onError = (error: unknown) => options.onError(error, "rebuilds");
  const running = new Map<Promise<void>, string>();

  async function isFree(): Promise<boolean> {
    if (running.size === 0) return true;
    if (running.size >= MOST_AT_ONCE) return false;
    return (await pool.query(AT_WORK, [[...running.values()]])).rows.length === 0;
  }

  const loop = periodically(
    signal,
    async () => {
      if (!(await isFree())) return;
      // First, so that upcasters that do not fit together leave no job claimed by a worker that cannot run it.
      const current = await chain();
      const projections = known();
      const job = await claimRebuild(pool, worker.id, projections);
      const projection = projections.find(({ name }) => name === job?.projection);
      if (job === null || projection === undefined) return;
      const context = { pool, projection, chain: current, worker: worker.name, signal, onPartitionsCreated };
      const run: Promise<void> = runRebuild(context, job)
        .catch(onError)
        .finally(() => running.delete(run));
      running.set(run, job.id);
    },
    { everyMs: () => LOOK_EVERY_MS, onError },
  );
  return {
    wake: loop.wake,
    done: loop.done.then(async () => void (await Promise.all(running.keys()))),
  };
}
