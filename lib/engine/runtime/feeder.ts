import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { applyBatch, type BatchRequest } from "../projections/batch";
import { LeaseLostError } from "../projections/errors";
import { isTransient } from "../projections/failure";
import type { Projection } from "../projections/projection";
import { heldPartitions } from "./held-partitions";
import type { Lease } from "./leases";
import { type Held, recover } from "./recovery";

/** Runs the partitions of one read-model version that this worker holds. */
export interface Feeder {
  readonly projection: Projection;
  readonly version: number;
  /** Takes over what the database says about the leases; partitions that are held already keep their place. */
  hold(leases: readonly Lease[]): void;
  /** Whether a partition is behind and not waiting for its next attempt. */
  isBehind(upTo: bigint): boolean;
  /** Applies events until every partition stands at `upTo` or waits. */
  feed(upTo: bigint, chain: UpcasterChain): Promise<void>;
}

interface FeederOptions {
  readonly pool: pg.Pool;
  readonly projection: Projection;
  readonly version: number;
  readonly tableName: string;
  readonly batchSize: number;
  /** The worker's name, for the attempts at an event that fails. */
  readonly worker: string;
  readonly signal: AbortSignal;
  /** A lease has gone to somebody else: look again at what is held. */
  readonly onLeaseLost: () => void;
  /** A batch was applied; `tookMs` from asking for its events to having committed their rows. */
  readonly onBatch: (batch: { readonly events: number; readonly tookMs: number }) => void;
  readonly onError: (error: unknown) => void;
}

const TRANSIENT_PAUSE_MS = 500;

/** A feeder that holds nothing yet. */
export function createFeeder(options: FeederOptions): Feeder {
  const { pool, projection, version, tableName, batchSize, signal } = options;
  const held = heldPartitions();

  async function apply(request: BatchRequest, partitions: readonly Held[]): Promise<void> {
    const began = performance.now();
    const { checkpoint, events } = await applyBatch(pool, request);
    options.onBatch({ events, tookMs: performance.now() - began });
    for (const partition of partitions) partition.checkpoint = checkpoint;
  }

  /** The partitions that stand furthest back go first, as far as the next ones, and then on together with them. */
  async function step(waiting: readonly Held[], upTo: bigint, chain: UpcasterChain): Promise<void> {
    const after = waiting.reduce((least, { checkpoint }) => (checkpoint < least ? checkpoint : least), upTo);
    const group = waiting.filter(({ checkpoint }) => checkpoint === after);
    const next = waiting.reduce(
      (least, { checkpoint }) => (checkpoint > after && checkpoint < least ? checkpoint : least),
      upTo,
    );
    const request = { projection, chain, version, tableName, partitions: group, after, upTo: next, limit: batchSize };
    try {
      await apply(request, group);
    } catch (error) {
      await recoverFrom(error, request, group);
    }
  }

  async function recoverFrom(error: unknown, request: BatchRequest, group: readonly Held[]): Promise<void> {
    if (error instanceof LeaseLostError) {
      held.release();
      options.onLeaseLost();
      return;
    }
    if (isTransient(error)) {
      for (const partition of group) partition.retryAt = Date.now() + TRANSIENT_PAUSE_MS;
      options.onError(error);
      return;
    }
    options.onError(error);
    const applyAll = (partitions: readonly Held[], upTo: bigint) => applyUpTo({ ...request, upTo }, partitions);
    try {
      await recover({ pool, request, group, worker: options.worker, apply: applyAll }, error);
    } catch (another) {
      await (isTransient(another) || another instanceof LeaseLostError
        ? recoverFrom(another, request, group)
        : Promise.reject(another));
    }
  }

  async function applyUpTo(request: BatchRequest, partitions: readonly Held[]): Promise<void> {
    const { upTo } = request;
    for (let after = partitions[0]?.checkpoint ?? upTo; after < upTo && !signal.aborted; ) {
      await apply({ ...request, partitions, after }, partitions);
      after = partitions[0]?.checkpoint ?? upTo;
    }
  }

  return {
    projection,
    version,
    hold: held.hold,
    isBehind: (upTo) => held.behind(upTo).length > 0,
    async feed(upTo, chain) {
      for (let waiting = held.behind(upTo); waiting.length > 0 && !signal.aborted; waiting = held.behind(upTo)) {
        await step(waiting, upTo, chain);
      }
    },
  };
}
