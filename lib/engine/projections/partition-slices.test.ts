import { expect, test } from "vitest";
import { partitionOfSlice, slicesOfPartition } from "./partition-slices";

test("every slice belongs to exactly the partition whose range holds it", () => {
  for (const partitions of [1, 2, 3, 7, 16, 100, 1023, 1024]) {
    let next = 0;
    for (let partition = 0; partition < partitions; partition++) {
      const { from, to } = slicesOfPartition(partition, partitions);
      expect(from).toBe(next);
      for (let slice = from; slice <= to; slice++) expect(partitionOfSlice(slice, partitions)).toBe(partition);
      next = to + 1;
    }
    expect(next).toBe(1024);
  }
});
