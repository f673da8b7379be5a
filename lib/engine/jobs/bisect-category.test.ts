import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { bisectStream } from "../aggregates/bisect";
import { type Reducer, reducer } from "../aggregates/reducer";
import { stateCondition } from "../aggregates/state-condition";
import { codeUpcaster } from "../evolution/code-upcaster";
import { loadChain } from "../evolution/load-chain";
import type { Upcaster } from "../evolution/upcaster";
import type { EventStore } from "../store/event-store";
import { postgresEventStore } from "../store/postgres-event-store";
import type { CategoryBisection } from "./bisection";
import { cancelJob } from "./cancel-job";
import { JobInProgressError, JobUnavailableError } from "./errors";
import { pauseJob } from "./pause-job";
import { requestBisection } from "./request-bisection";
import { resumeJob } from "./resume-job";
import { type StreamSlice, sliceStreams } from "./stream-slices";
import { jobWhen } from "./testing/job-when";
import { slowly, startJobWorker } from "./testing/job-worker";

let database: TestDatabase;
let store: EventStore;
let stopWorker: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
afterEach(async () => {
  await stopWorker();
  stopWorker = async () => undefined;
});
afterAll(() => database.drop());

interface Account {
  readonly balance: number;
  readonly limit?: number;
}
const account = reducer<Account>({
  name: "account",
  category: null,
  initial: { balance: 0 },
  evolve: (state, event) => {
    const { by, limit } = event.data as { by?: number; limit?: number };
    if (by === 13) throw new Error("unlucky");
    return { ...state, balance: state.balance + (by ?? 0), ...(limit === undefined ? {} : { limit }) };
  },
});
const NEGATIVE = "state.balance < 0.0";

function work(upcasters: readonly Upcaster[] = [], batchSize = 7) {
  const reducers = async () => [account as Reducer];
  stopWorker = startJobWorker(database.pool, { upcasters, reducers, batchSize });
}
async function ask(
  category: string,
  condition: string,
  options: { since?: bigint; upcasters?: readonly Upcaster[] } = {},
) {
  const { upcasters = [], ...rest } = options;
  const chain = await loadChain(database.pool, upcasters);
  return requestBisection(database.pool, {
    category,
    condition,
    chain,
    reducer: account,
    requestedBy: "test",
    ...rest,
  });
}
async function answer(category: string, condition: string, since?: bigint) {
  const job = await jobWhen(database.pool, (await ask(category, condition, since === undefined ? {} : { since })).id);
  return { job, result: job.result as CategoryBisection, found: await findings(job.id, "holds") };
}

interface Found {
  readonly stream: string;
  readonly version: number;
  readonly before: string;
  readonly after: string | null;
}
async function findings(job: string, kind: string): Promise<Found[]> {
  const { rows } = await database.pool.query<Found>(
    `select stream_id as stream, stream_version::float8 as version, message as before, value as after
       from foldline.job_findings where job_id = $1 and kind = $2 order by stream_id`,
    [job, kind],
  );
  return rows;
}

/** Streams of a category of its own, by what is booked in each; those booked nothing do not exist. */
async function category(streams: readonly (readonly number[])[]): Promise<string> {
  const name = `c${randomUUID().slice(0, 8)}`;
  for (const [index, by] of streams.entries()) await book(`${name}-${index}`, by);
  return name;
}
const book = async (streamId: string, by: readonly number[]) => {
  const events = by.map((amount) => ({ type: amount < 0 ? "Paid out" : "Paid in", data: { by: amount } }));
  if (events.length > 0) await store.append(streamId, "any", events);
};

/** What asking each stream alone gives. */
async function oneByOne(name: string, count: number, condition = NEGATIVE) {
  const alone = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const stream = `${name}-${index}`;
      const context = { db: database.pool, chain: await loadChain(database.pool, []), reducer: account };
      return { stream, ...(await bisectStream(context, stream, stateCondition(condition))) };
    }),
  );
  const existing = alone.filter(({ eventsRead }) => eventsRead > 0);
  return {
    streams: existing.length,
    undecided: existing.filter(({ found, undecided }) => found === null && undecided !== null).length,
    unreadable: existing.filter(({ problems }) => problems.length > 0).length,
    found: existing
      .flatMap(({ stream, found }) => (found === null ? [] : [{ stream, found }]))
      .map(({ stream, found: { event, before, after } }) => ({
        ...{ stream, version: event.version },
        ...{ before: JSON.stringify(before), after: JSON.stringify(after) },
      }))
      .sort((one, other) => (one.stream < other.stream ? -1 : 1)),
  };
}

