import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import type { ErrorPolicy, Projection } from "../projections/projection";
import { projection } from "../projections/projection";
import { requestRetry } from "../projections/request-retry";
import { clearStore } from "../projections/testing/clear-store";
import { appendEvents, expectedRows, storedRows } from "../projections/testing/ledger";
import { cured, type Diary, type Dose, diaries, letters } from "../projections/testing/poison";
import { runWorker } from "./worker";

let database: TestDatabase;
let running: { stop: AbortController; done: Promise<void> } | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await rest();
  cured.clear();
  await clearStore(database.pool);
});
afterAll(() => database.drop());

function work(...projections: Projection[]): void {
  const stop = new AbortController();
  const options = { pool: database.pool, projections, upcasters: [], signal: stop.signal, name: "w-1" };
  running = { stop, done: runWorker(options) };
}

async function rest(): Promise<void> {
  running?.stop.abort();
  await running?.done;
  running = undefined;
}

async function until<Value>(read: () => Promise<Value>, isRight: (value: Value) => boolean): Promise<Value> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const value = await read();
    if (isRight(value)) return value;
    if (Date.now() > deadline) throw new Error(`Not in time: ${JSON.stringify(value)}`);
    await sleep(30);
  }
}

interface PartitionRow {
  readonly checkpoint: string;
  readonly attempts: number;
  readonly error: { readonly message: string; readonly position: string | null } | null;
}

async function partitionsOf({ name }: Projection): Promise<PartitionRow[]> {
  const statement = "select checkpoint, attempts, error from foldline.partitions where projection = $1 and version = 1";
  return (await database.pool.query<PartitionRow>(statement, [name])).rows;
}

async function lastPosition(): Promise<string> {
  return (await database.pool.query("select coalesce(max(position), 0) as last from foldline.events")).rows[0]?.last;
}

async function caughtUp(fed: Projection): Promise<PartitionRow[]> {
  const last = await lastPosition();
  return until(
    () => partitionsOf(fed),
    (rows) => rows.length > 0 && rows.every(({ checkpoint }) => checkpoint === last),
  );
}

const take = (stream: string, ...doses: Dose[]) =>
  appendEvents(
    database.pool,
    doses.map((data) => ({ stream, type: "Taken", data })),
  );

const park = (attempts: number): ErrorPolicy => ({ policy: "park", attempts });

test("a stream is parked after its attempts, each of them kept; the partition goes on, and a worker does the retry", async () => {
  const fed = diaries({ name: "parking", partitions: 1, onError: park(2) });
  await take("p-1", {}, { ill: "cold" }, {});
  await take("p-2", {}, {});
  await take("p-1", {});
  work(fed);
  for (const { error, attempts } of await caughtUp(fed)) expect([error, attempts]).toEqual([null, 0]);
  expect(await letters(database.pool, fed)).toMatchObject([
    { streamId: "p-1", version: 2, status: "parked", waiting: 2, attempts: 2, message: 'cannot swallow "cold"' },
  ]);
  const { rows: attempts } = await database.pool.query(
    `select a.*, extract(epoch from a.attempted_at - lag(a.attempted_at) over (order by a.attempt)) as pause
       from foldline.dead_letter_attempts a order by a.attempt`,
  );
  const kept = { worker: "w-1", message: 'cannot swallow "cold"', stack: expect.stringContaining("swallow") };
  expect(attempts).toMatchObject([
    { attempt: 1, ...kept },
    { attempt: 2, ...kept },
  ]);
  expect(Number(attempts[1]?.pause)).toBeGreaterThan(0.9);
  const rows = await storedRows(database.pool, fed);
  expect([rows.get("p-1")?.["seen"], rows.get("p-2")?.["seen"]]).toEqual([["1"], ["1", "2"]]);

  cured.add("cold");
  await requestRetry(database.pool, { projection: fed.name, requestedBy: "ann" });
  await until(
    () => letters(database.pool, fed, "parked"),
    (parked) => parked.length === 0,
  );
  expect((await storedRows(database.pool, fed)).get("p-1")?.["seen"]).toEqual(["1", "2", "3", "4"]);
});

test("a policy of skipping leaves the event out, says so, and goes on with its stream", async () => {
  const fed = diaries({ name: "skipping", partitions: 2, onError: { policy: "skip", attempts: 1 } });
  await take("k-1", {}, { ill: "skip me" }, {}, { ill: "me too" });
  work(fed);
  await caughtUp(fed);
  expect((await storedRows(database.pool, fed)).get("k-1")?.["seen"]).toEqual(["1", "3"]);
  expect(await letters(database.pool, fed)).toMatchObject(
    [2, 4].map((version) => ({
      streamId: expect.any(String),
      version,
      status: "skipped",
      attempts: 1,
      resolvedBy: null,
    })),
  );
});

