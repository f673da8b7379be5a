import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { withClient } from "../store/with-client";
import { cancelRebuild } from "./cancel-rebuild";
import { changeRebuild } from "./change-rebuild";
import { RebuildStateError } from "./errors";
import { pauseRebuild } from "./pause-rebuild";
import { fractionOf, type RebuildProgress, type RebuildStatus, rebuildProgress } from "./progress";
import { rebuildConsequences } from "./rebuild-consequences";
import { type RebuildRequest, requestRebuild } from "./request-rebuild";
import { resumeRebuild } from "./resume-rebuild";
import { accounts, appendEvents, expectedRows, storedRows } from "./testing/ledger";
import { caughtUp, rebuildWhen, startWorker, until } from "./testing/workers";

const EVENTS = 3_000;
const definition = accounts(4);
const seen: RebuildProgress[] = [];
let database: TestDatabase;
let stopWorker: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  const data = { to: "x", amount: 1, text: "t" };
  const events = Array.from({ length: EVENTS }, (_, index) => ({ stream: `a-${index % 30}`, type: "Moved", data }));
  await appendEvents(
    database.pool,
    events.toSorted((a, b) => (a.stream < b.stream ? -1 : 1)),
  );
  stopWorker = await startWorker(database.pool, [definition]);
  await caughtUp(database.pool, "accounts");
});
afterAll(async () => {
  await stopWorker();
  await database.drop();
});

const request = (more: Partial<RebuildRequest> = {}) =>
  requestRebuild(database.pool, { projection: "accounts", requestedBy: "test", ...more });
const when = (id: string, wanted: (progress: RebuildProgress) => boolean) =>
  rebuildWhen(database.pool, id, (progress) => {
    seen.push(progress);
    return wanted(progress);
  });
const now = async (id: string) => (await rebuildProgress(database.pool, id)) ?? expect.fail("It is gone.");
const by = { by: "ops@example.test", reason: "the nightly report runs" };

test("reads no faster than its throttle, and as fast as it can once that is lifted", async () => {
  const { id, version } = await request({ throttle: 600 });
  const slow = await when(id, ({ eventsRead }) => eventsRead >= 1_200);
  // A step of a fifth of a second may be ahead.
  expect(slow.eventsRead).toBeLessThanOrEqual(((slow.elapsedMs ?? 0) / 1000 + 0.3) * 600);
  await changeRebuild(database.pool, id, { throttle: null });
  const progress = await when(id, ({ status }) => status === "ready");
  expect(progress.throttle).toBeNull();
  const increments = progress.samples.map(
    ({ eventsRead }, index) => eventsRead - (progress.samples[index - 1]?.eventsRead ?? 0),
  );
  expect(increments.every((increment) => increment >= 0)).toBe(true);
  expect(increments.reduce((sum, increment) => sum + increment, 0)).toBe(EVENTS);
  expect(progress).toMatchObject({ eventsRead: EVENTS, eventsTotal: EVENTS });
  expect(await storedRows(database.pool, definition, version)).toEqual(await expectedRows(database.pool, definition));
  await cancelRebuild(database.pool, id);
});

test("stops reading while it is paused, with no transaction open, and goes on with what it had folded", async () => {
  const { id, version } = await request({ throttle: 500 });
  const running = await when(id, ({ phase, eventsRead }) => phase === "build" && eventsRead > 0);
  expect(rebuildConsequences(running)).toMatchObject({
    pause: { keptInMemory: true, versionNotFed: null },
    workerLost: { startsAgain: true, eventsToReadAgain: running.eventsRead },
    cancel: { droppedVersion: version },
  });
  await pauseRebuild(database.pool, id, by);
  await expect(pauseRebuild(database.pool, id, by)).rejects.toBeInstanceOf(RebuildStateError);
  // The worker sees it with its next sign of life; from then on it reads nothing more.
  let paused = await now(id);
  await until(async () => {
    const before = paused.eventsRead;
    await sleep(1_500);
    paused = await now(id);
    return paused.eventsRead === before;
  });
  expect(paused).toMatchObject({ status: "running", paused: by });
  expect(paused.eventsRead).toBeLessThan(EVENTS);
  const open =
    "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'";
  expect((await database.pool.query(open)).rows).toEqual([]);

  await changeRebuild(database.pool, id, { throttle: null });
  await resumeRebuild(database.pool, id);
  await expect(resumeRebuild(database.pool, id)).rejects.toBeInstanceOf(RebuildStateError);
  const progress = await when(id, ({ status }) => status === "ready");
  expect(progress).toMatchObject({ attempt: 1, paused: null, eventsRead: EVENTS });
  expect(progress.phases[0]?.pausedMs).toBeGreaterThan(1_500);
  expect(await storedRows(database.pool, definition, version)).toEqual(await expectedRows(database.pool, definition));
  await expect(pauseRebuild(database.pool, id, by)).rejects.toThrow(/ready/);
  await cancelRebuild(database.pool, id);
});

