import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { inTransaction } from "../store/transaction";
import type { RebuildJob } from "./claim-rebuild";
import type { RebuildPhase } from "./progress";
import type { Projection } from "./projection";
import { beginPhase } from "./rebuild-record";
import type { ReplayCount } from "./replay";
import type { AdjustableControl } from "./replay-control";

export interface RebuildContext {
  readonly pool: pg.Pool;
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  /** The worker's name, for the attempts of dead letters. */
  readonly worker: string;
  /** The worker stops: the job is left to another one. */
  readonly signal: AbortSignal;
  /** New partitions wait for a runner. */
  readonly onPartitionsCreated?: () => void;
}

/** A rebuild as the worker that runs it knows it. */
export interface RebuildRun {
  readonly context: RebuildContext;
  job: RebuildJob;
  /** Fires when the worker stops, and when the rebuild is no longer this worker's. */
  readonly stop: AbortController;
  phase: RebuildPhase;
  readonly count: ReplayCount;
  readonly control: AdjustableControl;
}

/** Begins a phase, with what belongs to its beginning in the same transaction. */
export async function enterPhase(
  run: RebuildRun,
  phase: RebuildPhase,
  work: (client: pg.PoolClient) => Promise<void> = async () => undefined,
): Promise<void> {
  run.phase = phase;
  await inTransaction(run.context.pool, async (client) => {
    await beginPhase(client, run.job, phase);
    await work(client);
  });
}
