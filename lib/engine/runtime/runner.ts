import type { UpcasterChain } from "../evolution/chain";
import type { Feeder } from "./feeder";
import type { Lease } from "./leases";

const MAX_FEEDERS_AT_ONCE = 4;

/** Feeds all that this worker holds partitions of, a few at once, so that none waits for a slow one. */
export interface Runner {
  /** Takes over what the database says about the leases. */
  hold(leases: readonly Lease[]): void;
  run(upTo: bigint): Promise<void>;
  /** Settles when nothing is being fed. */
  idle(): Promise<void>;
}

/** A runner that holds nothing yet. */
export function createRunner(options: {
  /** `undefined`: this worker does not have the definition. */
  readonly feederOf: (lease: Lease) => Feeder | undefined;
  readonly chain: () => Promise<UpcasterChain>;
  readonly onError: (error: unknown, where: string) => void;
}): Runner {
  const feeders = new Map<string, Feeder>();
  const busy = new Map<Feeder, Promise<void>>();
  // A rebuild that begins again fills another table, and a reactor goes on with another definition.
  const nameOf = ({ projection, version, definitionVersion, tableName }: Lease) =>
    JSON.stringify([projection, version, definitionVersion, tableName]);

  return {
    hold(leases) {
      const byName = new Map<string, Lease[]>();
      for (const lease of leases) byName.set(nameOf(lease), [...(byName.get(nameOf(lease)) ?? []), lease]);
      for (const [name, feeder] of feeders) {
        if (byName.has(name)) continue;
        feeder.hold([]);
        feeders.delete(name);
      }
      for (const [name, held] of byName) {
        const [first] = held;
        const feeder = feeders.get(name) ?? (first === undefined ? undefined : options.feederOf(first));
        if (feeder === undefined) continue;
        feeders.set(name, feeder);
        feeder.hold(held);
      }
    },
    async run(upTo) {
      const waiting = [...feeders].filter(([, feeder]) => !busy.has(feeder) && feeder.isBehind(upTo));
      if (waiting.length === 0) return;
      const current = await options.chain();
      for (const [name, feeder] of waiting.slice(0, Math.max(0, MAX_FEEDERS_AT_ONCE - busy.size))) {
        // To the end of the line: one that is always behind does not keep the others waiting.
        feeders.delete(name);
        feeders.set(name, feeder);
        const where = `${feeder.projection.name} version ${feeder.version}`;
        const feeding = feeder
          .feed(upTo, current)
          .catch((error) => options.onError(error, where))
          .finally(() => busy.delete(feeder));
        busy.set(feeder, feeding);
      }
    },
    async idle() {
      await Promise.all(busy.values());
    },
  };
}
