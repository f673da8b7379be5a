import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { InvalidProjectionError, RebuildUnavailableError } from "../projections/errors";
import { rebuildProgress } from "../projections/progress";
import { requestRebuild } from "../projections/request-rebuild";
import { requestRetry, requestSkip } from "../projections/request-retry";
import { accounts, appendEvents, type TestEvent } from "../projections/testing/ledger";
import { type Reaction, type ReactorDefinition, reactor } from "./reactor";
import { registerReactors } from "./register-reactors";
import { runWorker } from "./worker";

let database: TestDatabase;
let pool: pg.Pool;
const databases: TestDatabase[] = [];
const workers: { stop: AbortController; done: Promise<void> }[] = [];
/** What the handlers were given, in order. */
let calls: { readonly stream: string; readonly n: number; readonly key: string }[] = [];

beforeEach(async () => {
  calls = [];
  database = await createTestDatabase();
  databases.push(database);
  pool = database.pool;
});
afterEach(stopWorkers);
afterAll(async () => {
  for (const each of databases) await each.drop();
});

async function stopWorkers(): Promise<void> {
  for (const { stop } of workers) stop.abort();
  await Promise.all(workers.splice(0).map(({ done }) => done));
}

interface Posted {
  readonly n: number;
}

type Handle = (posted: Posted & { readonly stream: string }, reaction: Reaction) => void | Promise<void>;

/** A reactor that notes what it is given, and then does what the test says. */
function noting(handle: Handle = () => {}, more: Partial<ReactorDefinition> = {}) {
  return reactor({
    name: "letters",
    version: 1,
    from: "beginning",
    partitions: 2,
    onError: { policy: "park", attempts: 1 },
    ...more,
    on: {
      Posted: async (event, reaction) => {
        const posted = { ...(event.data as Posted), stream: event.streamId };
        calls.push({ stream: posted.stream, n: posted.n, key: reaction.idempotencyKey });
        await handle(posted, reaction);
      },
    },
  });
}

const plain: ReactorDefinition = { name: "plain", version: 1, on: { Posted: async () => undefined } };

function start(letters: ReturnType<typeof reactor>): AbortController {
  const stop = new AbortController();
  const done = runWorker({ pool, projections: [accounts(1)], reactors: [letters], upcasters: [], signal: stop.signal });
  workers.push({ stop, done });
  return stop;
}

const posted = (count: number, from = 0): TestEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    stream: `s-${index % 5}`,
    type: "Posted",
    data: { n: from + index },
  }));

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(20)) if (await condition()) return;
  throw new Error("The condition did not come true in time.");
}

async function checkpoints(): Promise<number[]> {
  const { rows } = await pool.query(
    "select checkpoint::int from foldline.partitions where projection = 'letters' order by partition",
  );
  return rows.map(({ checkpoint }) => checkpoint);
}

const standAt = async (position: number) => {
  const reached = await checkpoints();
  return reached.length > 0 && reached.every((each) => each >= position);
};

async function deadLetters() {
  const { rows } = await pool.query(
    `select d.stream_id as stream, (e.data ->> 'n')::int as n, d.status, d.waiting::int, d.message
       from foldline.dead_letters d join foldline.events e on e.event_id = d.event_id order by d.failed_at`,
  );
  return rows;
}

const numbersOf = (stream: string) => calls.filter((call) => call.stream === stream).map(({ n }) => n);

test("hands every event over once while all goes well, those of a stream in order, and moves on", async () => {
  await appendEvents(pool, [...posted(60), { stream: "s-1", type: "Moved", data: { to: "t", amount: 1, text: "" } }]);
  start(noting(() => sleep(1)));
  await until(() => standAt(61));
  expect(calls).toHaveLength(60);
  for (let stream = 0; stream < 5; stream++) {
    expect(numbersOf(`s-${stream}`)).toEqual(Array.from({ length: 12 }, (_, index) => index * 5 + stream));
  }
  const { rows } = await pool.query("select event_id, data ->> 'n' as n from foldline.events where type = 'Posted'");
  const keys = new Map(rows.map(({ event_id, n }) => [Number(n), `letters:${event_id}`]));
  for (const { n, key } of calls) expect(key).toBe(keys.get(n));
  const known = await pool.query(
    `select r.table_name, p.definition ->> 'kind' as kind, to_regclass('read_models.letters') as view
       from foldline.projections p join foldline.read_models r on r.projection = p.name where p.name = 'letters'`,
  );
  expect(known.rows).toEqual([{ table_name: null, kind: "reactor", view: null }]);
});

