import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { ReducerFailedError, UpcastFailedError } from "../errors";
import type { NewEvent } from "../events";
import { compileChain } from "../evolution/chain";
import { codeUpcaster } from "../evolution/code-upcaster";
import { stringifyLossless } from "../json";
import type { EventStore } from "../store/event-store";
import { postgresEventStore } from "../store/postgres-event-store";
import { mergeReducer } from "./merge-reducer";
import { type Reducer, reducer } from "./reducer";
import { saveSnapshots } from "./snapshots/save-snapshots";
import { stateAt } from "./state-at";

let database: TestDatabase;
let store: EventStore;
beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
afterAll(() => database.drop());

const chain = compileChain([]);
const numbersSeen: Reducer<readonly number[]> = reducer<readonly number[]>({
  name: "numbers seen",
  category: null,
  initial: [],
  evolve: (state, event) => [...state, (event.data as { n: number }).n],
});
const noted = (n: unknown, occurredAt?: string): NewEvent => ({
  type: "Noted",
  data: { n },
  ...(occurredAt === undefined ? {} : { occurredAt: new Date(occurredAt) }),
});

async function newStream(events: readonly NewEvent[]): Promise<string> {
  const streamId = `notes-${randomUUID()}`;
  if (events.length > 0) await store.append(streamId, 0, events);
  return streamId;
}

async function snapshotsOf(streamId: string): Promise<number[]> {
  const { rows } = await database.pool.query<{ version: string }>(
    "select version from foldline.snapshots where stream_id = $1 order by version",
    [streamId],
  );
  return rows.map(({ version }) => Number(version));
}

