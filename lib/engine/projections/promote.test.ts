import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { runWorker } from "../runtime/worker";
import { cancelRebuild } from "./cancel-rebuild";
import { PromotionFailedError, RebuildInProgressError, RebuildStateError, UnknownProjectionError } from "./errors";
import { type RebuildProgress, rebuildProgress } from "./progress";
import { type Projection, projection } from "./projection";
import { promote } from "./promote";
import { requestRebuild } from "./request-rebuild";
import { appendEvents, expectedRows, storedRows } from "./testing/ledger";

let database: TestDatabase;
const workers: { stop: AbortController; done: Promise<void> }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(stopWorkers);
afterAll(() => database.drop());

async function stopWorkers(): Promise<void> {
  for (const { stop } of workers) stop.abort();
  await Promise.all(workers.splice(0).map(({ done }) => done));
}

function startWorker(projections: readonly Projection[]): void {
  const stop = new AbortController();
  const done = runWorker({ pool: database.pool, projections, upcasters: [], signal: stop.signal });
  workers.push({ stop, done });
}

async function finished(id: string): Promise<RebuildProgress> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(50)) {
    const progress = await rebuildProgress(database.pool, id);
    if (progress !== null && !["queued", "running"].includes(progress.status)) {
      if (progress.status !== "ready" || progress.promotion === "manual") return progress;
    }
  }
  throw new Error("The rebuild did not end in time.");
}

async function readModelsRegistered(name: string): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query("select 1 from foldline.read_models where projection = $1", [name]);
    if (rows.length > 0) return;
    await sleep(20);
  }
}

/** Every row of one definition carries its mark, so that a mixture of two read models would show. */
function marked(version: number, extra: boolean): Projection {
  const definition = { name: "marked", version, partitions: 4 } as const;
  const next = (row: { moves: number } | null) => ({ mark: version, moves: (row?.moves ?? 0) + 1 });
  if (!extra) {
    return projection<{ mark: number; moves: number }>({
      ...definition,
      columns: { mark: "integer", moves: "integer" },
      on: { Moved: next },
    });
  }
  return projection<{ more: string; mark: number; moves: number }>({
    ...definition,
    columns: { more: "text", mark: "integer", moves: "integer" },
    on: { Moved: markedMore(next) },
  });
}

function markedMore(next: (row: { moves: number } | null) => { mark: number; moves: number }) {
  return (row: { moves: number } | null) => ({ more: "x", ...next(row) });
}

async function registered(version: number): Promise<void> {
  const statement = "select 1 from foldline.projections where name = 'marked' and definition_version = $1";
  while ((await database.pool.query(statement, [version])).rows.length === 0) await sleep(20);
}

async function untilTables(names: readonly string[]): Promise<void> {
  const statement = "select tablename as name from pg_tables where schemaname = 'foldline_data' order by 1";
  for (const deadline = Date.now() + 30_000; ; await sleep(50)) {
    const { rows } = await database.pool.query<{ name: string }>(statement);
    const found = rows.map(({ name }) => name);
    if (found.join() === names.join()) return;
    if (Date.now() > deadline) expect(found).toEqual(names);
  }
}

test("readers see no error, no empty table and no mixture while read models are promoted under appends", async () => {
  await appendEvents(
    database.pool,
    Array.from({ length: 200 }, (_, index) => ({ stream: `m-${index % 50}`, type: "Moved", data: {} })),
  );
  startWorker([marked(1, false)]);
  await readModelsRegistered("marked");
  const first = await requestRebuild(database.pool, {
    projection: "marked",
    requestedBy: "test",
    promotion: "always",
  });
  expect(await finished(first.id)).toMatchObject({ status: "promoted" });

  const stop = new AbortController();
  const reads = { done: 0, marks: new Set<number>() };
  const reader = async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    let least = 0;
    while (!stop.signal.aborted) {
      const { rows } = await client.query({ name: "marked", text: "select mark, moves from read_models.marked" });
      const marks = new Set(rows.map(({ mark }) => mark));
      expect(marks.size).toBe(1);
      expect(rows).toHaveLength(50);
      const moves = rows.reduce((sum, row) => sum + row.moves, 0);
      expect(moves).toBeGreaterThanOrEqual(least);
      least = moves;
      for (const mark of marks) reads.marks.add(mark);
      reads.done++;
    }
    await client.end();
  };
  const writer = async () => {
    for (let index = 0; !stop.signal.aborted; index++) {
      await appendEvents(database.pool, [{ stream: `m-${index % 50}`, type: "Moved", data: {} }]);
      await sleep(5);
    }
  };
  const going = [reader(), reader(), reader(), writer()];
  // Columns change with every second definition, so that both ways to swap the view are taken.
  for (let version = 2; version <= 5; version++) {
    await stopWorkers();
    startWorker([marked(version, version % 2 === 0)]);
    await registered(version);
    const { id } = await requestRebuild(database.pool, {
      projection: "marked",
      requestedBy: "test",
      promotion: "always",
    });
    const progress = await finished(id);
    expect(progress).toMatchObject({ status: "promoted", error: null });
  }
  stop.abort();
  await Promise.all(going);
  expect(reads.marks).toEqual(new Set([1, 2, 3, 4, 5]));
  // What the last promotion replaced is kept, and nothing older.
  await untilTables(["marked_v5", "marked_v6"]);
}, 180_000);

