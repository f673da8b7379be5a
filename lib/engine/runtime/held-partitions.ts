import type { Lease } from "./leases";
import type { Held } from "./recovery";

/** The partitions of one read-model version, or of a reactor, that this worker holds. */
export interface HeldPartitions {
  /** Takes over what the database says about the leases; partitions that are held already keep their place. */
  hold(leases: readonly Lease[]): void;
  /** Those that are behind and not waiting for their next attempt. */
  behind(upTo: bigint): Held[];
  /** Whether it is still one of them. */
  holds(partition: Held): boolean;
  release(): void;
}

/** Holds nothing yet. */
export function heldPartitions(): HeldPartitions {
  let held = new Map<number, Held>();
  return {
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
    behind(upTo) {
      const now = Date.now();
      return [...held.values()].filter(({ checkpoint, retryAt }) => checkpoint < upTo && retryAt <= now);
    },
    holds: (partition) => held.get(partition.partition) === partition,
    release() {
      held = new Map();
    },
  };
}
