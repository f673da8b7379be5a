import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { dropRetired } from "./drop-retired";
import { FrozenVersionError, ReadModelStateError, RollBackImpossibleError } from "./errors";
import type { Rows } from "./fold";
import { dropOrphanTables } from "./orphan-tables";
import { type Projection, projection } from "./projection";
import { promote } from "./promote";
import { requestRebuild } from "./request-rebuild";
import { rollBack, rollBackTarget } from "./roll-back";
import { appendEvents, expectedRows, storedRows } from "./testing/ledger";
import { caughtUp, rebuildWhen, startWorker } from "./testing/workers";

const STREAMS = 50;
const chain = compileChain([]);
let database: TestDatabase;
let stopWorker: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  await appendEvents(
    database.pool,
    Array.from({ length: 200 }, (_, index) => ({ stream: `m-${index % STREAMS}`, type: "Moved", data: {} })),
  );
});
afterEach(async () => {
  await stopWorker();
  stopWorker = async () => undefined;
});
afterAll(() => database.drop());

type Marked = { mark: number; moves: number };
// A row keeps the mark that the test gives the rows of each version, so that a mixture of two versions shows.
const kept = (row: Marked | null) => ({ mark: row?.mark ?? 0, moves: (row?.moves ?? 0) + 1 });
const keptMore = (row: Marked | null) => ({ more: "x", ...kept(row) });
const plain = projection<Marked>({
  name: "marked",
  version: 1,
  columns: { mark: "integer", moves: "integer" },
  partitions: 4,
  on: { Moved: kept },
});
const withMore = projection<Marked & { more: string }>({
  name: "marked",
  version: 2,
  columns: { more: "text", mark: "integer", moves: "integer" },
  partitions: 4,
  on: { Moved: keptMore },
});

/** Reads all the time with a prepared statement, from several connections, until stopped; what is wrong fails it. */
function readAllTheTime(checkMoves: boolean) {
  const stop = new AbortController();
  const marks: number[] = [];
  let reads = 0;
  const reader = async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    let least = 0;
    try {
      while (!stop.signal.aborted) {
        const { rows } = await client.query({ name: "all", text: "select mark, moves from read_models.marked" });
        expect(rows).toHaveLength(STREAMS);
        const [mark, ...others] = new Set<number>(rows.map((row) => row.mark));
        expect(others).toEqual([]);
        if (mark !== undefined && marks.at(-1) !== mark) marks.push(mark);
        const moves = rows.reduce((sum, row) => sum + row.moves, 0);
        if (checkMoves) expect(moves).toBeGreaterThanOrEqual(least);
        least = moves;
        reads++;
      }
    } finally {
      await client.end();
    }
  };
  const writer = async () => {
    for (let index = 0; !stop.signal.aborted; index++) {
      await appendEvents(database.pool, [{ stream: `m-${index % STREAMS}`, type: "Moved", data: {} }]);
      await sleep(3);
    }
  };
  const going = Promise.all([reader(), reader(), reader(), reader(), writer()]);
  going.catch(() => undefined);
  return {
    marks,
    async turn() {
      const enough = reads + 40;
      while (reads < enough) await Promise.race([sleep(5), going]);
    },
    async end() {
      stop.abort();
      await going;
    },
  };
}

/** Fills a new version and marks its rows with its number, while nobody else writes them. */
async function markedVersion(): Promise<{ id: string; version: number }> {
  const rebuild = await requestRebuild(database.pool, { projection: "marked", requestedBy: "test" });
  await rebuildWhen(database.pool, rebuild.id, ({ status }) => status === "ready");
  await mark(rebuild.version);
  return rebuild;
}

async function mark(version: number): Promise<void> {
  const client = await database.pool.connect();
  const lock = "select 1 from foldline.partitions where projection = 'marked' and version = $1 for update";
  await client.query("begin");
  await client.query(lock, [version]);
  await client.query(`update foldline_data.marked_v${version} set mark = ${version}`);
  await client.query("commit");
  client.release();
}

const movesOf = (rows: Rows) => [...rows].map(([key, row]) => ({ key, ...row, mark: 0 }));