test("a worker that stops in the middle leaves the rest to the next one, which loses none", async () => {
  await appendEvents(pool, posted(40));
  const interrupted = noting(async ({ n }, { signal }) => {
    if (n === 17) stop.abort();
    await sleep(n === 17 ? 60_000 : 1, undefined, { signal });
  });
  const stop = start(interrupted);
  const began = Date.now();
  await until(() => stop.signal.aborted);
  await stopWorkers();
  expect(Date.now() - began).toBeLessThan(10_000);
  expect(await deadLetters()).toEqual([]);
  const first = calls;
  expect(first.length).toBeLessThan(40);
  start(noting());
  await until(() => standAt(40));
  expect(new Set(calls.map(({ n }) => n)).size).toBe(40);
  // What had been handed over before the stop is not handed over again, save the one that was under way.
  const twice = calls.filter(({ n }, index) => calls.findIndex((call) => call.n === n) !== index);
  expect(twice.map(({ n }) => n)).toContain(17);
  expect(twice.length).toBeLessThanOrEqual(2);
  for (const { n, key } of twice) expect(first.find((call) => call.n === n)?.key).toBe(key);
});

test("what a worker did without being able to say so is done again, under the same key", async () => {
  await appendEvents(pool, posted(10));
  let taken = false;
  start(
    noting(async ({ n }) => {
      if (n !== 9 || taken) return;
      taken = true;
      // As if this worker had been dead for long and another one had its partitions.
      await pool.query("update foldline.partitions set lease_epoch = lease_epoch + 1, lease_owner = null");
    }),
  );
  await until(() => standAt(10));
  expect(taken).toBe(true);
  const ofStream = calls.filter(({ stream }) => stream === "s-4");
  expect(ofStream.map(({ n }) => n)).toEqual([4, 9, 4, 9]);
  expect(ofStream[0]?.key).toBe(ofStream[2]?.key);
});

test("no rebuild calls it, and it cannot be rebuilt", async () => {
  await appendEvents(pool, posted(10));
  start(noting());
  await until(() => standAt(10));
  const { id } = await requestRebuild(pool, { projection: "accounts", requestedBy: "test", promotion: "always" });
  await until(async () => (await rebuildProgress(pool, id))?.status === "promoted");
  expect(calls).toHaveLength(10);
  const rebuilding = requestRebuild(pool, { projection: "letters", requestedBy: "test", promotion: "manual" });
  await expect(rebuilding).rejects.toThrow(RebuildUnavailableError);
});

test("parks the stream of an event that fails, goes on with the others, and hands it all over when it is retried", async () => {
  await appendEvents(pool, posted(20));
  let broken = true;
  start(
    noting(({ n }) => {
      if (n === 6 && broken) throw new Error("no stamps left");
    }),
  );
  await until(() => standAt(20));
  expect(await deadLetters()).toEqual([
    { stream: "s-1", n: 6, status: "parked", waiting: 2, message: "no stamps left" },
  ]);
  expect(numbersOf("s-1")).toEqual([1, 6]);
  expect(numbersOf("s-2")).toEqual([2, 7, 12, 17]);
  await appendEvents(pool, [{ stream: "s-1", type: "Posted", data: { n: 21 } }]);
  await until(() => standAt(21));

  await requestRetry(pool, { projection: "letters", requestedBy: "ann" });
  await until(async () => numbersOf("s-1").length === 3);
  await until(async () => (await pool.query("select from foldline.dead_letter_attempts")).rows.length === 2);
  expect(numbersOf("s-1")).toEqual([1, 6, 6]);

  broken = false;
  await requestRetry(pool, { projection: "letters", requestedBy: "ann" });
  await until(async () => (await deadLetters())[0]?.status === "applied");
  expect(numbersOf("s-1")).toEqual([1, 6, 6, 6, 11, 16, 21]);
  const keys = new Set(calls.filter(({ n }) => n === 6).map(({ key }) => key));
  expect(keys.size).toBe(1);
  await appendEvents(pool, [{ stream: "s-1", type: "Posted", data: { n: 22 } }]);
  await until(() => numbersOf("s-1").includes(22));
  const { rows } = await pool.query(
    "select sum(events_applied)::int as applied from foldline.partitions where projection = 'letters'",
  );
  await until(() => standAt(22));
  expect(rows[0]?.applied).toBeGreaterThanOrEqual(21);
});