test("can be cancelled while it is paused, and leaves nothing of the new version", async () => {
  const { id, version } = await request({ throttle: 500 });
  await when(id, ({ phase, eventsRead }) => phase === "build" && eventsRead > 0);
  await pauseRebuild(database.pool, id, by);
  await cancelRebuild(database.pool, id);
  expect(await when(id, ({ status }) => status === "cancelled")).toMatchObject({ paused: null });
  expect(rebuildConsequences(await now(id))).toEqual({ pause: null, workerLost: null, cancel: null });
  const table = `foldline_data.accounts_v${version}`;
  await expect
    .poll(async () => (await database.pool.query("select to_regclass($1) as table", [table])).rows[0].table, {
      timeout: 10_000,
    })
    .toBeNull();
  const next = await request();
  await when(next.id, ({ status }) => status === "ready");
  await cancelRebuild(database.pool, next.id);
});

test("one that is paused while it is verified becomes ready only when it is resumed", async () => {
  const { id } = await withClient(database.pool, async (client) => {
    const { rows } = await client.query("select table_name from foldline.read_models where state = 'live'");
    await client.query("begin");
    await client.query(`lock table foldline_data.${rows[0]?.table_name} in access exclusive mode`);
    const requested = await request();
    await when(requested.id, ({ phase }) => phase === "verify");
    await pauseRebuild(database.pool, requested.id, by);
    await client.query("rollback");
    return requested;
  });
  await when(id, ({ verification }) => verification !== null);
  await sleep(1_500);
  expect(await now(id)).toMatchObject({ status: "running", phase: "verify", paused: by });
  await resumeRebuild(database.pool, id);
  await when(id, ({ status }) => status === "ready");
  await cancelRebuild(database.pool, id);
});

test("a queued one that is paused is taken up by no worker until it is resumed", async () => {
  await stopWorker();
  const { id } = await request();
  await pauseRebuild(database.pool, id, by);
  stopWorker = await startWorker(database.pool, [definition]);
  await sleep(1_000);
  expect(await now(id)).toMatchObject({ status: "queued", attempt: 0 });
  await resumeRebuild(database.pool, id);
  await when(id, ({ status }) => status === "ready");
});

const STATUSES: readonly RebuildStatus[] = [
  "queued",
  "running",
  "ready",
  "promoted",
  "done",
  "failed",
  "cancelled",
] as const;
const isDone = ({ status }: { readonly status: RebuildStatus }) => ["ready", "promoted", "done"].includes(status);

test("progress is exactly 100 % when, and only when, it is done: in every state seen above, and in any other", () => {
  expect(seen.length).toBeGreaterThan(30);
  for (const progress of seen) expect(progress.fraction === 1, JSON.stringify(progress)).toBe(isDone(progress));
  const count = fc.nat({ max: 1_000_000 });
  const state = fc.record({
    status: fc.constantFrom(...STATUSES),
    eventsRead: count,
    eventsTotal: fc.option(count, { nil: null }),
  });
  fc.assert(fc.property(state, (any) => (fractionOf(any) === 1) === isDone(any) && fractionOf(any) <= 1));
});