/** Makes writing a row of a read model fail in the database. */
async function refuseRows(table: string, code: string, when = "true"): Promise<() => Promise<unknown>> {
  await database.pool.query(`
    create function foldline.refuse_${table}() returns trigger language plpgsql as $$
      begin raise exception 'refused by the database' using errcode = '${code}'; end $$;
    create trigger refuse before insert or update on foldline_data.${table}_v1
      for each row when (${when}) execute function foldline.refuse_${table}()`);
  return () => database.pool.query(`drop function foldline.refuse_${table}() cascade`);
}

async function begun(fed: Projection): Promise<void> {
  work(fed);
  await caughtUp(fed);
}

test("an error that passes by itself is no attempt and parks nothing", async () => {
  const fed = diaries({ name: "shaky", partitions: 1, onError: park(1) });
  await begun(fed);
  const allow = await refuseRows("shaky", "40001");
  await take("y-1", {}, {});
  await sleep(1_500);
  expect(await letters(database.pool, fed)).toEqual([]);
  expect(await partitionsOf(fed)).toMatchObject([{ attempts: 0, error: null }]);
  await allow();
  await caughtUp(fed);
  expect((await storedRows(database.pool, fed)).get("y-1")?.["seen"]).toEqual(["1", "2"]);
});

test("an error that no event is to blame for parks nothing, however often it comes, and is shown", async () => {
  const fed = diaries({ name: "full_disk", partitions: 1, onError: park(1) });
  await begun(fed);
  const allow = await refuseRows("full_disk", "53100");
  await take("d-1", {});
  const stuck = await until(
    () => partitionsOf(fed),
    (rows) => rows.some(({ attempts }) => attempts >= 2),
  );
  expect(stuck).toMatchObject([{ error: { message: "refused by the database", position: null } }]);
  expect(await letters(database.pool, fed)).toEqual([]);
  await allow();
  await caughtUp(fed);
  expect((await storedRows(database.pool, fed)).get("d-1")?.["seen"]).toEqual(["1"]);
});

test("a value that the database refuses is traced to the one event that brings it", async () => {
  const fed = diaries({ name: "bisected", partitions: 4, onError: park(1) });
  await begun(fed);
  // So that all of them come in one batch.
  await rest();
  const allow = await refuseRows("bisected", "23514", "new.key = 'b-7' and new.count >= 2");
  for (let turn = 0; turn < 3; turn++) {
    for (let stream = 0; stream < 20; stream++) await take(`b-${stream}`, {});
  }
  work(fed);
  await caughtUp(fed);
  expect(await letters(database.pool, fed)).toMatchObject([
    { streamId: "b-7", version: 2, status: "parked", waiting: 1, message: "refused by the database" },
  ]);
  await allow();
  await requestRetry(database.pool, { projection: fed.name, requestedBy: "ann" });
  await until(
    () => letters(database.pool, fed, "parked"),
    (parked) => parked.length === 0,
  );
  const rows = await storedRows(database.pool, fed);
  const expected = await expectedRows(database.pool, fed);
  for (let stream = 0; stream < 20; stream++) expect(rows.get(`b-${stream}`)).toEqual(expected.get(`b-${stream}`));
});

test("an event that changes rows of several partitions stops only those where it fails", async () => {
  let open = false;
  const keyed = projection<Pick<Diary, "count">>({
    name: "keyed",
    version: 1,
    key: ({ data }) => (data as Dose).to ?? null,
    columns: { count: "integer" },
    partitions: 16,
    onError: park(1),
    on: {
      Shared: (row, { data }) => {
        const { full } = data as Dose;
        if (!open && full !== undefined && row?.count === full) throw new Error("is full");
        return { count: (row?.count ?? 0) + 1 };
      },
    },
  });
  const share = (...doses: Dose[]) =>
    appendEvents(
      database.pool,
      doses.map((data) => ({ stream: "h-1", type: "Shared", data })),
    );
  await share({ to: ["a"] }, { to: ["a", "b", "c"], full: 1 }, { to: ["a", "b"] }, { to: ["c"] });
  work(keyed);
  await caughtUp(keyed);
  const counts = async () => {
    const rows = await storedRows(database.pool, keyed);
    return ["a", "b", "c"].map((key) => rows.get(key)?.["count"]);
  };
  expect(await letters(database.pool, keyed)).toMatchObject([{ version: 2, status: "parked", waiting: 1 }]);
  expect(await counts()).toEqual([1, 2, 2]);
  open = true;
  await requestRetry(database.pool, { projection: "keyed", requestedBy: "ann" });
  await until(counts, ([a]) => a === 3);
  expect(await counts()).toEqual([3, 2, 2]);
});
