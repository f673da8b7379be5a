import { LAST_SLICE, type SliceRange } from "./event-filter";

const SLICES = LAST_SLICE + 1;

/** The slices of one of so many partitions. */
export function slicesOfPartition(partition: number, partitions: number): SliceRange {
  const first = (of: number) => Math.floor((of * SLICES) / partitions);
  return { from: first(partition), to: first(partition + 1) - 1 };
}

/** Which of so many partitions a slice belongs to. */
export function partitionOfSlice(slice: number, partitions: number): number {
  return Math.floor(((slice + 1) * partitions - 1) / SLICES);
}
