import { expect, test } from "vitest";
import type { StreamDiff } from "@/lib/api/stream-diff";
import { changedPart, diffRows } from "./diff-rows";

const end = { version: 1, occurredAt: null, type: null };
const change = { path: "b.c", kind: "changed", before: "1", after: "2", setBy: null } as const;
const diff: StreamDiff = {
  streamId: "s",
  a: end,
  b: end,
  changes: [change],
  unchanged: ["a", "b.a", "z"],
  order: ["a", "b.a", "b.c", "z"],
  problems: [],
  elapsedMs: 0,
};

test("unchanged neighbours are one row", () => {
  expect(diffRows(diff, "")).toEqual([
    { kind: "unchanged", paths: ["a", "b.a"] },
    { kind: "change", change },
    { kind: "unchanged", paths: ["z"] },
  ]);
});

test("a filter keeps the paths that hold it", () => {
  expect(diffRows(diff, "B.")).toEqual([
    { kind: "unchanged", paths: ["b.a"] },
    { kind: "change", change },
  ]);
});

test("only the part between what both texts share has changed", () => {
  expect(changedPart('"Lindenweg 4"', '"Lindenweg 14"')).toEqual({ start: 11, end: 2 });
  expect(changedPart("a", "a")).toEqual({ start: 1, end: 0 });
});