const tables = async () =>
  (
    await database.pool.query("select tablename as name from pg_tables where schemaname = 'foldline_data' order by 1")
  ).rows.map(({ name }) => name);

test("readers with prepared statements see one version at a time through promotions and roll-backs under appends", async () => {
  stopWorker = await startWorker(database.pool, [plain]);
  await caughtUp(database.pool, "marked");
  await mark(1);
  const readers = readAllTheTime(true);
  const shown = [1];
  const request = { projection: plain, chain };
  for (let round = 0; round < 4; round++) {
    const before = shown.at(-1) ?? 1;
    const { version } = await markedVersion();
    await promote(database.pool, { ...request, version });
    await readers.turn();
    expect(await rollBack(database.pool, request)).toMatchObject({ version: before, previousVersion: version });
    await readers.turn();
    expect(await rollBack(database.pool, request)).toMatchObject({ version, previousVersion: before });
    await readers.turn();
    shown.push(version, before, version);
  }
  await readers.end();
  expect(readers.marks).toEqual(shown);

  // What was replaced last is kept and fed, so that a roll back needs to catch up with next to nothing.
  await caughtUp(database.pool, "marked");
  const moves = async (version: number) => movesOf(await storedRows(database.pool, plain, version));
  const expected = movesOf(await expectedRows(database.pool, plain));
  const target = await rollBackTarget(database.pool, plain);
  expect(target).toMatchObject({ version: 4, fed: true });
  expect(await moves(4)).toEqual(expected);
  expect(await moves(5)).toEqual(expected);
  await dropOrphanTables(database.pool);
  expect(await tables()).toEqual(["marked_v4", "marked_v5"]);

  // With no worker alive, the roll back itself brings it to the end.
  await stopWorker();
  await appendEvents(database.pool, [{ stream: "m-1", type: "Moved", data: {} }]);
  expect(await rollBack(database.pool, request)).toMatchObject({ version: 4 });
  expect(await moves(4)).toEqual(movesOf(await expectedRows(database.pool, plain)));
  expect(await rollBack(database.pool, request)).toMatchObject({ version: 5 });
}, 120_000);

test("a version of another definition is rolled back to only when asked for, and stays as of its checkpoint", async () => {
  stopWorker = await startWorker(database.pool, [withMore]);
  const readers = readAllTheTime(false);
  const { version } = await markedVersion();
  const request = { projection: withMore, chain };
  await promote(database.pool, { ...request, version });
  await readers.turn();
  const target = await rollBackTarget(database.pool, withMore);
  expect(target).toMatchObject({ version: 5, fed: false, definitionVersion: 1 });
  await expect(rollBack(database.pool, request)).rejects.toBeInstanceOf(FrozenVersionError);

  expect(await rollBack(database.pool, { ...request, frozen: true })).toMatchObject({ version: 5 });
  const frozen = await database.pool.query("select * from read_models.marked order by key");
  expect(frozen.fields.map(({ name }) => name)).toEqual(["key", "mark", "moves"]);
  await readers.turn();
  expect((await database.pool.query("select * from read_models.marked order by key")).rows).toEqual(frozen.rows);
  expect((await rollBackTarget(database.pool, withMore))?.checkpoint).toBeGreaterThan(target?.checkpoint ?? 0n);

  expect(await rollBack(database.pool, request)).toMatchObject({ version, previousVersion: 5 });
  await readers.turn();
  await readers.end();
  expect(readers.marks).toEqual([5, version, 5, version]);
}, 120_000);

test("a retired version can be dropped early, only it, and then there is nothing to roll back to", async () => {
  const request: { projection: Projection; chain: typeof chain } = { projection: withMore, chain };
  const drop = (version: number) => dropRetired(database.pool, { projection: "marked", version });
  await expect(drop(6)).rejects.toBeInstanceOf(ReadModelStateError);
  await drop(5);
  expect(await tables()).toEqual(["marked_v6"]);
  expect(await rollBackTarget(database.pool, withMore)).toBeNull();
  await expect(rollBack(database.pool, request)).rejects.toBeInstanceOf(RollBackImpossibleError);
});
