import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { jsonText, runWorker } from "@/lib/engine";
import { codeProjections, reactors, store, upcasters } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { pathsOf } from "./event-paths";
import { shapesOf } from "./event-shapes";
import { readEventType } from "./event-type";
import { readTypeHistory } from "./event-type-history";
import { readShapeDiff } from "./shape-diff";

// Outside a request nobody is signed in.
vi.mock("@/lib/auth/request-operator", () => ({ requestOperator: async () => null }));

let database: TestDatabase;
const workers: { stop: AbortController; done: Promise<void> }[] = [];
const asViewer = <Result>(work: () => Promise<Result>) => asRole("viewer", work);
const detail = (type: string) => asViewer(() => readEventType(type));
const version = async (type: string, schemaVersion: number) => {
  const found = (await detail(type)).versions.find((each) => each.schemaVersion === schemaVersion);
  if (found === undefined) throw new Error(`${type} has no version ${schemaVersion}.`);
  return found;
};

function work(): void {
  const stop = new AbortController();
  const done = runWorker({
    pool,
    projections: codeProjections,
    reactors: reactors(store),
    upcasters,
    signal: stop.signal,
  });
  workers.push({ stop, done });
}

async function rest(): Promise<void> {
  for (const { stop } of workers) stop.abort();
  await Promise.all(workers.splice(0).map(({ done }) => done));
}

async function untilCounted(position: bigint): Promise<void> {
  const behind = "select 1 from foldline.partitions where projection = 'event-catalogue' and checkpoint >= $1";
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(25)) {
    const { rows } = await pool.query(behind, [position.toString()]);
    if (rows.length > 0) return;
  }
  throw new Error("The catalogue did not get there in time.");
}

const refund = {
  paymentId: "payment-1",
  orderId: "order-1",
  customerId: "customer-1",
  refundId: "r-1",
  reason: "Broken",
};
const refundOf = (schemaVersion: number, fields: object, day: string) => ({
  type: "RefundIssued",
  schemaVersion,
  data: { ...refund, ...fields },
  occurredAt: new Date(`${day}T12:00:00Z`),
});

beforeAll(async () => {
  database = await useAppDatabase();
  await store.append("payment-1", 0, [
    refundOf(1, { amount: 59.7, "old field": null }, "2024-01-01"),
    refundOf(1, { amount: 12 }, "2024-01-01"),
    refundOf(2, { amount: 1200, currency: "EUR", lines: [{ price: 1 }, { price: "free" }] }, "2024-01-03"),
  ]);
  await store.append("payment-2", 0, [
    refundOf(2, { amount: 77, currency: "CHF", lines: [] }, "2024-01-03"),
    refundOf(2, { amount: 78, currency: "CHF", lines: [] }, "2024-01-04"),
  ]);
});
afterAll(async () => {
  await rest();
  await database.drop();
});

test("says in words that nothing was looked at before a worker has run, with exact counts all the same", async () => {
  const { versions, events } = await detail("RefundIssued");
  expect(events).toBe(5);
  expect(versions).toMatchObject([
    { schemaVersion: 1, events: 2, shape: null, categories: [], streams: 0, catalogue: { upTo: "0", waiting: 2 } },
    { schemaVersion: 2, events: 3, shape: null },
  ]);
  expect(versions[0]?.catalogue.words).toContain("No event of it was looked at yet");
  expect(await asViewer(() => readTypeHistory("RefundIssued"))).toMatchObject({ bars: [], catalogue: { waiting: 5 } });
  expect(await asViewer(() => shapesOf("RefundIssued", 1))).toMatchObject({ events: 0, shapes: [] });
  expect(await asViewer(() => pathsOf("RefundIssued", 1))).toMatchObject({ events: 0, paths: [] });
  const diff = await asViewer(() => readShapeDiff("RefundIssued", { before: 1, after: 2 }));
  expect(diff).toMatchObject({ differences: [], same: 0, catalogue: { waiting: 3 } });
});

