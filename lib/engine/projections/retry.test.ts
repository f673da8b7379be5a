import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { codeUpcaster } from "../evolution/code-upcaster";
import { DeadLetterNotFoundError, DeadLetterStateError } from "./errors";
import { registerProjections } from "./register";
import { requestRetry, requestSkip } from "./request-retry";
import { retryDeadLetters } from "./retry";
import { type Retryable, retryableProjection } from "./retryable";
import { clearStore } from "./testing/clear-store";
import { appendEvents, expectedRows, storedRows } from "./testing/ledger";
import { advance, cured, type Dose, diaries, letters, retryAll, retryAsked, shares } from "./testing/poison";

const chain = compileChain([]);
const requestedBy = "ann";
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
beforeEach(async () => {
  cured.clear();
  await clearStore(pool);
});
afterAll(() => database.drop());

const take = (stream: string, ...doses: Dose[]) =>
  appendEvents(
    pool,
    doses.map((data) => ({ stream, type: "Taken", data })),
  );

const seen = async (stream = "s-1") => (await storedRows(pool, diaries())).get(stream)?.["seen"];

/** Seven events of s-1, the second and the fifth of them poison, with others of s-2 in between. */
async function parked(): Promise<ReturnType<typeof diaries>> {
  const projection = diaries();
  await registerProjections(pool, [projection], chain);
  await take("s-1", {}, { ill: "first" }, {});
  await take("s-2", {}, {});
  await advance(pool, projection, chain);
  await take("s-1", {}, { ill: "second" }, {}, {});
  while (await advance(pool, projection, chain, { together: false, limit: 2 }));
  return projection;
}

async function theLetter(projection: ReturnType<typeof diaries>) {
  const [letter] = await letters(pool, projection, "parked");
  if (letter === undefined) throw new Error("Nothing is parked.");
  return letter;
}

async function eventsApplied(projection: ReturnType<typeof diaries>): Promise<number> {
  const statement = "select sum(events_applied)::int as applied from foldline.partitions where projection = $1";
  return (await pool.query(statement, [projection.name])).rows[0]?.applied;
}

test("the later events of a parked stream wait and are counted; other streams go on", async () => {
  const projection = await parked();
  expect(await letters(pool, projection)).toMatchObject([
    { streamId: "s-1", version: 2, status: "parked", waiting: 5 },
  ]);
  expect(await seen()).toEqual(["1"]);
  expect(await seen("s-2")).toEqual(["1", "2"]);
  expect(await eventsApplied(projection)).toBe(3);
});

test("a retry applies the event and all that wait behind it, in order", async () => {
  const projection = await parked();
  cured.add("first").add("second");
  const { id } = await theLetter(projection);
  expect(await requestRetry(pool, { ids: [id], requestedBy })).toBe(1);
  expect(await retryAsked(pool, [projection], chain)).toBe(1);
  expect(await storedRows(pool, projection)).toEqual(await expectedRows(pool, projection));
  expect(await seen()).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  expect(await letters(pool, projection)).toMatchObject([{ id, status: "applied", waiting: 0, resolvedBy: "ann" }]);
  expect(await eventsApplied(projection)).toBe(9);
  await take("s-1", {});
  await advance(pool, projection, chain);
  expect(await seen()).toHaveLength(8);
});

test("a retry is one transaction: nothing of it stays when it cannot be committed", async () => {
  const projection = await parked();
  cured.add("first").add("second");
  await requestRetry(pool, { projection: projection.name, requestedBy });
  await pool.query(`
    create function foldline.refuse() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '40001'; end $$;
    create constraint trigger refuse after update on foldline.dead_letters deferrable initially deferred
      for each row when (new.status = 'applied') execute function foldline.refuse()`);
  await expect(retryAsked(pool, [projection], chain)).rejects.toThrow("no");
  await pool.query("drop function foldline.refuse() cascade");
  expect(await seen()).toEqual(["1"]);
  expect(await letters(pool, projection)).toMatchObject([{ status: "parked", waiting: 5, attempts: 1 }]);
  await pool.query("update foldline.dead_letters set retry_lease_until = null");
  await retryAsked(pool, [projection], chain);
  expect(await seen()).toHaveLength(7);
});

test("a later event that fails becomes the stream's dead letter, with what comes before it applied", async () => {
  const projection = await parked();
  cured.add("first");
  await requestRetry(pool, { projection: projection.name, requestedBy });
  await retryAsked(pool, [projection], chain);
  expect(await seen()).toEqual(["1", "2", "3", "4"]);
  expect(await letters(pool, projection)).toMatchObject([
    { version: 2, status: "applied", waiting: 0 },
    { version: 5, status: "parked", waiting: 2, attempts: 1, message: 'cannot swallow "second"' },
  ]);
  const { rows } = await pool.query(
    "select a.* from foldline.dead_letter_attempts a join foldline.dead_letters d on d.id = a.dead_letter_id where d.stream_version = 5",
  );
  expect(rows).toMatchObject([
    { attempt: 1, worker: "test", requested_by: "ann", stack: expect.stringContaining("swallow") },
  ]);
});

