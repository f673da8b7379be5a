import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { codeUpcaster } from "../evolution/code-upcaster";
import type { Upcaster } from "../evolution/upcaster";
import { runWorker } from "../runtime/worker";
import { cancelRebuild } from "./cancel-rebuild";
import { eventTypes } from "./event-types";
import { foldAll } from "./fold";
import { fractionOf, type RebuildProgress, rebuildProgress } from "./progress";
import { type Projection, projection } from "./projection";
import { readModelStatus } from "./read-model-status";
import { requestRebuild } from "./request-rebuild";
import { allEvents, appendEvents, expectedRows, storedRows } from "./testing/ledger";

let database: TestDatabase;
let worker: { stop: AbortController; done: Promise<void> } | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(stopWorker);
afterAll(() => database.drop());

async function stopWorker(): Promise<void> {
  worker?.stop.abort();
  await worker?.done;
  worker = undefined;
}

async function startWorker(projections: readonly Projection[], upcasters: readonly Upcaster[] = []): Promise<void> {
  const stop = new AbortController();
  worker = { stop, done: runWorker({ pool: database.pool, projections, upcasters, signal: stop.signal }) };
  for (const { name, definitionHash } of projections) {
    const statement =
      "select 1 from foldline.projections where name = $1 and definition_hash = $2 and serving_version is not null";
    while ((await database.pool.query(statement, [name, definitionHash])).rows.length === 0) await sleep(20);
  }
}

async function rebuild(name: string): Promise<RebuildProgress> {
  const { id } = await requestRebuild(database.pool, {
    projection: name,
    requestedBy: "test",
  });
  for (const deadline = Date.now() + 40_000; Date.now() < deadline; await sleep(50)) {
    const progress = await rebuildProgress(database.pool, id);
    if (progress !== null && !["queued", "running"].includes(progress.status)) return progress;
  }
  throw new Error("The rebuild did not end in time.");
}

async function caughtUp(name: string): Promise<void> {
  const behind = `select 1 from foldline.partitions
    where projection = $1 and checkpoint < (select max(position) from foldline.events)`;
  while ((await database.pool.query(behind, [name])).rows.length > 0) await sleep(20);
}

test("a handler that fails ends the rebuild of a projection whose policy is to stop, names the event, and leaves no table", async () => {
  const failing = projection<{ n: number }>({
    name: "failing",
    version: 1,
    columns: { n: "integer" },
    partitions: 1,
    onError: { policy: "stop", attempts: 1 },
    on: {
      Counted: (_row, event) => {
        if (event.streamId === "f-3") throw new Error("three is too many");
        return { n: 1 };
      },
    },
  });
  await appendEvents(
    database.pool,
    [1, 2, 3, 4].map((n) => ({ stream: `f-${n}`, type: "Counted", data: {} })),
  );
  await startWorker([failing]);
  const progress = await rebuild("failing");
  expect(progress).toMatchObject({ status: "failed", error: { streamId: "f-3", streamVersion: 1, type: "Counted" } });
  expect(progress.error?.message).toContain("three is too many");
  expect(progress.fraction).toBeLessThan(1);
  const tables = "select tablename from pg_tables where schemaname = 'foldline_data' and tablename like 'failing%'";
  for (let turn = 0; turn < 100 && (await database.pool.query(tables)).rows.length > 1; turn++) await sleep(50);
  expect((await database.pool.query(tables)).rows).toEqual([{ tablename: "failing_v1" }]);
  const state = await database.pool.query(
    "select state from foldline.read_models where projection = 'failing' and version = 2",
  );
  expect(state.rows[0].state).toBe("failed");
});

const inCents = codeUpcaster<{ euros: number }>({
  type: "Paid",
  from: 1,
  to: 2,
  toType: "AmountPaid",
  title: "Amounts are cents",
  upcast: ({ euros }) => ({ cents: Math.round(euros * 100) }),
});

const payments = projection<{ cents: number; stored: string }>({
  name: "payments",
  version: 1,
  columns: { cents: "integer", stored: "text" },
  partitions: 2,
  eventFields: [],
  on: {
    AmountPaid: (row, event) => ({
      cents: (row?.cents ?? 0) + (event.data as { cents: number }).cents,
      stored: `${row?.stored ?? ""}${event.stored.type}@${event.stored.schemaVersion} `,
    }),
  },
});