test("tells of each version where it occurs, since when and until when, and what is in its data", async () => {
  work();
  await untilCounted(5n);
  const second = await version("RefundIssued", 2);
  expect(second).toMatchObject({
    events: 3,
    first: { streamId: "payment-1", version: 3 },
    last: { streamId: "payment-2", version: 2 },
    streams: 2,
    categories: [{ category: "payment", events: 3, streams: 2 }],
    furtherCategories: null,
    shape: { events: 3, shapes: 2, moreShapes: false, eventsWithFurtherPaths: 0 },
    catalogue: { waiting: 0, words: null },
  });
  expect(BigInt(second.catalogue.upTo)).toBeGreaterThanOrEqual(5n);
  const path = (name: string) => second.shape?.paths.find((each) => each.path === name);
  expect(path("amount")).toMatchObject({
    pointer: "/amount",
    kinds: [{ kind: "integer", count: 3 }],
    presence: 1,
    min: "77",
    max: "1200",
    examples: ["1200", "77", "78"],
    firstPosition: "3",
  });
  expect(path("currency")?.values).toEqual([
    { json: '"CHF"', count: 2 },
    { json: '"EUR"', count: 1 },
  ]);
  expect(path("lines[].price")).toMatchObject({ events: 1, seen: 2, presence: 1 / 3 });
  const order = second.shape?.paths.map((each) => each.path) ?? [];
  expect(order.slice(order.indexOf("lines"))).toEqual([
    "lines",
    "lines[]",
    "lines[].price",
    ...order.slice(order.indexOf("lines") + 3),
  ]);
  expect((await detail("RefundIssued")).categories).toEqual(["payment"]);
});

test("counts a type over time by version, in days without gaps", async () => {
  expect(await asViewer(() => readTypeHistory("RefundIssued"))).toMatchObject({
    bucket: "day",
    versions: [1, 2],
    bars: [
      { at: "2024-01-01", events: [2, 0] },
      { at: "2024-01-02", events: [0, 0] },
      { at: "2024-01-03", events: [0, 2] },
      { at: "2024-01-04", events: [0, 1] },
    ],
    undated: 0,
    catalogue: { waiting: 0 },
  });
});

test("shows what is different between two versions, of one type or of two", async () => {
  const diff = await asViewer(() => readShapeDiff("RefundIssued", { before: "1", after: "2" }));
  const of = (path: string) => diff.differences.find((each) => each.path === path);
  expect(diff).toMatchObject({ before: { events: 2 }, after: { events: 3 }, catalogue: { waiting: 0 } });
  expect(of('["old field"]')).toMatchObject({ change: "removed", after: null });
  expect(of("currency")).toMatchObject({ change: "added", before: null });
  expect(of("amount")).toMatchObject({ change: "changed", differs: ["type", "values", "range"] });
  expect(of("amount")).toMatchObject({ valuesRemoved: ["12", "59.7"], valuesAdded: ["1200", "77", "78"] });
  expect(of("refundId")).toBeUndefined();
  expect(diff.same).toBe(5);
  const itself = await asViewer(() =>
    readShapeDiff("RefundIssued", { before: 2, after: 2, afterType: "RefundIssued" }),
  );
  expect(itself).toMatchObject({ differences: [], same: 10 });
});

test("groups events by shape, rare ones with their examples, and names paths as an expression does", async () => {
  const { shapes, further } = await asViewer(() => shapesOf("RefundIssued", 2));
  expect(shapes).toMatchObject([
    { events: 2, share: 2 / 3, examples: [{ streamId: "payment-2", version: 1 }, { version: 2 }] },
    { events: 1, share: 1 / 3, examples: [{ streamId: "payment-1", version: 3 }] },
  ]);
  expect(shapes[1]?.paths).toContainEqual({
    pointer: "/lines/*/price",
    path: "lines[].price",
    kinds: ["text", "number"],
  });
  expect(further).toBe(0);
  const { paths } = await asViewer(() => pathsOf("RefundIssued", 2));
  expect(paths.find(({ path }) => path === "data.lines[0].price")).toMatchObject({ kinds: ["text", "integer"] });
  const old = await asViewer(() => pathsOf("RefundIssued", 1));
  expect(old.paths.find(({ path }) => path === 'data["old field"]')).toMatchObject({ kinds: ["null"], presence: 0.5 });
});

