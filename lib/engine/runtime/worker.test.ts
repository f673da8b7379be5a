import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { eventTypes } from "../projections/event-types";
import { rebuildProgress } from "../projections/progress";
import { requestRebuild } from "../projections/request-rebuild";
import {
  accounts,
  appendEvents,
  expectedRows,
  storedRows,
  type TestEvent,
  targets,
} from "../projections/testing/ledger";
import { runWorker } from "./worker";

let database: TestDatabase;
const workers: { stop: AbortController; done: Promise<void> }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const { stop } of workers) stop.abort();
  await Promise.all(workers.splice(0).map(({ done }) => done));
});
afterAll(() => database.drop());

const definitions = [accounts(4), targets(4), eventTypes];

function start(projections = definitions) {
  const stop = new AbortController();
  const done = runWorker({
    pool: database.pool,
    projections,
    upcasters: [],
    signal: stop.signal,
    onError: (error, where) => console.error(where, error),
  });
  workers.push({ stop, done });
  return stop;
}

function events(count: number, seed: number): TestEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    stream: `account-${(index * 7 + seed) % 40}`,
    type: index % 17 === 16 ? "Closed" : "Moved",
    data:
      index % 17 === 16 ? {} : { to: `target ${index % 13}`, amount: (index % 29) / 10 + 0.1, text: `"x"\t${index}` },
  }));
}

async function until(condition: () => Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(25)) if (await condition()) return;
  throw new Error("The condition did not come true in time.");
}

async function caughtUp(): Promise<boolean> {
  const { rows } = await database.pool.query(
    `select 1 from foldline.partitions p join foldline.read_models r using (projection, version)
      where r.state = 'live' and checkpoint < (select max(position) from foldline.events)`,
  );
  return rows.length === 0;
}

test("follows the events of the store, keyed by stream and otherwise", async () => {
  await appendEvents(database.pool, events(500, 3));
  start();
  await until(async () => (await database.pool.query("select 1 from foldline.partitions")).rows.length > 0);
  await appendEvents(database.pool, events(300, 5));
  await until(caughtUp);
  for (const definition of definitions) {
    expect(await storedRows(database.pool, definition)).toEqual(await expectedRows(database.pool, definition));
  }
});

test("rebuilds beside the read model that serves, and promotes it", async () => {
  start();
  for (const definition of definitions) {
    const { id, version } = await requestRebuild(database.pool, {
      projection: definition.name,
      requestedBy: "test",
      promotion: "always",
    });
    await until(async () => ["promoted", "failed"].includes((await rebuildProgress(database.pool, id))?.status ?? ""));
    const progress = await rebuildProgress(database.pool, id);
    expect(progress).toMatchObject({ status: "promoted", fraction: 1, attempt: 1, error: null });
    expect(progress?.eventsRead).toBe(progress?.eventsTotal);
    expect(progress?.samples.at(-1)?.eventsRead).toBe(progress?.eventsTotal);
    expect(await storedRows(database.pool, definition, version)).toEqual(await expectedRows(database.pool, definition));
  }
});