test("workers and rebuilds read events through the upcasters, also those stored under another type", async () => {
  await appendEvents(database.pool, [
    { stream: "p-1", type: "Paid", data: { euros: 1.25 } },
    { stream: "p-1", type: "Paid", data: { euros: 2 } },
    { stream: "p-2", type: "Paid", data: { euros: 0.1 } },
  ]);
  await startWorker([payments, eventTypes], [inCents]);
  const progress = await rebuild("payments");
  expect(progress).toMatchObject({ status: "ready", fraction: 1, eventsRead: 3, rowsWritten: 2 });
  const chain = compileChain([inCents]);
  const upcast = (await allEvents(database.pool)).flatMap((event) => chain.upcast(event));
  const expected = foldAll(payments, upcast);
  await caughtUp("payments");
  expect(expected.get("p-1")).toEqual({ cents: 325, stored: "Paid@1 Paid@1 " });
  expect(await storedRows(database.pool, payments, progress.version)).toEqual(expected);
  expect(await storedRows(database.pool, payments, 1)).toEqual(expected);

  // The types page shows what is stored, whatever the upcasters make of it.
  const types = await rebuild("event-types");
  expect(types.status).toBe("ready");
  const stored = await storedRows(database.pool, eventTypes, types.version);
  expect(stored).toEqual(await expectedRows(database.pool, eventTypes));
  expect(stored.get("Paid@1")).toMatchObject({ events: 3n });
});

test("says in words when a read model was built by other code or with other upcasters", async () => {
  const { rows } = await database.pool.query(
    `select definition_version as "definitionVersion", definition_hash as "definitionHash", upcaster_hash as "upcasterHash"
       from foldline.read_models where projection = 'payments' and version = 1`,
  );
  const [built] = rows;
  const chain = compileChain([inCents]);
  expect(readModelStatus(built, payments, chain).status).toBe("current");
  expect(readModelStatus(built, payments, compileChain([])).status).toBe("stale-upcasters");
  const unrelated = codeUpcaster({ type: "Other", from: 1, to: 2, title: "Unrelated", upcast: (data) => data });
  expect(readModelStatus(built, payments, compileChain([inCents, unrelated])).status).toBe("current");
  expect(readModelStatus(built, { ...payments, definitionHash: "other" }, chain).status).toBe("definition-changed");
  expect(readModelStatus(built, { ...payments, version: 2 }, chain).status).toBe("definition-version-changed");
});

test("system streams are no part of a projection", async () => {
  await appendEvents(database.pool, [{ stream: "$audit-2026-08", type: "Paid", data: { euros: 9 } }]);
  await startWorker([payments], [inCents]);
  await caughtUp("payments");
  expect((await storedRows(database.pool, payments, 1)).size).toBe(2);
  const { rows } = await database.pool.query("select id from foldline.rebuilds where projection = 'payments'");
  await cancelRebuild(database.pool, rows[0].id);
  const progress = await rebuild("payments");
  expect(progress).toMatchObject({ status: "ready", eventsRead: 3, eventsTotal: 3, rowsWritten: 2 });
});

test("progress reaches 100 % when, and only when, the read model is ready", () => {
  expect(fractionOf({ status: "running", eventsRead: 10, eventsTotal: 10 })).toBeLessThan(1);
  expect(fractionOf({ status: "failed", eventsRead: 10, eventsTotal: 10 })).toBeLessThan(1);
  expect(fractionOf({ status: "running", eventsRead: 0, eventsTotal: 0 })).toBeLessThan(1);
  expect(fractionOf({ status: "queued", eventsRead: 0, eventsTotal: null })).toBe(0);
  expect(fractionOf({ status: "ready", eventsRead: 10, eventsTotal: 10 })).toBe(1);
});

const gone = () => null;

test("refuses definitions that cannot work", () => {
  const refuse = (change: object) =>
    expect(() =>
      projection({ name: "x", version: 1, columns: { n: "integer" }, on: { A: gone }, ...change } as never),
    ).toThrow(/Projection "/);
  refuse({ name: "No; drop" });
  refuse({ version: 0 });
  refuse({ columns: { n: "money" } });
  refuse({ columns: { 'n"': "text" } });
  refuse({ columns: { key: "text" } });
  refuse({ keyColumn: "n" });
  refuse({ indexes: [["m"]] });
  refuse({ partitions: 0 });
  refuse({ on: {} });
});
