import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import type { Projection } from "../projections/projection";
import { type Definition, retryDeadLetters } from "../projections/retry";
import { retryableProjection } from "../projections/retryable";
import { type Periodic, periodically } from "./periodically";
import type { Reactor } from "./reactor";
import { retryableReactor } from "./retry-reactor";

const IDLE_POLL_MS = 300;
// A retry holds its partition: with many to do, feeding gets its turns in between.
const STREAMS_PER_TURN = 20;
const PAUSE_BETWEEN_TURNS_MS = 50;

/** Does what operators ask for with dead letters, a few streams at a time. */
export function retryLoop(options: {
  readonly pool: pg.Pool;
  readonly signal: AbortSignal;
  readonly known: () => readonly Projection[];
  readonly reactors: readonly Reactor[];
  readonly chain: () => Promise<UpcasterChain>;
  /** The worker's name. */
  readonly worker: string;
  readonly onError: (error: unknown, where: string) => void;
}): Periodic {
  const { pool, signal, known, reactors, chain, worker } = options;
  const onError = (error: unknown) => options.onError(error, "retries");
  let everyMs = IDLE_POLL_MS;
  return periodically(
    signal,
    async () => {
      const projections = known();
      const taken = await retryDeadLetters(pool, {
        known: [...projections, ...reactors],
        async retryableOf(wanted) {
          const isWanted = (each: Definition) => each.name === wanted.name && each.version === wanted.version;
          const reactor = reactors.find(isWanted);
          if (reactor !== undefined) return retryableReactor(reactor, await chain(), signal);
          const projection = projections.find(isWanted);
          return projection === undefined ? undefined : retryableProjection(projection, await chain());
        },
        worker,
        limit: STREAMS_PER_TURN,
        signal,
        onError,
      });
      everyMs = taken < STREAMS_PER_TURN ? IDLE_POLL_MS : PAUSE_BETWEEN_TURNS_MS;
    },
    { everyMs: () => everyMs, onError },
  );
}
