import type pg from "pg";
import { ProjectionFailedError, UpcastFailedError } from "../errors";
import type { UpcasterChain } from "../evolution/chain";
import { prepareBatch } from "../projections/batch";
import { LeaseLostError } from "../projections/errors";
import type { EventPart } from "../projections/event-parts";
import { readParkedStreams } from "../projections/read-parked-streams";
import { callHandlers } from "./call-handler";
import type { Feeder } from "./feeder";
import { heldPartitions } from "./held-partitions";
import { checkHeld, moveReactor, StreamsReleasedError } from "./move-reactor";
import { recordPartitionFailure } from "./partition-failure";
import type { Reactor } from "./reactor";
import type { Held } from "./recovery";

interface ReactorOptions {
  readonly pool: pg.Pool;
  readonly reactor: Reactor;
  /** The worker's name, for the attempts at an event that fails. */
  readonly worker: string;
  readonly signal: AbortSignal;
  readonly onLeaseLost: () => void;
  readonly onBatch: (batch: { readonly events: number; readonly tookMs: number }) => void;
  readonly onError: (error: unknown) => void;
}

const VERSION = 1;
const BATCH = 200;
// So much is handed over again at most when the worker dies.
const MOVE_EVERY_MS = 1_000;
const TRANSIENT_PAUSE_MS = 500;
// Effects may come a moment later; asking for events of others at every turn would cost more than it is worth.
const LEAST_PAUSE_MS = 100;

/** Hands events to a reactor's handlers, those of a stream in order; a partition moves on once they have settled. */
export function createReactorFeeder(options: ReactorOptions): Feeder {
  const { pool, reactor, signal } = options;
  const { follows } = reactor;
  const held = heldPartitions();
  let fedAt = Number.NEGATIVE_INFINITY;

  async function feedPartition(partition: Held, upTo: bigint, chain: UpcasterChain): Promise<void> {
    const range = { partitions: [partition], upTo, limit: BATCH };
    try {
      const mayGoOn = () => held.holds(partition) && partition.retryAt <= Date.now() && !signal.aborted;
      while (partition.checkpoint < upTo && mayGoOn()) {
        const request = { projection: follows, chain, version: VERSION, tableName: "", after: partition.checkpoint };
        const { parts, checkpoint } = await prepareBatch(pool, { ...request, ...range });
        await run(partition, parts, checkpoint);
      }
    } catch (error) {
      if (error instanceof LeaseLostError) {
        held.release();
        options.onLeaseLost();
        return;
      }
      partition.retryAt = Date.now() + TRANSIENT_PAUSE_MS;
      options.onError(error);
    }
  }

  /** Hands over what one partition has in the batch, and moves it as far as that went. */
  async function run(partition: Held, parts: readonly EventPart[], checkpoint: bigint): Promise<void> {
    const began = performance.now();
    const after = partition.checkpoint;
    if (parts.length > 0) await checkHeld(pool, reactor, partition);
    const parked = await readParkedStreams(pool, {
      ...{ projection: follows, version: VERSION, partitions: [partition], after },
      upTo: checkpoint,
    });
    const fateOf = ({ place }: EventPart) => parked.fateOf(partition.partition, place.streamId, place.position);
    let left = parts.filter((part) => fateOf(part) !== "fold");
    let wanted = parts.filter((part) => fateOf(part) === "fold");
    let reached = checkpoint;
    let failure: { readonly part: EventPart; readonly error: unknown } | null = null;
    const handed: EventPart[] = [];
    for (;;) {
      for (const part of wanted) {
        if (part.place.position > reached) break;
        if (signal.aborted || performance.now() - began > MOVE_EVERY_MS) {
          reached = part.place.position - 1n;
          break;
        }
        try {
          await callHandlers(reactor, part, signal);
          handed.push(part);
        } catch (error) {
          reached = part.place.position - 1n;
          if (!signal.aborted) failure = { part, error };
          break;
        }
      }
      if (reached <= after) break;
      try {
        const events = handed.filter(({ place }) => place.position <= reached).length;
        await moveReactor(pool, reactor, { partition, after, reached, events, left });
        partition.checkpoint = reached;
        break;
      } catch (error) {
        if (!(error instanceof StreamsReleasedError)) throw error;
        // A retry has let go of streams whose events were left out here: they are handed over after all.
        wanted = left.filter(({ place }) => error.positions.has(place.position));
        left = left.filter(({ place }) => !error.positions.has(place.position));
      }
    }
    if (handed.length > 0) options.onBatch({ events: handed.length, tookMs: performance.now() - began });
    if (failure !== null) await fail(partition, failure.part, failure.error);
  }

  async function fail(partition: Held, { place }: EventPart, cause: unknown): Promise<void> {
    options.onError(cause);
    const named = cause instanceof UpcastFailedError && cause.event.position === place.position;
    const error = named ? cause : new ProjectionFailedError(reactor.name, place, { cause });
    const failed = { projection: follows, version: VERSION, partitions: [partition], error, worker: options.worker };
    const retryAt = await recordPartitionFailure(pool, failed);
    partition.retryAt = retryAt.get(partition.partition) ?? Number.POSITIVE_INFINITY;
  }

  return {
    projection: follows,
    version: VERSION,
    hold: held.hold,
    isBehind: (upTo) => performance.now() - fedAt > LEAST_PAUSE_MS && held.behind(upTo).length > 0,
    async feed(upTo, chain) {
      await Promise.all(held.behind(upTo).map((partition) => feedPartition(partition, upTo, chain)));
      fedAt = performance.now();
    },
  };
}