test("what arrives while a stream is retried is handed over behind it, once", async () => {
  await appendEvents(pool, posted(10));
  let broken = true;
  start(
    noting(async ({ n }) => {
      if (n === 1 && broken) throw new Error("no stamps left");
      if (n === 6) {
        await appendEvents(pool, [{ stream: "s-1", type: "Posted", data: { n: 11 } }]);
        await until(() => standAt(11));
      }
    }),
  );
  await until(() => standAt(10));
  broken = false;
  await requestRetry(pool, { projection: "letters", requestedBy: "ann" });
  await until(async () => (await deadLetters())[0]?.status === "applied");
  expect(numbersOf("s-1")).toEqual([1, 1, 6, 11]);
});

test("a stream that is retried while a batch leaves it out is handed over before the batch is done", async () => {
  let broken = true;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const handle: Handle = async ({ n }) => {
    if (n === 1 && broken) throw new Error("no stamps left");
    if (n === 2) await begun;
    if (n !== 4) return;
    broken = false;
    await requestRetry(pool, { projection: "letters", requestedBy: "ann" });
    await until(async () => (await deadLetters())[0]?.status === "applied");
  };
  const of = (stream: string, n: number): TestEvent => ({ stream, type: "Posted", data: { n } });
  await appendEvents(pool, [of("s-1", 1), of("s-2", 2)]);
  start(noting(handle, { partitions: 1 }));
  await until(() => calls.some(({ n }) => n === 2));
  // Behind the one that is under way, so that they come into one batch.
  await appendEvents(pool, [of("s-1", 3), of("s-2", 4)]);
  begin();
  await until(() => standAt(4));
  expect(numbersOf("s-1")).toEqual([1, 1, 3]);
});

test("a skipped event is left out for good, and what waits behind it is handed over", async () => {
  await appendEvents(pool, posted(10));
  start(
    noting(({ n }) => {
      if (n === 1) throw new Error("no stamps left");
    }),
  );
  await until(() => standAt(10));
  await requestSkip(pool, { projection: "letters", requestedBy: "ann", reason: "sent by hand" });
  await until(async () => (await deadLetters())[0]?.status === "skipped");
  expect(numbersOf("s-1")).toEqual([1, 6]);
});

test("a handler that takes too long counts as failed, even when it does not heed its signal", async () => {
  await appendEvents(pool, posted(2));
  const late: boolean[] = [];
  start(
    noting(
      async ({ n }, { signal }) => {
        if (n === 0) await new Promise((resolve) => signal.addEventListener("abort", () => resolve(late.push(true))));
        if (n === 1) await new Promise(() => undefined);
      },
      { timeoutMs: 100 },
    ),
  );
  await until(async () => (await deadLetters()).length === 1);
  expect(late).toEqual([true]);
  expect(await deadLetters()).toMatchObject([{ n: 1, message: "The handler took longer than 0.1 s." }]);
});

test("starts with the events to come unless it is told otherwise", async () => {
  await appendEvents(pool, posted(5));
  start(noting(undefined, { from: reactor(plain).from }));
  await until(async () => (await checkpoints()).length > 0);
  await appendEvents(pool, posted(5, 5));
  await until(() => standAt(10));
  expect(calls.map(({ n }) => n).toSorted((a, b) => a - b)).toEqual([5, 6, 7, 8, 9]);
});

test("goes on where it stands when its version changes, and the former code hands over no more", async () => {
  await appendEvents(pool, posted(5));
  const by: number[] = [];
  start(noting(() => void by.push(1)));
  await until(() => standAt(5));
  const next = noting(() => void by.push(2), { version: 2 });
  await registerReactors(pool, [next], compileChain([]));
  await appendEvents(pool, posted(5, 5));
  // The former worker has come that far with what it still runs.
  await until(async () => {
    const { rows } = await pool.query(
      "select from foldline.partitions where projection = 'accounts' and checkpoint = 10",
    );
    return rows.length === 1;
  });
  start(next);
  await until(() => standAt(10));
  expect(by).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
});

test("refuses the name of a projection", async () => {
  const taken = runWorker({
    pool,
    projections: [accounts(1)],
    reactors: [noting(undefined, { name: "accounts" })],
    upcasters: [],
    signal: AbortSignal.timeout(10_000),
  });
  await expect(taken).rejects.toThrow(InvalidProjectionError);
});
