import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { cancelRebuild } from "../projections/cancel-rebuild";
import { pauseRebuild } from "../projections/pause-rebuild";
import { requestRebuild } from "../projections/request-rebuild";
import { accounts, appendEvents, targets } from "../projections/testing/ledger";
import { rebuildWhen, startWorker } from "../projections/testing/workers";

let database: TestDatabase;
let stopWorker: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  const data = { to: "x", amount: 1, text: "t" };
  await appendEvents(
    database.pool,
    Array.from({ length: 200 }, () => ({ stream: "a-1", type: "Moved", data })),
  );
  stopWorker = await startWorker(database.pool, [accounts(4), targets(4)]);
});
afterAll(async () => {
  await stopWorker();
  await database.drop();
});

test("a paused rebuild keeps those of other projections from nothing, and the worker stops with it", async () => {
  const request = (projection: string, throttle: number | null) =>
    requestRebuild(database.pool, { projection, requestedBy: "test", throttle });
  const paused = await request("accounts", 20);
  await rebuildWhen(database.pool, paused.id, ({ phase, eventsRead }) => phase === "build" && eventsRead > 0);
  await pauseRebuild(database.pool, paused.id, { by: "test", reason: null });
  const next = await request("targets", null);
  await rebuildWhen(database.pool, next.id, ({ status }) => status === "ready");
  expect(await rebuildWhen(database.pool, paused.id, () => true)).toMatchObject({ status: "running" });
  await stopWorker();
  stopWorker = async () => undefined;
  await cancelRebuild(database.pool, paused.id);
});