test("a retry that fails again is kept as an attempt and changes nothing else", async () => {
  const projection = await parked();
  const { id } = await theLetter(projection);
  await requestRetry(pool, { ids: [id], requestedBy });
  await retryAsked(pool, [projection], chain);
  expect(await retryAsked(pool, [projection], chain)).toBe(0);
  expect(await letters(pool, projection)).toMatchObject([{ id, status: "parked", waiting: 5, attempts: 2 }]);
  expect(await seen()).toEqual(["1"]);
  const { rows } = await pool.query("select attempt, requested_by from foldline.dead_letter_attempts order by attempt");
  expect(rows).toEqual([
    { attempt: 1, requested_by: null },
    { attempt: 2, requested_by: "ann" },
  ]);
});

test("a retry up to a version applies no more, and the stream then stands at the next event", async () => {
  const projection = await parked();
  cured.add("first").add("second");
  const { id } = await theLetter(projection);
  await requestRetry(pool, { ids: [id], upToVersion: 3, requestedBy });
  await retryAsked(pool, [projection], chain);
  expect(await seen()).toEqual(["1", "2", "3"]);
  expect(await letters(pool, projection)).toMatchObject([
    { version: 2, status: "applied" },
    { version: 4, status: "parked", waiting: 3, attempts: 0, message: "Held by ann: applied up to version 3 only." },
  ]);
  await retryAll(pool, projection, chain);
  expect(await storedRows(pool, projection)).toEqual(await expectedRows(pool, projection));
});

test("an edited payload is used once, before the upcasters, and the stored event stays as it is", async () => {
  const renamed = compileChain([
    codeUpcaster<{ sick?: string }>({
      type: "Taken",
      from: 1,
      to: 2,
      title: "sick is called ill",
      upcast: ({ sick }) => (sick === undefined ? {} : { ill: sick }),
    }),
  ]);
  const projection = diaries();
  await registerProjections(pool, [projection], renamed);
  await take("s-1", {}, { sick: "badly" } as Dose, {});
  await advance(pool, projection, renamed);
  expect(await seen()).toEqual(["1"]);
  const { id } = await theLetter(projection);
  await requestRetry(pool, { ids: [id], data: { sick: "otherwise" }, requestedBy });
  await retryAsked(pool, [projection], renamed);
  expect(await letters(pool, projection)).toMatchObject([{ attempts: 2, message: 'cannot swallow "otherwise"' }]);
  // The payload was for that time only.
  await requestRetry(pool, { ids: [id], requestedBy });
  await retryAsked(pool, [projection], renamed);
  expect(await letters(pool, projection)).toMatchObject([{ attempts: 3, message: 'cannot swallow "badly"' }]);
  await requestRetry(pool, { ids: [id], data: {}, requestedBy });
  await retryAsked(pool, [projection], renamed);
  expect(await seen()).toEqual(["1", "2", "3"]);
  const { rows } = await pool.query("select data from foldline.events where version = 2");
  expect(rows[0]?.data).toEqual({ sick: "badly" });
});

test("skipping leaves the event out for good, says why, and applies what waits behind it", async () => {
  const projection = await parked();
  cured.add("second");
  const { id } = await theLetter(projection);
  await requestSkip(pool, { ids: [id], reason: "typed by mistake", requestedBy });
  await retryAsked(pool, [projection], chain);
  expect(await seen()).toEqual(["1", "3", "4", "5", "6", "7"]);
  expect(await letters(pool, projection)).toMatchObject([
    { id, status: "skipped", reason: "typed by mistake", resolvedBy: "ann", waiting: 0 },
  ]);
  expect(await eventsApplied(projection)).toBe(8);
});

test("what waits behind a skipped event may fail as well", async () => {
  const projection = await parked();
  await requestSkip(pool, { projection: projection.name, reason: "no use", requestedBy });
  await retryAsked(pool, [projection], chain);
  expect(await letters(pool, projection)).toMatchObject([
    { version: 2, status: "skipped" },
    { version: 5, status: "parked", waiting: 2 },
  ]);
  expect(await seen()).toEqual(["1", "3", "4"]);
});

test("an event that no longer means anything to the projection is applied by doing nothing", async () => {
  const projection = await parked();
  cured.add("second");
  const dropped = compileChain([
    codeUpcaster<Dose>({
      type: "Taken",
      from: 1,
      to: 2,
      toType: "Refused",
      title: "Refused",
      upcast: (data) => data,
    }),
  ]);
  await requestRetry(pool, { projection: projection.name, requestedBy });
  await retryAsked(pool, [projection], dropped);
  expect(await letters(pool, projection)).toMatchObject([{ status: "applied" }]);
  expect(await seen()).toEqual(["1"]);
});

