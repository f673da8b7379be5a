import { expect, test } from "vitest";
import type { SchemaReader } from "@/lib/api/schema-readers";
import { readerState } from "./read-by";

const reader = (
  change: Partial<SchemaReader> & { readonly kindOfStatus?: SchemaReader["status"]["kind"] },
): SchemaReader => ({
  ...{ name: "orders", kind: "async", readsAs: { type: "Paid", schemaVersion: 2 }, checkpoint: "10", stale: false },
  status: { kind: change.kindOfStatus ?? "running", words: "", reason: "", since: null, event: null },
  ...change,
});
const detail = { event: { position: "10" }, deadLetters: [], heldBackBy: [] };

test("a projection that has come past an event has applied it", () => {
  expect(readerState(reader({}), detail)).toEqual({ status: "ok", words: "applied" });
  expect(readerState(reader({ kind: "live", checkpoint: "0" }), detail).status).toBe("ok");
});

test("one that has not is behind, or stopped; positions are compared as numbers", () => {
  expect(readerState(reader({ checkpoint: "9" }), detail).words).toBe("behind");
  expect(readerState(reader({ checkpoint: "9", kindOfStatus: "stopped" }), detail).status).toBe("stopped");
});

test("one that could not apply it, or holds its stream back, says so; one of older upcasters is stale", () => {
  const id = "0195d2c4-81fe-7b0a-9c1e-6f0b42d7e913";
  const letters = [{ id, projection: "orders", status: "parked" as const }];
  expect(readerState(reader({}), { ...detail, deadLetters: letters }).words).toBe("parked");
  expect(readerState(reader({ name: "others" }), { ...detail, deadLetters: letters }).words).toBe("applied");
  expect(readerState(reader({}), { ...detail, heldBackBy: ["orders"] }).words).toBe("held back");
  expect(readerState(reader({ stale: true }), detail).words).toBe("stale");
});
