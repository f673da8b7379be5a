import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { rebuildProgress } from "../projections/progress";
import { requestRebuild } from "../projections/request-rebuild";
import { appendEvents, expectedRows, storedRows } from "../projections/testing/ledger";
import { paced } from "./testing/paced";
import { runWorker } from "./worker";
import { liveWorkers } from "./worker-record";

const PROCESS = fileURLToPath(new URL("./testing/worker-process.ts", import.meta.url));
const EVENTS = 4_000;

let database: TestDatabase;
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  for (let stream = 0; stream < 40; stream++) {
    const events = Array.from({ length: EVENTS / 40 }, (_, index) => ({
      stream: `k-${stream}`,
      type: "Moved",
      data: { amount: (index % 10) / 10 },
    }));
    await appendEvents(database.pool, events);
  }
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => database.drop());

function startProcess(msPerEvent: number): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", PROCESS, database.url, String(msPerEvent)], {
    stdio: "ignore",
  });
  children.push(child);
  return child;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 50_000; Date.now() < deadline; await sleep(50)) if (await condition()) return;
  throw new Error("The condition did not come true in time.");
}

async function caughtUp(): Promise<boolean> {
  const { rows } = await database.pool.query("select min(checkpoint) as least from foldline.partitions");
  return rows[0].least === String(EVENTS);
}

test("a rebuild whose worker is killed is taken over, starts from a clean table, and ends right", async () => {
  const first = startProcess(0);
  await until(caughtUp);
  first.kill("SIGKILL");
  await once(first, "exit");
  await database.pool.query("update foldline.workers set seen_at = seen_at - interval '1 minute'");

  const slow = startProcess(1);
  const { id, version } = await requestRebuild(database.pool, {
    projection: "paced",
    requestedBy: "test",
    promotion: "always",
  });
  await until(async () => {
    const progress = await rebuildProgress(database.pool, id);
    return progress?.phase === "build" && progress.eventsRead > 0 && progress.eventsRead < EVENTS;
  });
  slow.kill("SIGKILL");
  await once(slow, "exit");
  const interrupted = await rebuildProgress(database.pool, id);
  expect(interrupted).toMatchObject({ status: "running", phase: "build", attempt: 1 });
  expect(interrupted?.fraction).toBeLessThan(1);

  const stop = new AbortController();
  const done = runWorker({
    pool: database.pool,
    projections: [paced],
    upcasters: [],
    signal: stop.signal,
    name: "the next one",
  });
  await until(async () => (await rebuildProgress(database.pool, id))?.status === "promoted");
  const progress = await rebuildProgress(database.pool, id);
  expect(progress).toMatchObject({ status: "promoted", attempt: 2, worker: "the next one", fraction: 1, error: null });
  expect(progress?.eventsRead).toBe(EVENTS);
  expect(progress?.samples.at(-1)?.eventsRead).toBe(EVENTS);
  const read = progress?.samples.map(({ eventsRead }) => eventsRead) ?? [];
  expect(read).toEqual([...read].sort((a, b) => a - b));
  expect(progress?.phases.map(({ phase, attempt }) => `${phase} ${attempt}`)).toEqual([
    "build 1",
    "build 2",
    "indexes 2",
    "catch-up 2",
    "verify 2",
  ]);
  expect(await storedRows(database.pool, paced, version)).toEqual(await expectedRows(database.pool, paced));
  expect((await liveWorkers(database.pool)).some(({ name }) => name === "the next one")).toBe(true);

  // Nothing of the first attempt stays behind.
  await until(async () => {
    const tables = await database.pool.query(
      "select tablename from pg_tables where schemaname = 'foldline_data' order by tablename",
    );
    return tables.rows.map(({ tablename }) => tablename).join() === "paced_v1,paced_v2_2";
  });
  stop.abort();
  await done;
}, 180_000);