test("names who reads a version, and as what", async () => {
  const { readers, readAs } = await version("RefundIssued", 1);
  expect(readAs).toEqual([{ type: "RefundIssued", schemaVersion: 3 }]);
  const today = { readsAs: { type: "RefundIssued", schemaVersion: 3 }, everyType: false };
  expect(readers).toContainEqual(expect.objectContaining({ kind: "reactor", name: "refund-letters", ...today }));
  expect(readers).toContainEqual(
    expect.objectContaining({ kind: "reducer", name: "payment", category: "payment", ...today }),
  );
  expect(readers).toContainEqual(expect.objectContaining({ kind: "projection", name: "revenue", ...today }));
  expect(readers).toContainEqual(
    expect.objectContaining({
      kind: "projection",
      name: "event-catalogue",
      everyType: true,
      readsAs: { type: "RefundIssued", schemaVersion: 1 },
    }),
  );
  const steps = readers.filter(({ kind }) => kind === "upcaster").map(({ readsAs }) => readsAs.schemaVersion);
  expect(steps).toEqual([1, 2]);
  expect(readers.map(({ name }) => name)).not.toContain("fines");
});

test("says up to which position it has counted while it is behind", async () => {
  await rest();
  const { catalogue: before } = await version("RefundIssued", 2);
  await store.append("payment-3", 0, [
    refundOf(2, { amount: 5 }, "2024-01-05"),
    refundOf(2, { amount: 6 }, "2024-01-05"),
  ]);
  const behind = await version("RefundIssued", 2);
  expect(behind).toMatchObject({ events: 5, shape: { events: 3 }, catalogue: { upTo: before.upTo, waiting: 2 } });
  expect(behind.catalogue.words).toMatch(/^As of position \d+; 2 later events are not in it yet\.$/);
  expect(await asViewer(() => readTypeHistory("RefundIssued"))).toMatchObject({ catalogue: { waiting: 2 } });
  work();
  await untilCounted(await store.watermark());
  expect(await version("RefundIssued", 2)).toMatchObject({ shape: { events: 5 }, catalogue: { words: null } });
});

test("chooses spans of the calendar that give about a hundred bars at most, whatever the dates", async () => {
  const spans = async (type: string, days: readonly string[]) => {
    const events = days.map((day) => ({ type, data: {}, occurredAt: new Date(`${day}T23:59:59Z`) }));
    const { position } = await store.append(`span-${type}`, 0, events);
    await untilCounted(position);
    return asViewer(() => readTypeHistory(type));
  };
  expect(await spans("Weekly", ["2024-01-01", "2025-01-01"])).toMatchObject({ bucket: "week" });
  const monthly = await spans("Monthly", ["2016-02-29", "2024-01-01"]);
  expect(monthly).toMatchObject({ bucket: "month" });
  expect(monthly.bars[0]).toEqual({ at: "2016-02-01", events: [1] });
  expect(monthly.bars).toHaveLength(96);
  const hostile = await spans("Hostile", ["0900-01-01", "9999-12-31"]);
  expect(hostile.bucket).toBe("century");
  expect(hostile.bars.reduce((sum, { events }) => sum + (events[0] ?? 0), 0)).toBe(2);
});

test("keeps digits that a JavaScript number would lose", async () => {
  const data = jsonText('{"id": 9007199254740993}');
  const { position } = await store.append("digits-1", 0, [{ type: "Numbered", data }]);
  await untilCounted(position);
  const { shape } = await version("Numbered", 1);
  expect(shape?.paths).toMatchObject([{ min: "9007199254740993", examples: ["9007199254740993"] }]);
});

test("refuses who is not signed in, and says which type or version there is not", async () => {
  await expect(readTypeHistory("RefundIssued")).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(shapesOf("RefundIssued", 1)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(pathsOf("RefundIssued", 1)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(readShapeDiff("RefundIssued", { before: 1, after: 2 })).rejects.toMatchObject({
    code: "unauthenticated",
  });
  await expect(asViewer(() => readTypeHistory("Nothing"))).rejects.toMatchObject({ code: "not-found" });
  await expect(asViewer(() => shapesOf("RefundIssued", 9))).rejects.toThrow('no event of "RefundIssued" in version 9');
});