test("grants on the view survive a change of its columns", async () => {
  await database.pool.query("drop role if exists foldline_test_reader; create role foldline_test_reader");
  await database.pool.query("grant select on read_models.marked to foldline_test_reader, public");
  startWorker([marked(6, true)]);
  await registered(6);
  const { id } = await requestRebuild(database.pool, {
    projection: "marked",
    requestedBy: "test",
    promotion: "always",
  });
  await finished(id);
  await stopWorkers();
  startWorker([marked(7, false)]);
  await registered(7);
  const second = await requestRebuild(database.pool, {
    projection: "marked",
    requestedBy: "test",
    promotion: "always",
  });
  expect(await finished(second.id)).toMatchObject({ status: "promoted" });
  const { rows } = await database.pool.query(
    "select has_table_privilege('foldline_test_reader', 'read_models.marked', 'select') as reader",
  );
  expect(rows[0].reader).toBe(true);
  await database.pool.query(
    "revoke select on read_models.marked from foldline_test_reader; drop role foldline_test_reader",
  );
});

const plain = projection<{ moves: number }>({
  name: "plain",
  version: 1,
  columns: { moves: "integer" },
  partitions: 2,
  on: { Moved: (row) => ({ moves: (row?.moves ?? 0) + 1 }) },
});

test("refuses a second rebuild of a projection while one is queued or ready, and lets it be cancelled", async () => {
  const request = { projection: "plain", requestedBy: "test" };
  await expect(requestRebuild(database.pool, request)).rejects.toThrow(UnknownProjectionError);
  startWorker([plain]);
  await readModelsRegistered("plain");
  const racing = await Promise.allSettled([1, 2, 3].map(() => requestRebuild(database.pool, request)));
  const [accepted, ...others] = racing.filter(({ status }) => status === "fulfilled");
  expect(others).toHaveLength(0);
  for (const refused of racing.filter(({ status }) => status === "rejected")) {
    expect(refused).toMatchObject({ reason: expect.any(RebuildInProgressError) });
  }
  const id = accepted?.status === "fulfilled" ? accepted.value.id : "";
  expect(await finished(id)).toMatchObject({ status: "ready", fraction: 1 });
  await expect(requestRebuild(database.pool, request)).rejects.toThrow(/ready already/);

  await cancelRebuild(database.pool, id);
  await expect(cancelRebuild(database.pool, id)).rejects.toThrow(RebuildStateError);
  expect(await rebuildProgress(database.pool, id)).toMatchObject({ status: "cancelled" });
  const table = await database.pool.query("select to_regclass('foldline_data.plain_v2') as table");
  expect(table.rows[0].table).toBeNull();
  // What consumers see has not changed, and is still fed.
  expect((await database.pool.query("select count(*)::int as rows from read_models.plain")).rows[0].rows).toBe(50);
  const again = await requestRebuild(database.pool, request);
  expect(await finished(again.id)).toMatchObject({ status: "ready" });
  expect(await storedRows(database.pool, plain, again.version)).toEqual(await expectedRows(database.pool, plain));
});

test("is not promoted by code that holds another version of its definition", async () => {
  const versioned = (version: number) => {
    const mark = () => ({ mark: version });
    return projection<{ mark: number }>({
      name: "versioned",
      version,
      columns: { mark: "integer" },
      partitions: 2,
      on: { Moved: mark },
    });
  };
  startWorker([versioned(1)]);
  await readModelsRegistered("versioned");
  const request = { projection: "versioned", requestedBy: "test" };
  const { id, version } = await requestRebuild(database.pool, request);
  expect(await finished(id)).toMatchObject({ status: "ready" });
  await stopWorkers();
  await appendEvents(database.pool, [{ stream: "m-1", type: "Moved", data: {} }]);

  const chain = compileChain([]);
  const early = promote(database.pool, { projection: versioned(2), chain, version });
  await expect(early).rejects.toBeInstanceOf(PromotionFailedError);
  expect(await rebuildProgress(database.pool, id)).toMatchObject({ status: "ready" });
  await promote(database.pool, { projection: versioned(1), chain, version });
  const marks = await database.pool.query("select distinct mark from read_models.versioned");
  expect(marks.rows).toEqual([{ mark: 1 }]);
});