const bookings = fc.array(fc.array(fc.integer({ min: -4, max: 13 }), { maxLength: 18 }), {
  minLength: 1,
  maxLength: 9,
});

test("finds in a category what asking each stream alone finds, whatever the size of a batch", async () => {
  await fc.assert(
    fc.asyncProperty(bookings, fc.integer({ min: 1, max: 30 }), async (streams, batchSize) => {
      fc.pre(streams.some((by) => by.length > 0));
      const name = await category(streams);
      work([], batchSize);
      const { job, result, found } = await answer(name, NEGATIVE);
      await stopWorker();
      const expected = await oneByOne(name, streams.length);
      expect(found).toEqual(expected.found);
      expect(result).toMatchObject({ ...expected, found: expected.found.length });
      const events = streams.flat().length;
      expect(job).toMatchObject({ eventsDone: events, eventsTotal: events, fraction: 1 });
    }),
    { numRuns: 15 },
  );
}, 120_000);

test("asked again, looks only at what came since, and both answers together are the whole one", async () => {
  await fc.assert(
    fc.asyncProperty(bookings, bookings, async (earlier, later) => {
      fc.pre(earlier.some((by) => by.length > 0));
      const name = await category(earlier);
      work();
      const first = await answer(name, NEGATIVE);
      for (const [index, by] of later.entries()) await book(`${name}-${index}`, by);
      const second = await answer(name, NEGATIVE, BigInt(first.job.upTo ?? 0));
      await stopWorker();
      const whole = await oneByOne(name, Math.max(earlier.length, later.length));
      const both = [...first.found, ...second.found].sort((one, other) => (one.stream < other.stream ? -1 : 1));
      expect(both).toEqual(whole.found);
      expect(second.result.streams).toBe(later.filter((by) => by.length > 0).length);
    }),
    { numRuns: 10 },
  );
}, 120_000);

test("says after which types of events it holds, what could not be decided and what could not be read", async () => {
  const name = await category([[1, -2], [13, 1], [5], []]);
  await store.append(`${name}-9`, 0, [{ type: "Limited", data: { limit: -1 } }]);
  work();
  const { job, result } = await answer(name, "state.balance < 0.0 || state.limit < 0.0");
  expect(result).toMatchObject({ streams: 4, found: 2, undecided: 2, unreadable: 1 });
  expect(result.reasons).toMatchObject([
    { kind: "holds", reason: "Paid out", events: 1, first: { streamId: `${name}-0`, version: 2 } },
    { kind: "undecided", events: 2, first: { streamId: `${name}-1`, version: 1 } },
    { kind: "unreadable", events: 1, first: { streamId: `${name}-1`, version: 1 } },
    { kind: "holds", reason: "Limited", events: 1, first: { streamId: `${name}-9`, version: 1 } },
  ]);
  expect((await findings(job.id, "unreadable"))[0]?.before).toContain("unlucky");
});

test("counts on when more streams are found than are listed", async () => {
  const name = await category([[-1], [-1], [-1]]);
  const { id } = await ask(name, NEGATIVE);
  await database.pool.query(
    `insert into foldline.job_findings (job_id, position, kind, stream_id, stream_version, reason, message)
     select $1, -n, 'holds', 'filler', 1, 'filler', '' from generate_series(1, 99999) n`,
    [id],
  );
  work();
  const { result } = await jobWhen(database.pool, id);
  expect((result as CategoryBisection).found).toBe(3);
  expect((await findings(id, "holds")).filter(({ stream }) => stream !== "filler")).toHaveLength(1);
});

test("goes on after a pause and after it was taken over, with the same answer, and ends when it is cancelled", async () => {
  const streams = Array.from({ length: 60 }, (_, index) => [index, -index, index % 3 === 0 ? -1 : 1, 5, 5]);
  const name = await category(streams);
  const slow = [slowly(2), codeUpcaster({ ...{ type: "Paid in", from: 1, to: 2, title: "Slow" }, upcast: wait })];
  work(slow);
  const { id } = await ask(name, NEGATIVE, { upcasters: slow });
  await expect(ask(name, NEGATIVE, { upcasters: slow })).rejects.toBeInstanceOf(JobInProgressError);
  const other = await ask(name, "state.balance > 1000.0", { upcasters: slow });
  await jobWhen(database.pool, id, ({ eventsDone }) => eventsDone > 0);
  await pauseJob(database.pool, id, { by: "test", reason: null });
  const held = await jobWhen(database.pool, id, ({ worker }) => worker === null);
  expect(held.eventsDone).toBeLessThan(300);
  await stopWorker();
  await cancelJob(database.pool, other.id);
  await resumeJob(database.pool, id);
  work(slow, 11);
  const job = await jobWhen(database.pool, id);
  const expected = await oneByOne(name, streams.length);
  expect(await findings(id, "holds")).toEqual(expected.found);
  expect(job).toMatchObject({ eventsDone: 300, result: { streams: 60, found: expected.found.length } });
});

