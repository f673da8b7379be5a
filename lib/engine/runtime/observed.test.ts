import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { accounts, appendEvents } from "../projections/testing/ledger";
import { runWorker } from "./worker";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function withWorker(work: () => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const { pool } = database;
  const done = runWorker({ pool, projections: [accounts(4)], upcasters: [], signal: stop.signal, release: "1.2.3" });
  try {
    await work();
  } finally {
    stop.abort();
    await done;
  }
}

async function until(sql: string): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(25)) {
    if ((await database.pool.query(sql)).rows.length > 0) return;
  }
  throw new Error(`This did not come true: ${sql}`);
}

async function batches() {
  const { rows } = await database.pool.query(
    "select sum(events)::int as events, min(median_ms) > 0 as measured from foldline.batch_samples where projection = 'accounts'",
  );
  return rows[0];
}

test("a worker notes how long its batches took, and what it runs; another one with the same code adds to both", async () => {
  for (const seed of [1, 2]) {
    const events = Array.from({ length: 50 }, (_, index) => ({
      stream: `account-${seed}-${index}`,
      type: "Moved",
      data: { to: "x", amount: 1, text: "y" },
    }));
    await withWorker(async () => {
      await until("select 1 from foldline.partitions");
      await appendEvents(database.pool, events);
      await until(`select 1 from foldline.partitions having min(checkpoint) >= ${seed * 50}`);
    });
    expect(await batches()).toEqual({ events: seed * 50, measured: true });
  }
  const { rows } = await database.pool.query("select label from foldline.deployments");
  expect(rows).toEqual([{ label: "Deploy 1.2.3" }]);
  const samples = await database.pool.query("select 1 from foldline.store_samples");
  expect(samples.rows.length).toBeGreaterThan(0);
});
