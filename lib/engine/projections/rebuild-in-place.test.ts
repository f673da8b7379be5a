import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { runWorker } from "../runtime/worker";
import { sliceOf } from "../store/stream-name";
import { RebuildUnavailableError } from "./errors";
import { type RebuildProgress, rebuildProgress } from "./progress";
import { projection } from "./projection";
import { type RebuildScope, requestRebuild } from "./request-rebuild";
import { accounts, appendEvents, expectedRows, storedRows, targets } from "./testing/ledger";

const byStream = accounts(4);
const byKey = targets(4);
const counted = () => ({ n: 1 });
const onRequest = projection<{ n: number }>({
  name: "on-request",
  version: 1,
  mode: "live",
  columns: { n: "integer" },
  on: { Moved: counted },
});

let database: TestDatabase;
const stop = new AbortController();
let worker: Promise<void>;

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 40_000; Date.now() < deadline; await sleep(20)) if (await condition()) return;
  throw new Error("The condition did not come true in time.");
}

const caughtUp = async () => {
  const behind = "select 1 from foldline.partitions where checkpoint < (select max(position) from foldline.events)";
  const known = await database.pool.query("select count(*)::int as n from foldline.partitions");
  return known.rows[0].n === 8 && (await database.pool.query(behind)).rows.length === 0;
};

const moves = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    stream: `a-${index % 40}`,
    type: "Moved",
    data: { to: `t${index % 8}`, amount: index / 4, text: `n${index % 3}` },
  }));

beforeAll(async () => {
  database = await createTestDatabase();
  await appendEvents(database.pool, moves(400));
  const projections = [byStream, byKey, onRequest];
  worker = runWorker({ pool: database.pool, projections, upcasters: [], signal: stop.signal });
  await until(caughtUp);
});
afterAll(async () => {
  stop.abort();
  await worker;
  await database.drop();
});

async function rebuild(name: string, scope: RebuildScope): Promise<RebuildProgress> {
  const { id } = await requestRebuild(database.pool, { projection: name, requestedBy: "test", scope });
  let progress: RebuildProgress | null = null;
  await until(async () => {
    progress = await rebuildProgress(database.pool, id);
    return progress !== null && !["queued", "running"].includes(progress.status);
  });
  return progress ?? expect.fail("It is gone.");
}

test("folds the rows of one stream again, says how many were wrong, and leaves the others alone", async () => {
  await database.pool.query("update read_models.accounts set moves = 99 where key in ('a-1', 'a-2')");
  const progress = await rebuild("accounts", { kind: "stream", stream: "a-1" });
  expect(progress).toMatchObject({ status: "done", fraction: 1, version: 1, rowsWritten: 1, eventsRead: 10 });
  const rows = await storedRows(database.pool, byStream);
  const expected = await expectedRows(database.pool, byStream);
  expect(rows.get("a-1")).toEqual(expected.get("a-1"));
  expect(rows.get("a-2")).toMatchObject({ moves: 99 });
});

test("folds the rows that a stream's events name, whoever else changes them, up to each partition's checkpoint", async () => {
  await database.pool.query("update read_models.targets set balance = -1");
  const progress = await rebuild("targets", { kind: "stream", stream: "a-3" });
  const named = [...new Set(moves(400).flatMap(({ stream, data }) => (stream === "a-3" ? [data.to] : [])))];
  const keys = named.flatMap((key) => [key, `${key}/total`]);
  expect(progress).toMatchObject({ status: "done", rowsWritten: keys.length });
  const rows = await storedRows(database.pool, byKey);
  const expected = await expectedRows(database.pool, byKey);
  for (const key of keys) expect(rows.get(key)).toEqual(expected.get(key));
  const others = [...rows].filter(([key]) => !keys.includes(key));
  for (const [, row] of others) expect(row).toMatchObject({ balance: -1 });
  expect(others.length).toBeGreaterThan(0);
});

test("replaces the rows of one partition under appends: lost, changed and invented ones", async () => {
  const ofPartition = (key: string) => Math.floor(sliceOf(key) / 256) === 2;
  for (const definition of [byStream, byKey]) {
    const table = `foldline_data.${definition.viewName}_v1`;
    const keyColumn = definition.keyColumn;
    const mine = [...(await expectedRows(database.pool, definition)).keys()].filter(ofPartition);
    const invented = Array.from({ length: 200 }, (_, index) => `x${index}`).find(ofPartition) ?? "";
    await database.pool.query(`delete from ${table} where ${keyColumn} = $1`, [mine[0]]);
    await database.pool.query(`insert into ${table} (${keyColumn}, moves) values ($1, 1)`, [invented]);
    const appending = new AbortController();
    const appends = (async () => {
      while (!appending.signal.aborted) {
        await appendEvents(database.pool, moves(5));
        await sleep(5);
      }
    })();
    expect(await rebuild(definition.name, { kind: "partition", partition: 2 })).toMatchObject({ status: "done" });
    appending.abort();
    await appends;
    await until(caughtUp);
    const all = new Map([...(await storedRows(database.pool, definition))].filter(([key]) => ofPartition(key)));
    const expected = new Map([...(await expectedRows(database.pool, definition))].filter(([key]) => ofPartition(key)));
    expect(all).toEqual(expected);
  }
});

test("leaves out what is parked, as the live read model does", async () => {
  await database.pool.query(
    `insert into foldline.dead_letters (projection, version, partition, stream_id, stream_version, position, event_id,
        type, schema_version, status, error_group, message)
     select 'accounts', 1, $2, stream_id, version, position, event_id, type, 1, 'parked', 'g', 'm'
       from foldline.events where stream_id = $1 and version = 4`,
    ["a-5", Math.floor(sliceOf("a-5") / 256)],
  );
  expect(await rebuild("accounts", { kind: "stream", stream: "a-5" })).toMatchObject({
    status: "done",
    rowsWritten: 1,
  });
  expect((await storedRows(database.pool, byStream)).get("a-5")).toMatchObject({ moves: 3 });
});

test("refuses what has no such part, and what has no table", async () => {
  const ask = (name: string, scope?: RebuildScope) =>
    requestRebuild(database.pool, { projection: name, requestedBy: "test", ...(scope && { scope }) });
  const unavailable = { name: RebuildUnavailableError.name };
  await expect(ask("accounts", { kind: "stream", stream: "nobody" })).rejects.toMatchObject(unavailable);
  await expect(ask("accounts", { kind: "partition", partition: 4 })).rejects.toMatchObject(unavailable);
  await expect(ask("on-request")).rejects.toMatchObject(unavailable);
});
