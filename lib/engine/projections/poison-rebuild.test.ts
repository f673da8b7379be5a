import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { runWorker } from "../runtime/worker";
import { cancelRebuild } from "./cancel-rebuild";
import { dropOrphanTables } from "./orphan-tables";
import { type RebuildProgress, rebuildProgress } from "./progress";
import type { Projection } from "./projection";
import { promote } from "./promote";
import { requestRebuild } from "./request-rebuild";
import { requestRetry } from "./request-retry";
import { clearStore } from "./testing/clear-store";
import { appendEvents, expectedRows, storedRows } from "./testing/ledger";
import { cured, type Dose, diaries, retryAsked, shares } from "./testing/poison";

const chain = compileChain([]);
let database: TestDatabase;
let worker: { stop: AbortController; done: Promise<void> } | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => clearStore(database.pool));
afterEach(async () => {
  await stopWorker();
  cured.clear();
  await database.pool.query("truncate foldline.rebuilds cascade");
});
afterAll(() => database.drop());

async function stopWorker(): Promise<void> {
  worker?.stop.abort();
  await worker?.done;
  worker = undefined;
}

async function startWorker(...projections: Projection[]): Promise<void> {
  const stop = new AbortController();
  worker = { stop, done: runWorker({ pool: database.pool, projections, upcasters: [], signal: stop.signal }) };
  for (const { name } of projections) {
    const registered = "select from foldline.projections where name = $1 and serving_version is not null";
    while ((await database.pool.query(registered, [name])).rows.length === 0) await sleep(20);
  }
}

async function rebuilt({ name }: Projection): Promise<RebuildProgress> {
  const { id } = await requestRebuild(database.pool, { projection: name, requestedBy: "ann", promotion: "manual" });
  for (const deadline = Date.now() + 40_000; Date.now() < deadline; await sleep(50)) {
    const progress = await rebuildProgress(database.pool, id);
    if (progress !== null && !["queued", "running"].includes(progress.status)) return progress;
  }
  throw new Error("The rebuild did not end in time.");
}

const take = (stream: string, ...doses: Dose[]) =>
  appendEvents(
    database.pool,
    doses.map((data) => ({ stream, type: "Taken", data })),
  );

/** The dead letters of each read-model version, `1 s-1@2 parked +3`. */
async function letterList(): Promise<string[]> {
  const { rows } = await database.pool.query(
    "select version, stream_id, stream_version, status, waiting from foldline.dead_letters order by version, position, partition",
  );
  return rows.map(
    ({ version, stream_id, stream_version, status, waiting }) =>
      `${version} ${stream_id}@${stream_version} ${status} +${waiting}`,
  );
}

test("a rebuild parks what it cannot apply, becomes ready, and its parked streams can be retried like any other", async () => {
  const onError = { policy: "park", attempts: 1 } as const;
  const definitions = [diaries({ onError, partitions: 3 }), shares({ onError, partitions: 3 })];
  await take("s-1", {}, { ill: "flu", to: ["a", "b"] }, { to: ["a"] }, {});
  await take("s-2", { to: ["a"] }, { to: ["b"] });
  for (const definition of definitions) {
    await startWorker(definition);
    const progress = await rebuilt(definition);
    expect(progress).toMatchObject({ status: "ready", error: null, fraction: 1 });
    const letters = await letterList();
    const ofVersion = (version: number) => letters.filter((letter) => letter.startsWith(`${version} `));
    expect(ofVersion(2).length).toBeGreaterThan(0);
    expect(ofVersion(2).map((letter) => letter.slice(2))).toEqual(ofVersion(1).map((letter) => letter.slice(2)));
    const [first, second] = [
      await storedRows(database.pool, definition, 1),
      await storedRows(database.pool, definition, 2),
    ];
    expect(second).toEqual(first);
    await stopWorker();
    cured.add("flu");
    await requestRetry(database.pool, { projection: definition.name, requestedBy: "ann" });
    while ((await retryAsked(database.pool, [definition], chain)) > 0);
    expect(await storedRows(database.pool, definition, 2)).toEqual(await expectedRows(database.pool, definition));
    cured.clear();
    await database.pool.query("delete from foldline.dead_letters");
  }
});

test("dead letters go with the read-model version they belong to", async () => {
  const definition = diaries({ onError: { policy: "skip", attempts: 1 } });
  await take("s-1", {}, { ill: "flu" }, {});
  await startWorker(definition);
  const cancelled = await rebuilt(definition);
  expect(await letterList()).toEqual(["1 s-1@2 skipped +0", "2 s-1@2 skipped +0"]);
  await cancelRebuild(database.pool, cancelled.id);
  expect(await letterList()).toEqual(["1 s-1@2 skipped +0"]);
  for (const version of [3, 4]) {
    expect((await rebuilt(definition)).version).toBe(version);
    await promote(database.pool, { projection: definition, chain, version });
  }
  await dropOrphanTables(database.pool);
  expect(await letterList()).toEqual(["3 s-1@2 skipped +0", "4 s-1@2 skipped +0"]);
});

test("a poison event that arrives just before a promotion is parked, and does not hold it up", async () => {
  const definition = diaries({ onError: { policy: "park", attempts: 3 }, partitions: 2 });
  await take("s-1", {});
  await startWorker(definition);
  const { version } = await rebuilt(definition);
  await stopWorker();
  await take("s-1", {}, { ill: "flu" }, {});
  await take("s-2", {});
  await promote(database.pool, { projection: definition, chain, version });
  expect(await letterList()).toEqual([`${version} s-1@3 parked +1`]);
  const rows = await storedRows(database.pool, definition, version);
  expect([rows.get("s-1")?.["seen"], rows.get("s-2")?.["seen"]]).toEqual([["1", "2"], ["1"]]);
});

test("a value that the database refuses in a promotion is traced to its event as well", async () => {
  const definition = diaries({ onError: { policy: "park", attempts: 3 }, partitions: 2 });
  await take("s-1", {});
  await startWorker(definition);
  const { version } = await rebuilt(definition);
  await stopWorker();
  await database.pool.query(
    `alter table foldline_data.diaries_v${version} add constraint no_third check (key <> 's-2' or count < 3)`,
  );
  for (let turn = 0; turn < 4; turn++) for (const stream of ["s-1", "s-2", "s-3"]) await take(stream, {});
  await promote(database.pool, { projection: definition, chain, version });
  expect(await letterList()).toEqual([`${version} s-2@3 parked +1`]);
  const rows = await storedRows(database.pool, definition, version);
  expect(["s-1", "s-2", "s-3"].map((stream) => rows.get(stream)?.["count"])).toEqual([5, 2, 4]);
});

test("a policy of stopping stops a promotion, which changes nothing", async () => {
  const definition = diaries({ onError: { policy: "stop", attempts: 1 }, partitions: 2 });
  await take("s-1", {});
  await startWorker(definition);
  const { version } = await rebuilt(definition);
  await stopWorker();
  await take("s-1", { ill: "flu" });
  await expect(promote(database.pool, { projection: definition, chain, version })).rejects.toThrow(/cannot swallow/);
  expect(await letterList()).toEqual([]);
  const { rows } = await database.pool.query("select state from foldline.read_models where version = $1", [version]);
  expect(rows[0]?.state).toBe("ready");
});
