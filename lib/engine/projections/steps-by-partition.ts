import type { FoldStep } from "./fold";
import type { Projection } from "./projection";

/** What each partition, as far as `partitionOf` knows it, has to do with the steps of one stored event. */
export function stepsByPartition(
  { keyedBy }: Pick<Projection, "keyedBy">,
  steps: readonly FoldStep[],
  partitionOf: (name: string) => number | null,
): ReadonlyMap<number, readonly FoldStep[]> {
  const parts = new Map<number, FoldStep[]>();
  for (const step of steps) {
    const names = keyedBy === "stream" ? [step.event.streamId] : step.keys;
    for (const partition of new Set(names.map(partitionOf))) {
      if (partition === null) continue;
      const keys = keyedBy === "stream" ? step.keys : step.keys.filter((key) => partitionOf(key) === partition);
      const own = parts.get(partition) ?? [];
      own.push({ ...step, keys });
      parts.set(partition, own);
    }
  }
  return parts;
}
