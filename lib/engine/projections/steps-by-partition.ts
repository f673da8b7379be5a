import type { FoldStep } from "./fold";
import type { Projection } from "./projection";

/** What each partition has to do with the steps of one stored event: an event is applied whole in each, or not at all. */
export function stepsByPartition(
  { keyedBy }: Pick<Projection, "keyedBy">,
  steps: readonly FoldStep[],
  partitionOf: (name: string) => number,
): ReadonlyMap<number, readonly FoldStep[]> {
  const parts = new Map<number, FoldStep[]>();
  for (const step of steps) {
    const names = keyedBy === "stream" ? [step.event.streamId] : step.keys;
    for (const partition of new Set(names.map(partitionOf))) {
      const keys = keyedBy === "stream" ? step.keys : step.keys.filter((key) => partitionOf(key) === partition);
      const own = parts.get(partition) ?? [];
      own.push({ ...step, keys });
      parts.set(partition, own);
    }
  }
  return parts;
}
