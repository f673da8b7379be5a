import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { runWorker } from "../runtime/worker";
import { rebuildProgress } from "./progress";
import type { Projection } from "./projection";
import { rawProjection } from "./raw-projection";
import { requestRebuild } from "./request-rebuild";
import { appendEvents, type TestEvent } from "./testing/ledger";

interface Standing {
  readonly moves: number;
  readonly place: number;
}

interface Moved {
  readonly to: string;
  readonly poison?: boolean;
}

/** Who has been named most often, with everybody's place: no fold of single rows can tell a place. */
const ranking: Projection = rawProjection<Standing>({
  name: "ranking",
  version: 1,
  keyColumn: "target",
  columns: { moves: "integer", place: "integer" },
  indexes: [["place"]],
  types: ["Moved"],
  onError: { policy: "park", attempts: 1 },
  apply: async (events, { query, table }) => {
    const named = events.map(({ data }) => data as Moved);
    // The database, not the code, refuses a poisonous one: nothing says which event it was.
    const targets = named.map(({ to, poison }) => (poison === true ? null : to));
    await query(
      `insert into ${table} as t (target, moves) select target, count(*) from unnest($1::text[]) as n (target) group by 1
       on conflict (target) do update set moves = t.moves + excluded.moves`,
      [targets],
    );
    await query(
      `update ${table} t set place = p.place
         from (select target, rank() over (order by moves desc) as place from ${table}) p
        where p.target = t.target and t.place is distinct from p.place`,
    );
  },
});

let database: TestDatabase;
const databases: TestDatabase[] = [];
const workers: { stop: AbortController; done: Promise<void> }[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  databases.push(database);
});
afterEach(async () => {
  for (const { stop } of workers) stop.abort();
  await Promise.all(workers.splice(0).map(({ done }) => done));
});
afterAll(async () => {
  for (const each of databases) await each.drop();
});

function startWorker(batchSize: number): void {
  const stop = new AbortController();
  const done = runWorker({
    pool: database.pool,
    projections: [ranking],
    upcasters: [],
    signal: stop.signal,
    batchSize,
  });
  workers.push({ stop, done });
}

const moves = (count: number, stream = "a"): TestEvent[] =>
  Array.from({ length: count }, (_, n) => ({
    stream: `${stream}-${n % 7}`,
    type: "Moved",
    data: { to: `t-${(n * n) % 5}` },
  }));

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(25)) if (await condition()) return;
  throw new Error("The condition did not come true in time.");
}

async function caughtUp(): Promise<boolean> {
  const { rows } = await database.pool.query(
    `select 1 from foldline.partitions p join foldline.read_models r using (projection, version)
      where r.state = 'live' and checkpoint = (select max(position) from foldline.events)`,
  );
  return rows.length > 0;
}

async function standings(table = "read_models.ranking"): Promise<unknown[]> {
  return (await database.pool.query(`select target, moves, place from ${table} order by target`)).rows;
}

const COUNTED = `
select target, moves, rank() over (order by moves desc)::int as place
  from (select data ->> 'to' as target, count(*)::int as moves from foldline.events
         where stream_id not in ('poisoned') or version < 3 group by 1) counted
 order by target`;

test("writes its own SQL exactly once, batch by batch and in a rebuild", async () => {
  await appendEvents(database.pool, moves(300));
  startWorker(23);
  await until(caughtUp);
  const counted = (await database.pool.query(COUNTED)).rows;
  expect(await standings()).toEqual(counted);
  const { id, version } = await requestRebuild(database.pool, {
    projection: "ranking",
    requestedBy: "test",
    promotion: "always",
  });
  await until(async () => ["promoted", "failed"].includes((await rebuildProgress(database.pool, id))?.status ?? ""));
  expect(await rebuildProgress(database.pool, id)).toMatchObject({
    status: "promoted",
    eventsRead: 300,
    eventsTotal: 300,
    rowsWritten: counted.length,
    fraction: 1,
  });
  expect(version).toBe(2);
  expect(await standings()).toEqual(counted);
  const key = await database.pool.query(
    "select count(*)::int as keys from pg_index where indrelid = 'foldline_data.ranking_v2'::regclass and indisprimary",
  );
  expect(key.rows).toEqual([{ keys: 1 }]);
  await appendEvents(database.pool, moves(50, "b"));
  await until(caughtUp);
  expect(await standings()).toEqual((await database.pool.query(COUNTED)).rows);
});

test("an event that its SQL cannot take is found and parked with its stream, live and in a rebuild", async () => {
  const poisoned: TestEvent[] = Array.from({ length: 6 }, (_, n) => ({
    stream: "poisoned",
    type: "Moved",
    data: { to: "t-1", poison: n === 2 },
  }));
  await appendEvents(database.pool, [...moves(40), ...poisoned, ...moves(40, "b")]);
  startWorker(1_000);
  await until(caughtUp);
  const counted = (await database.pool.query(COUNTED)).rows;
  expect(await standings()).toEqual(counted);
  const parked = async (version: number) =>
    (
      await database.pool.query(
        "select stream_id, stream_version::int as version, waiting::int from foldline.dead_letters where version = $1",
        [version],
      )
    ).rows;
  expect(await parked(1)).toEqual([{ stream_id: "poisoned", version: 3, waiting: 3 }]);
  const { id } = await requestRebuild(database.pool, {
    projection: "ranking",
    requestedBy: "test",
    promotion: "manual",
  });
  await until(async () => ["ready", "failed"].includes((await rebuildProgress(database.pool, id))?.status ?? ""));
  expect(await rebuildProgress(database.pool, id)).toMatchObject({ status: "ready", eventsRead: 86 });
  expect(await standings("foldline_data.ranking_v2")).toEqual(counted);
  expect(await parked(2)).toEqual([{ stream_id: "poisoned", version: 3, waiting: 3 }]);
});
