import type pg from "pg";
import { ProjectionFailedError, UpcastFailedError } from "../errors";
import type { UpcasterChain } from "../evolution/chain";
import { applyBatch, type HeldPartition, partitionLookup } from "../projections/batch";
import { LeaseLostError } from "../projections/errors";
import { isTransient } from "../projections/failure";
import type { Projection } from "../projections/projection";
import type { Lease } from "./leases";
import { recordPartitionFailure } from "./partition-failure";

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
  readonly signal: AbortSignal;
  /** A lease has gone to somebody else: look again at what is held. */
  readonly onLeaseLost: () => void;
  /** A batch was applied; `tookMs` from asking for its events to having committed their rows. */
  readonly onBatch: (batch: { readonly events: number; readonly tookMs: number }) => void;
  readonly onError: (error: unknown) => void;
}

interface Held extends HeldPartition {
  checkpoint: bigint;
  retryAt: number;
}

const TRANSIENT_PAUSE_MS = 500;

/** A feeder that holds nothing yet. */
export function createFeeder(options: FeederOptions): Feeder {
  const { pool, projection, version, tableName, signal } = options;
  let held = new Map<number, Held>();

  const behind = (upTo: bigint) => {
    const now = Date.now();
    return [...held.values()].filter(({ checkpoint, retryAt }) => checkpoint < upTo && retryAt <= now);
  };

  async function apply(partitions: readonly Held[], after: bigint, upTo: bigint, chain: UpcasterChain): Promise<void> {
    const limit = options.batchSize;
    const request = { projection, chain, version, tableName, partitions, after, upTo, limit };
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
    try {
      await apply(group, after, next, chain);
    } catch (error) {
      await recover(error, group, after, chain);
    }
  }

  async function recover(error: unknown, group: readonly Held[], after: bigint, chain: UpcasterChain): Promise<void> {
    if (error instanceof LeaseLostError) {
      held = new Map();
      options.onLeaseLost();
      return;
    }
    if (isTransient(error)) {
      for (const partition of group) partition.retryAt = Date.now() + TRANSIENT_PAUSE_MS;
      options.onError(error);
      return;
    }
    const failed = failedPartitions(error, projection, group);
    const position = failingPosition(error);
    // What comes before the failing event is applied, so that the partition stops exactly in front of it.
    const checkpoint = position !== null && position - 1n > after ? position - 1n : null;
    if (checkpoint !== null && group.some(({ checkpoint: at }) => at === after)) {
      try {
        await applyUpTo(failed, after, checkpoint, chain);
      } catch (earlier) {
        if (earlier instanceof LeaseLostError || isTransient(earlier)) return recover(earlier, failed, after, chain);
        error = earlier;
      }
    }
    const retryAt = await recordPartitionFailure(pool, { projection, version, partitions: failed, error });
    for (const partition of failed) partition.retryAt = retryAt.get(partition.partition) ?? Number.POSITIVE_INFINITY;
    options.onError(error);
  }

  async function applyUpTo(
    partitions: readonly Held[],
    after: bigint,
    upTo: bigint,
    chain: UpcasterChain,
  ): Promise<void> {
    for (let from = after; from < upTo && !signal.aborted; ) {
      await apply(partitions, from, upTo, chain);
      from = partitions[0]?.checkpoint ?? upTo;
    }
  }

  return {
    projection,
    version,
    hold(leases) {
      const now = new Map<number, Held>();
      for (const { partition, sliceFrom, sliceTo, epoch, checkpoint, retryAt } of leases) {
        const known = held.get(partition);
        const slices = { from: sliceFrom, to: sliceTo };
        const fresh = { partition, slices, epoch, checkpoint, retryAt: retryAt?.getTime() ?? 0 };
        now.set(partition, known?.epoch === epoch ? known : fresh);
      }
      held = now;
    },
    isBehind: (upTo) => behind(upTo).length > 0,
    async feed(upTo, chain) {
      for (let waiting = behind(upTo); waiting.length > 0 && !signal.aborted; waiting = behind(upTo)) {
        await step(waiting, upTo, chain);
      }
    },
  };
}

function failingPosition(error: unknown): bigint | null {
  return error instanceof ProjectionFailedError || error instanceof UpcastFailedError ? error.event.position : null;
}

/** The partitions that cannot go on; all of them when the error does not say which. */
function failedPartitions(error: unknown, projection: Projection, group: readonly Held[]): readonly Held[] {
  const name = ownerOf(error, projection);
  if (name === null) return group;
  const partition = partitionLookup(group)(name);
  return group.filter((held) => held.partition === partition);
}

function ownerOf(error: unknown, projection: Projection): string | null {
  if (projection.keyedBy === "stream") {
    return error instanceof ProjectionFailedError || error instanceof UpcastFailedError ? error.event.streamId : null;
  }
  return error instanceof ProjectionFailedError ? error.key : null;
}
