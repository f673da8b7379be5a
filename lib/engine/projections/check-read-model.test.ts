import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { brokenStreams } from "../store/check-streams";
import { watermark } from "../store/watermark";
import { applyBatch } from "./batch";
import { checkReadModel } from "./check-read-model";
import { registerProjections } from "./register";
import { appendEvents, targets } from "./testing/ledger";

let database: TestDatabase;
const chain = compileChain([]);
const projection = targets(1);
const check = () => checkReadModel(database.pool, { projection, chain, signal: new AbortController().signal });
const EVERY_SLICE = { from: 0, to: 1023 };

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  await appendEvents(
    pool,
    Array.from({ length: 60 }, (_, index) => ({
      stream: `account-${index % 7}`,
      type: "Moved",
      data: { to: `target ${index % 11}`, amount: index / 10, text: `move ${index}` },
    })),
  );
  await registerProjections(pool, [projection], chain);
  await applyBatch(pool, {
    projection,
    chain,
    version: 1,
    tableName: "targets_v1",
    partitions: [{ partition: 0, slices: EVERY_SLICE, epoch: 0 }],
    after: 0n,
    upTo: await watermark(pool),
    limit: 1_000,
  });
});
afterAll(() => database.drop());

test("finds no difference where there is none, and leaves nothing behind", async () => {
  const { pool } = database;
  const tables = "select count(*)::int as tables from pg_class where relkind = 'r'";
  const before = (await pool.query(tables)).rows;
  expect(await check()).toMatchObject({ intact: true, eventsRead: 60, rows: { live: 22, new: 22, identical: 22 } });
  expect((await pool.query(tables)).rows).toEqual(before);
});

test("names the rows that somebody changed, removed or added behind the fold's back", async () => {
  const { pool } = database;
  await pool.query("update foldline_data.targets_v1 set balance = balance + 1 where target = 'target 3'");
  await pool.query("delete from foldline_data.targets_v1 where target = 'target 4'");
  expect(await check()).toMatchObject({
    intact: false,
    rows: { live: 21, new: 22, changed: 1, added: 1, missing: 0 },
    examples: ["target 4", "target 3"],
  });
});

test("finds a stream whose row or whose events are not what appends leave behind", async () => {
  const { pool } = database;
  expect(await brokenStreams(pool)).toEqual([]);
  await pool.query("update foldline.streams set version = version + 1 where stream_id = 'account-2'");
  await pool.query("delete from foldline.streams where stream_id = 'account-3'");
  expect(await brokenStreams(pool)).toEqual([
    { streamId: "account-2", problem: "is at version 10, and has 9 events" },
    { streamId: "account-3", problem: "has events, and no row in foldline.streams" },
  ]);
});
