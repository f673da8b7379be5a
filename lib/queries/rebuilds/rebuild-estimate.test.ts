import { expect, test } from "vitest";
import { estimateRebuild } from "./rebuild-estimate";

const fast = { projection: "orders", events: 200_000, rate: 100_000 };
const short = { projection: "parcels", events: 5, rate: 10 };

test("estimates by a projection's own runs, however short", () => {
  expect(estimateRebuild("parcels", 100, [fast, short])).toEqual({ seconds: 10, runs: 1, ofOthers: false });
});

test("estimates by others' runs only where they were long enough to tell", () => {
  expect(estimateRebuild("fines", 500_000, [short, fast])).toEqual({ seconds: 5, runs: 1, ofOthers: true });
  expect(estimateRebuild("fines", 500_000, [short])).toBeNull();
});