const sleeper = new Int32Array(new SharedArrayBuffer(4));
function wait(data: object): object {
  Atomics.wait(sleeper, 0, 0, 2);
  return data;
}

test("reads no further in a stream than where the condition holds, and counts the rest as done", async () => {
  const name = await category([[1, -2, ...Array.from({ length: 70 }, () => 1)], [1, 1], [-1]]);
  const queries = vi.spyOn(pg.Client.prototype, "query");
  work();
  const { job, result, found } = await answer(name, NEGATIVE);
  const reads = queries.mock.calls.filter(([text]) => String(text).includes("with ordinality as slice"));
  queries.mockRestore();
  expect(result).toMatchObject({ streams: 3, found: 2 });
  expect(found.map(({ stream, version }) => [stream, version])).toEqual([
    [`${name}-0`, 2],
    [`${name}-2`, 1],
  ]);
  expect(job).toMatchObject({ eventsDone: 75, eventsTotal: 75, fraction: 1 });
  // Two of the long stream, as one is read ahead, and one of what is left.
  expect(reads.length).toBeLessThanOrEqual(3);
});

test("is left to another worker in the middle of a long stream", async () => {
  const name = await category([Array.from({ length: 2_000 }, () => 1)]);
  const slow = [codeUpcaster({ ...{ type: "Paid in", from: 1, to: 2, title: "Slow" }, upcast: wait })];
  work(slow, 5_000);
  const { id } = await ask(name, NEGATIVE, { upcasters: slow });
  await jobWhen(database.pool, id, ({ worker }) => worker !== null);
  await stopWorker();
  expect(await jobWhen(database.pool, id, ({ worker }) => worker === null)).toMatchObject({
    eventsDone: 0,
    error: null,
  });
  await cancelJob(database.pool, id);
});

test("looks at the events there were when it began", async () => {
  const name = await category([[1], [1]]);
  const { id } = await ask(name, NEGATIVE);
  const before = await store.watermark();
  await database.pool.query("update foldline.jobs set up_to = $2 where id = $1", [id, before.toString()]);
  await book(`${name}-0`, [-5]);
  await book(`${name}-new`, [-5]);
  work();
  expect(await jobWhen(database.pool, id)).toMatchObject({ eventsDone: 2, result: { streams: 2, found: 0 } });
});

test("refuses a category without streams and what is no condition, and stops where the question is another", async () => {
  await expect(ask("nowhere", NEGATIVE)).rejects.toBeInstanceOf(JobUnavailableError);
  const name = await category([[1]]);
  await expect(ask(name, "state.balance <")).rejects.toThrow(/character/);
  const upcasted = await ask(name, NEGATIVE, { upcasters: [slowly(0)] });
  work();
  const failed = await jobWhen(database.pool, upcasted.id, ({ status }) => status === "failed");
  expect(failed.error?.message).toContain("upcasters have changed");
  await database.pool.query(
    "update foldline.jobs set status = 'queued', finished_at = null, params = jsonb_set(params || $2, '{reducer,version}', '7') where id = $1",
    [upcasted.id, JSON.stringify({ chainHash: (await loadChain(database.pool, [])).hash })],
  );
  const unknown = await jobWhen(
    database.pool,
    upcasted.id,
    ({ error }) => error?.message.includes("of version 7") === true,
  );
  expect(unknown.error?.message).toContain('no reducer "account"');
});

test("packs whole streams together, and only a stream of more than fits is cut", () => {
  const stream = fc.record({ streamId: fc.uuid(), version: fc.integer({ min: 1, max: 40 }) });
  fc.assert(
    fc.property(fc.array(stream, { maxLength: 12 }), fc.integer({ min: 1, max: 15 }), (streams, most) => {
      const batches = sliceStreams(streams, most);
      const slices = batches.flatMap((batch) => batch.slices);
      const whole = (of: readonly StreamSlice[]) =>
        of.flatMap(({ streamId, after, upTo }) =>
          Array.from({ length: upTo - after }, (_, n) => `${streamId} ${after + n + 1}`),
        );
      expect(whole(slices)).toEqual(
        whole(streams.map(({ streamId, version }) => ({ streamId, after: 0, upTo: version }))),
      );
      for (const batch of batches) expect(whole(batch.slices).length).toBeLessThanOrEqual(most);
      expect(batches.at(-1)?.wholeUpTo ?? null).toBe(streams.at(-1)?.streamId ?? null);
    }),
  );
});
