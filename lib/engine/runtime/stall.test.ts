import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { appendEvents } from "../projections/testing/ledger";
import { watermark } from "../store/watermark";
import { LEASE_SECONDS } from "./leases";
import { openAppends } from "./stall-appends";
import { deadLeases } from "./stall-leases";
import { feedReadModel } from "./testing/sampled";

const PROCESS = fileURLToPath(new URL("./testing/worker-process.ts", import.meta.url));

let database: TestDatabase;
let worker: ChildProcess | undefined;
beforeAll(async () => {
  database = await createTestDatabase();
  await appendEvents(database.pool, [{ stream: "order-1", type: "Placed", data: {} }]);
  await feedReadModel(database.pool, { projection: "fines", checkpoints: [1, 1, 1] });
});
afterAll(async () => {
  worker?.kill("SIGKILL");
  await database.drop();
});

const APPEND = `select foldline.append('order-9', 'order', 3::smallint, -1, array[gen_random_uuid()], array['Placed'],
  array[1]::smallint[], array['{}'], array['{}'], array[now()])`;

test("an append that stays open is named with its process, application and query", async () => {
  const client = new pg.Client({ connectionString: database.url, application_name: "billing import" });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(APPEND);
    await appendEvents(database.pool, [{ stream: "order-2", type: "Placed", data: {} }]);
    expect(await watermark(database.pool)).toBe(1n);
    const { rows } = await client.query("select pg_backend_pid() as pid, now() as since");
    await client.query("select 'still thinking'");
    await sleep(20);
    expect(await openAppends(database.pool, 0.01)).toEqual([
      {
        pid: rows[0].pid,
        application: "billing import",
        operator: "foldline",
        client: expect.anything(),
        openSince: rows[0].since,
        state: "idle in transaction",
        query: "select 'still thinking'",
        floor: 1n,
      },
    ]);
    expect(await openAppends(database.pool, 60)).toEqual([]);
  } finally {
    await client.query("rollback");
    await client.end();
  }
  expect(await openAppends(database.pool, 0)).toEqual([]);
});

test("the leases of a worker that stopped are counted, with the seconds until others take them", async () => {
  const dead = "00000000-0000-4000-8000-000000000001";
  const alive = "00000000-0000-4000-8000-000000000002";
  await database.pool.query(
    `insert into foldline.workers (worker_id, name, host, pid, seen_at) values
       ($1, 'fl-worker-3', 'h', 1, clock_timestamp() - interval '8 seconds'), ($2, 'fl-worker-1', 'h', 2, clock_timestamp())`,
    [dead, alive],
  );
  await database.pool.query(
    `update foldline.partitions set lease_owner = case partition when 2 then $2::uuid else $1::uuid end,
            lease_until = clock_timestamp() + case partition when 0 then interval '3 seconds' else interval '9 seconds' end`,
    [dead, alive],
  );
  const [lease, ...others] = await deadLeases(database.pool);
  expect(others).toEqual([]);
  expect(lease).toMatchObject({ projection: "fines", version: 1, partitions: 2, worker: "fl-worker-3" });
  expect(lease?.secondsLeft).toBeGreaterThan(8);
  expect(lease?.secondsLeft).toBeLessThanOrEqual(9);
  await database.pool.query("update foldline.partitions set lease_until = clock_timestamp() - interval '1 second'");
  expect(await deadLeases(database.pool)).toEqual([]);
});

test("a worker that is killed keeps its leases for seconds, which are told, and then they are free", async () => {
  worker = spawn(process.execPath, ["--import", "tsx", PROCESS, database.url, "0"], { stdio: "ignore" });
  const held = `select count(*)::int as count from foldline.partitions where projection = 'paced' and lease_until > now()`;
  const count = async () => (await database.pool.query(held)).rows[0].count;
  await expect.poll(count, { timeout: 40_000 }).toBeGreaterThan(0);
  const partitions = await count();
  expect(await deadLeases(database.pool)).toEqual([]);
  worker.kill("SIGKILL");
  await once(worker, "exit");

  const dead = async () => (await deadLeases(database.pool)).find(({ projection }) => projection === "paced");
  await expect.poll(dead, { timeout: 20_000, interval: 200 }).toMatchObject({ partitions, worker: expect.anything() });
  const left = (await dead())?.secondsLeft ?? 0;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(LEASE_SECONDS - 5);
  await expect.poll(dead, { timeout: 20_000, interval: 200 }).toBeUndefined();
  expect(await count()).toBe(0);
}, 90_000);
