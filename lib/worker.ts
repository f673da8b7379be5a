import "server-only";
import { pool } from "./db/pool";
import { startDemoStory } from "./demo-story";
import { startTrading } from "./domain/trading";
import { runWorker } from "./engine";
import { reducersOf } from "./queries/reducers/reducers";
import { eventSchemas, codeProjections as projections, reactors, store, upcasters } from "./store";
import { VERSION } from "./version";

export interface WorkOptions {
  readonly signal: AbortSignal;
  /** Shown in the console. */
  readonly name?: string;
  readonly onError: (error: unknown, where: string) => void;
}

/** What a worker process does until the signal fires: projections, reactors, rebuilds, and the demo shop's trade when switched on. */
export async function work({ signal, name, onError }: WorkOptions): Promise<void> {
  await Promise.all([
    runWorker({
      pool,
      projections,
      reactors: reactors(store),
      upcasters,
      reducers: reducersOf,
      eventSchemas,
      signal,
      release: VERSION,
      onError,
      ...(name === undefined ? {} : { name }),
    }),
    startTrading({ pool, store, signal, onError: (error) => onError(error, "demo trading") }),
    startDemoStory(signal, (error) => onError(error, "demo story")),
  ]);
}