test("an event that changes rows of several partitions is parked only where it fails", async () => {
  const projection = shares({ partitions: 16 });
  await registerProjections(pool, [projection], chain);
  await take("s-1", { to: ["full"] });
  await take("s-2", { to: ["full", "empty", "other"], full: 1 });
  await take("s-2", { to: ["full", "empty"] }, { to: ["empty"] });
  while (await advance(pool, projection, chain));
  const count = async (key: string) => (await storedRows(pool, projection)).get(key)?.["count"];
  expect(await letters(pool, projection)).toMatchObject([
    { streamId: "s-2", version: 1, status: "parked", waiting: 1 },
  ]);
  expect([await count("full"), await count("empty"), await count("other")]).toEqual([1, 3, 1]);
  cured.add("full");
  await retryAll(pool, projection, chain);
  expect(await storedRows(pool, projection)).toEqual(await expectedRows(pool, projection));
});

test("two workers retry a stream once", async () => {
  const projection = await parked();
  cured.add("first").add("second");
  await requestRetry(pool, { projection: projection.name, requestedBy });
  const again = "update foldline.dead_letters set retry_lease_until = null where retry_requested_at is not null";
  await Promise.all([
    retryAsked(pool, [projection], chain),
    pool.query(again).then(() => retryAsked(pool, [projection], chain)),
  ]);
  expect(await seen()).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
});

test("a retry that takes long stays with its worker", async () => {
  const projection = await parked();
  cured.add("first").add("second");
  await requestRetry(pool, { projection: projection.name, requestedBy });
  const retryable = retryableProjection(projection, chain);
  let isRenewed = false;
  const slow: Retryable = {
    ...retryable,
    apply: (...args) => (isRenewed ? retryable.apply(...args) : Promise.reject(new Error("not handed over yet"))),
    async resolve() {
      await pool.query("update foldline.dead_letters set retry_lease_until = clock_timestamp() - interval '1 second'");
      const held = "select 1 from foldline.dead_letters where retry_lease_until > clock_timestamp()";
      await expect.poll(async () => (await pool.query(held)).rows.length, { timeout: 20_000 }).toBe(1);
      isRenewed = true;
      return true;
    },
  };
  const context = { known: [projection], retryableOf: async () => slow, worker: "w", limit: 1, renewEveryMs: 20 };
  expect(await retryDeadLetters(pool, context)).toBe(1);
  expect(await letters(pool, projection, "parked")).toEqual([]);
});

test("a request is left to workers that know the definition", async () => {
  const projection = await parked();
  cured.add("first").add("second");
  await requestRetry(pool, { projection: projection.name, requestedBy });
  expect(await retryAsked(pool, [diaries({ name: "others" })], chain)).toBe(0);
  expect(await retryAsked(pool, [{ ...projection, version: 2 }], chain)).toBe(0);
  expect(await retryAsked(pool, [projection], chain)).toBe(1);
});

test("all that match a selection are asked for, in one go", async () => {
  const projection = diaries();
  await registerProjections(pool, [projection, diaries({ name: "others" })], chain);
  for (const stream of ["s-1", "s-2", "s-3"]) await take(stream, { ill: stream === "s-3" ? "oddly" : "12 times" }, {});
  while (await advance(pool, projection, chain));
  const first = await theLetter(projection);
  expect(await requestRetry(pool, { projection: "others", requestedBy })).toBe(0);
  expect(await requestRetry(pool, { streamId: "s-2", requestedBy })).toBe(1);
  expect(await requestRetry(pool, { type: "Other", requestedBy })).toBe(0);
  expect(await requestRetry(pool, { errorGroup: 'cannot swallow "…"', type: "Taken", requestedBy })).toBe(3);
  expect(await requestRetry(pool, { ids: [first.id], projection: projection.name, requestedBy })).toBe(1);
});

test("refuses what cannot be retried", async () => {
  const projection = await parked();
  const { id } = await theLetter(projection);
  const unknown = "00000000-0000-4000-8000-000000000000";
  await expect(requestRetry(pool, { ids: [unknown], requestedBy })).rejects.toThrow(DeadLetterNotFoundError);
  await expect(requestRetry(pool, { ids: [id], upToVersion: 1, requestedBy })).rejects.toThrow(DeadLetterStateError);
  await expect(requestRetry(pool, { ids: [id, unknown], data: {}, requestedBy })).rejects.toThrow(TypeError);
  await expect(requestSkip(pool, { ids: [id], reason: " ", requestedBy })).rejects.toThrow(TypeError);
  await requestSkip(pool, { ids: [id], reason: "no use", requestedBy });
  await retryAsked(pool, [projection], chain);
  await expect(requestRetry(pool, { ids: [id], requestedBy })).rejects.toThrow(/is skipped already/);
});
