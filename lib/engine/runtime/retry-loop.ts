import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import type { Projection } from "../projections/projection";
import { retryDeadLetters } from "../projections/retry";
import { retryableProjection } from "../projections/retryable";
import { type Periodic, periodically } from "./periodically";

const IDLE_POLL_MS = 300;
// A retry holds its partition: with many to do, feeding gets its turns in between.
const STREAMS_PER_TURN = 20;
const PAUSE_BETWEEN_TURNS_MS = 50;

/** Does what operators ask for with dead letters, a few streams at a time. */
export function retryLoop(options: {
  readonly pool: pg.Pool;
  readonly signal: AbortSignal;
  readonly known: () => readonly Projection[];
  readonly chain: () => Promise<UpcasterChain>;
  /** The worker's name. */
  readonly worker: string;
  readonly onError: (error: unknown, where: string) => void;
}): Periodic {
  const { pool, signal, known, chain, worker } = options;
  const onError = (error: unknown) => options.onError(error, "retries");
  let everyMs = IDLE_POLL_MS;
  return periodically(
    signal,
    async () => {
      const projections = known();
      const taken = await retryDeadLetters(pool, {
        known: projections,
        async retryableOf({ name, version }) {
          const projection = projections.find((each) => each.name === name && each.version === version);
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