describe("the state at a version", () => {
  test("is the fold of the first N events, whatever snapshots there are", async () => {
    const point = fc.record({ every: fc.integer({ min: 1, max: 6 }), reads: fc.array(fc.nat(14), { maxLength: 6 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 12 }),
        point,
        async (all, { every, reads }) => {
          const numbers = all.map((number) => number + 0);
          const streamId = await newStream(numbers.map((n) => noted(n)));
          const context = { db: database.pool, chain, reducer: { ...numbersSeen, snapshotEvery: every } };
          for (const version of [...reads, numbers.length]) {
            const result = await stateAt({ ...context, keepSnapshots: true }, streamId, { version });
            expect(result.state).toEqual(JSON.parse(JSON.stringify(numbers.slice(0, version))));
            expect(result.version).toBe(Math.min(version, numbers.length));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test("is the newest when nothing is asked for, and the initial one for a stream that is not there", async () => {
    const context = { db: database.pool, chain, reducer: numbersSeen };
    const streamId = await newStream([noted(1), noted(2)]);
    expect(await stateAt(context, streamId)).toMatchObject({
      state: [1, 2],
      version: 2,
      fromSnapshot: null,
      problems: [],
    });
    expect(await stateAt(context, streamId, { version: 0 })).toMatchObject({ state: [], version: 0 });
    expect(await stateAt(context, "notes-nowhere")).toMatchObject({ state: [], version: 0, eventsRead: 0 });
  });

  test("goes over more events than one page", async () => {
    const streamId = await newStream(Array.from({ length: 2_300 }, (_, n) => noted(n)));
    const { state, version } = await stateAt({ db: database.pool, chain, reducer: numbersSeen }, streamId);
    expect(version).toBe(2_300);
    expect(state).toEqual(Array.from({ length: 2_300 }, (_, n) => n));
  });
});

describe("the state at a position or an instant", () => {
  test("takes in what lay at or before the position", async () => {
    const streamId = await newStream([noted(1)]);
    const { position } = await store.append(streamId, 1, [noted(2)]);
    await store.append(streamId, 2, [noted(3)]);
    const context = { db: database.pool, chain, reducer: numbersSeen };
    expect(await stateAt(context, streamId, { position })).toMatchObject({ state: [1, 2], version: 2 });
    expect(await stateAt(context, streamId, { position: 0n })).toMatchObject({ state: [], version: 0 });
  });

  test("takes in every event of that very instant, in version order", async () => {
    const streamId = await newStream([
      noted(1, "2026-01-01"),
      noted(2, "2026-01-02"),
      noted(3, "2026-01-02"),
      noted(4, "2026-01-03"),
    ]);
    const context = { db: database.pool, chain, reducer: numbersSeen };
    const at = (instant: string) => stateAt(context, streamId, { instant: new Date(instant) });
    expect(await at("2026-01-02")).toMatchObject({ state: [1, 2, 3], version: 3, leftOut: [] });
    expect(await at("2026-01-01T23:59:59.999Z")).toMatchObject({ state: [1], version: 1 });
    expect(await at("2025-12-31")).toMatchObject({ state: [], version: 0 });
  });

  test("takes in the events of the millisecond at which the store's own clock saw them", async () => {
    const streamId = await newStream([noted(1), noted(2), noted(3)]);
    const context = { db: database.pool, chain, reducer: numbersSeen };
    const last = (await store.readStream(streamId)).at(-1);
    expect(await stateAt(context, streamId, { instant: last?.occurredAt ?? new Date(0) })).toMatchObject({
      version: 3,
    });
  });

  test("goes by the time of recording where that is asked for", async () => {
    const streamId = await newStream([noted(1, "2026-01-01"), noted(2, "2026-01-02")]);
    const context = { db: database.pool, chain, reducer: numbersSeen };
    const at = (instant: Date) => stateAt(context, streamId, { instant, clock: "recorded" });
    expect(await at(new Date("2026-01-03"))).toMatchObject({ state: [], version: 0 });
    const last = (await store.readStream(streamId)).at(-1);
    expect(await at(last?.recordedAt ?? new Date(0))).toMatchObject({ state: [1, 2], version: 2 });
  });

  test("leaves out what occurred later though it stands earlier, names it, and trusts no snapshot that holds it", async () => {
    const streamId = await newStream([
      noted(1, "2026-01-01"),
      noted(2, "2026-03-01"),
      noted(3, "2026-01-02"),
      noted(4, "2026-04-01"),
    ]);
    const context = { db: database.pool, chain, reducer: { ...numbersSeen, snapshotEvery: 2 }, keepSnapshots: true };
    await stateAt(context, streamId, { version: 3 });
    expect(await snapshotsOf(streamId)).toEqual([2, 3]);
    const result = await stateAt(context, streamId, { instant: new Date("2026-02-01") });
    expect(result).toMatchObject({ state: [1, 3], version: 3, leftOut: [2], fromSnapshot: null });
    expect(await snapshotsOf(streamId)).toEqual([2, 3]);
    const later = await stateAt(context, streamId, { instant: new Date("2026-03-15") });
    expect(later).toMatchObject({ state: [1, 2, 3], version: 3, leftOut: [], fromSnapshot: 3 });
  });
});

describe("snapshots", () => {
  test("are never taken by a plain read, and only where the policy asks for one", async () => {
    const streamId = await newStream([noted(1), noted(2), noted(3)]);
    const frugal = { db: database.pool, chain, reducer: { ...numbersSeen, snapshotEvery: 3 } };
    await stateAt(frugal, streamId);
    await stateAt({ db: database.pool, chain, reducer: numbersSeen, keepSnapshots: true }, streamId);
    await stateAt({ ...frugal, keepSnapshots: true }, streamId, { version: 2 });
    expect(await snapshotsOf(streamId)).toEqual([]);
    await stateAt({ ...frugal, keepSnapshots: true }, streamId);
    expect(await snapshotsOf(streamId)).toEqual([3]);
    expect(await stateAt(frugal, streamId)).toMatchObject({ fromSnapshot: 3, eventsRead: 0, state: [1, 2, 3] });
  });

  test("of another reducer or of other upcasters are not used", async () => {
    const streamId = await newStream([noted(1), noted(2)]);
    const foreign = { streamId, reducer: numbersSeen, hash: "of something else" };
    await saveSnapshots(database.pool, foreign, [{ version: 2, state: ["wrong"] }]);
    const context = { db: database.pool, chain, reducer: { ...numbersSeen, snapshotEvery: 1 } };
    await stateAt({ ...context, keepSnapshots: true }, streamId);
    const doubling = codeUpcaster({
      type: "Noted",
      from: 1,
      to: 2,
      title: "Doubled",
      upcast: (data) => ({ n: Number(data.n) * 2 }),
    });
    const other = { ...context, chain: compileChain([doubling]) };
    expect(await stateAt(other, streamId)).toMatchObject({ state: [2, 4], fromSnapshot: null });
    expect(await stateAt(context, streamId)).toMatchObject({ state: [1, 2], fromSnapshot: 2 });
  });

  test("that no longer hold what was saved are not used", async () => {
    const streamId = await newStream([noted(1), noted(2)]);
    const context = { db: database.pool, chain, reducer: { ...numbersSeen, snapshotEvery: 2 }, keepSnapshots: true };
    await stateAt(context, streamId);
    await database.pool.query("update foldline.snapshots set state = '[1,7]' where stream_id = $1", [streamId]);
    expect(await stateAt(context, streamId)).toMatchObject({ state: [1, 2], fromSnapshot: null, eventsRead: 2 });
  });

  test("keep the digits of the merge reducer", async () => {
    const streamId = await newStream([noted(1.5)]);
    const text = '{"n":12345678901234567890.10}';
    await database.pool.query(
      `select * from foldline.append($1, 'notes', 0::smallint, 1, array[gen_random_uuid()], array['Noted'],
         array[1]::smallint[], array[$2], array['{}'], array[null]::timestamptz[])`,
      [streamId, text],
    );
    const context = { db: database.pool, chain, reducer: { ...mergeReducer, snapshotEvery: 1 }, keepSnapshots: true };
    expect(stringifyLossless((await stateAt(context, streamId)).state)).toBe(text);
    const again = await stateAt(context, streamId);
    expect(again.fromSnapshot).toBe(2);
    expect(stringifyLossless(again.state)).toBe(text);
  });
});

describe("events that cannot be read or folded", () => {
  test("are named, and the state holds all the others", async () => {
    const streamId = await newStream([noted(1), noted("two"), noted(3), { type: "Broken", data: {} }, noted(5)]);
    const strict = reducer<number>({
      name: "sum",
      category: null,
      initial: 0,
      snapshotEvery: 1,
      evolve(state, event) {
        const { n } = event.data as { n: unknown };
        if (typeof n !== "number") throw new TypeError("n is no number");
        return state + n;
      },
    });
    const failing = codeUpcaster({
      type: "Broken",
      from: 1,
      to: 2,
      title: "Fails",
      upcast: () => {
        throw new Error("no way");
      },
    });
    const context = { db: database.pool, chain: compileChain([failing]), reducer: strict, keepSnapshots: true };
    const { state, version, problems } = await stateAt(context, streamId);
    expect({ state, version }).toEqual({ state: 9, version: 5 });
    expect(problems.map(({ version: at, type }) => [at, type])).toEqual([
      [2, "Noted"],
      [4, "Broken"],
    ]);
    expect(problems[0]?.error).toBeInstanceOf(ReducerFailedError);
    expect(problems[0]?.error.message).toContain("n is no number");
    expect(problems[1]?.error).toBeInstanceOf(UpcastFailedError);
    expect(await snapshotsOf(streamId)).toEqual([]);
  });
});

describe("a fold that is long", () => {
  const turns = { now: 0, seen: [] as number[] };
  const slow: Reducer<number> = reducer<number>({
    name: "slow count",
    category: null,
    initial: 0,
    snapshotEvery: 3,
    evolve(state) {
      turns.seen.push(turns.now);
      for (const until = performance.now() + 5; performance.now() < until; );
      return state + 1;
    },
  });
  const EVENTS = 40;

  test("lets others have a turn in between", async () => {
    const streamId = await newStream(Array.from({ length: EVENTS }, (_, n) => noted(n)));
    let isOver = false;
    const turn = () => {
      turns.now += 1;
      if (!isOver) setImmediate(turn);
    };
    turn();
    turns.seen = [];
    await stateAt({ db: database.pool, chain, reducer: slow }, streamId);
    isOver = true;
    expect(new Set(turns.seen).size).toBeGreaterThan(5);
  });

  test("ends with an error after its time, and the next goes on from a snapshot", async () => {
    const WITHIN_MS = 700;
    const haltsAt20: Reducer<number> = {
      ...{ name: "halts at 20", version: 1, category: null, initial: 0, snapshotEvery: 3 },
      evolve(state) {
        if (state === 19) for (const until = performance.now() + WITHIN_MS; performance.now() < until; );
        return state + 1;
      },
    };
    const streamId = await newStream(Array.from({ length: EVENTS }, (_, n) => noted(n)));
    const context = { db: database.pool, chain, reducer: haltsAt20, keepSnapshots: true, withinMs: WITHIN_MS };
    await expect(stateAt(context, streamId)).rejects.toMatchObject({ name: "StateTooLongError", version: 20 });
    await expect(stateAt(context, streamId)).resolves.toMatchObject({ state: EVENTS, fromSnapshot: 20 });
  });
});
