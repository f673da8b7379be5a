import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../testing/database";
import { compileChain } from "../../evolution/chain";
import { jsonText } from "../../json";
import type { EventStore } from "../../store/event-store";
import { postgresEventStore } from "../../store/postgres-event-store";
import { mergeReducer } from "../merge-reducer";
import { type Reducer, reducer } from "../reducer";
import { type StatePoint, stateAt } from "../state-at";
import { setSnapshotPolicy } from "./set-snapshot-policy";
import { snapshotStep } from "./thin-snapshots";

let database: TestDatabase;
let store: EventStore;
beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
afterAll(() => database.drop());

const chain = compileChain([]);
const sum = reducer<{ readonly sum: number; readonly seen: number }>({
  name: "sum",
  category: null,
  initial: { sum: 0, seen: 0 },
  evolve: ({ sum: before, seen }, event) => {
    const { by } = event.data as { by: number };
    if (by === 13) throw new Error("unlucky");
    return { sum: before + by, seen: seen + 1 };
  },
});
const context = (of: Reducer<never>, every?: number) => ({
  db: database.pool,
  chain,
  reducer: every === undefined ? of : { ...of, snapshotEvery: every },
  keepSnapshots: true,
});
const asAny = (of: unknown) => of as Reducer<never>;

async function newStream(by: readonly number[], category = `s${randomUUID().slice(0, 8)}`): Promise<string> {
  const streamId = `${category}-${randomUUID()}`;
  await store.append(
    streamId,
    0,
    by.map((amount, index) => ({
      type: "Booked",
      data: jsonText(`{"by":${amount},"f${index % 7}":${amount}.10,"id":9${index}12345678901234567890}`),
    })),
  );
  return streamId;
}
const ones = (count: number) => Array.from({ length: count }, () => 1);

async function versions(streamId: string): Promise<number[]> {
  const { rows } = await database.pool.query<{ version: number }>(
    "select version::float8 as version from foldline.snapshots where stream_id = $1 order by version",
    [streamId],
  );
  return rows.map(({ version }) => version);
}
const damage = (streamId: string, version: number) =>
  database.pool.query(`update foldline.snapshots set state = '{"sum":-7}' where stream_id = $1 and version = $2`, [
    streamId,
    version,
  ]);

test("the state at a point is the fold of its events, whatever the reducer, the policies, earlier reads and damage", async () => {
  const read = fc.record({
    version: fc.integer({ min: 0, max: 60 }),
    every: fc.integer({ min: 1, max: 30 }),
    decided: fc.option(fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }), { nil: undefined }),
    damaged: fc.option(fc.integer({ min: 1, max: 60 })),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 13 }), { minLength: 1, maxLength: 60 }),
      fc.array(read, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(asAny(sum), asAny(mergeReducer)),
      async (by, reads, of) => {
        const streamId = await newStream(by);
        const [category = ""] = streamId.split("-");
        for (const { version, every, decided, damaged } of reads) {
          if (decided !== undefined) {
            await setSnapshotPolicy(database.pool, { category, every: decided, setBy: "test" });
          }
          if (damaged !== null) await damage(streamId, damaged);
          const point: StatePoint = version === 0 ? {} : { version: Math.min(version, by.length) };
          const plain = { db: database.pool, chain, reducer: of, withoutSnapshots: true };
          const expected = await stateAt(plain, streamId, point);
          const result = await stateAt(context(of, every), streamId, point);
          expect(result.state).toEqual(expected.state);
          expect(result.version).toBe(expected.version);
        }
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

test("snapshots are kept at the multiples of the distance on the way and at the end, ever further apart", async () => {
  const streamId = await newStream(ones(107));
  await stateAt(context(asAny(sum), 10), streamId);
  expect(await versions(streamId)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 107]);
  const long = await newStream(ones(1_203));
  await stateAt(context(asAny(sum), 10), long);
  const kept = await versions(long);
  expect(kept).toEqual([...Array.from({ length: 30 }, (_, index) => (index + 1) * 40), 1_203]);
  for (const version of [39, 40, 555, 1_202]) {
    const { eventsRead, state } = await stateAt(context(asAny(sum), 10), long, { version });
    expect(eventsRead).toBeLessThan(40);
    expect(state).toMatchObject({ seen: version });
  }
});

test("a stream that grows under reads at its head keeps few snapshots, and its newest", async () => {
  const streamId = await newStream(ones(3));
  for (let version = 3; version < 220; version += 3) {
    await stateAt(context(asAny(sum), 3), streamId);
    await store.append(
      streamId,
      version,
      ones(3).map(() => ({ type: "Booked", data: { by: 1 } })),
    );
  }
  const { fromSnapshot, version, state } = await stateAt(context(asAny(sum), 3), streamId);
  expect([version, state]).toEqual([219 + 3, { sum: 222, seen: 222 }]);
  expect(version - (fromSnapshot ?? 0)).toBe(3);
  const kept = await versions(streamId);
  expect(kept.length).toBeLessThanOrEqual(34);
  expect(kept.at(-1)).toBe(version);
  const gaps = kept.map((at, index) => at - (kept[index - 1] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * snapshotStep(3, version));
});

test("a damaged one is not used, the sound one before it is, and the next fold replaces it", async () => {
  const streamId = await newStream(ones(35));
  await stateAt(context(asAny(sum), 10), streamId);
  await damage(streamId, 35);
  await damage(streamId, 30);
  const first = await stateAt({ ...context(asAny(sum), 10), keepSnapshots: false }, streamId);
  expect(first).toMatchObject({ fromSnapshot: 20, eventsRead: 15, state: { sum: 35 } });
  await stateAt(context(asAny(sum), 10), streamId);
  expect(await stateAt(context(asAny(sum), 10), streamId)).toMatchObject({ fromSnapshot: 35, state: { sum: 35 } });
  expect(await stateAt(context(asAny(sum), 10), streamId, { version: 31 })).toMatchObject({ fromSnapshot: 30 });
  await damage(streamId, 35);
  await stateAt(context(asAny(sum), 1_000), streamId);
  expect(await stateAt(context(asAny(sum), 10), streamId)).toMatchObject({ fromSnapshot: 35, state: { sum: 35 } });
});

test("what an operator decided for the category goes before the reducer's own distance", async () => {
  const streamId = await newStream(ones(25));
  const [category = ""] = streamId.split("-");
  await setSnapshotPolicy(database.pool, { category, every: null, setBy: "test" });
  await stateAt(context(asAny(sum), 5), streamId);
  expect(await versions(streamId)).toEqual([]);
  await setSnapshotPolicy(database.pool, { category, every: 12, setBy: "test" });
  await stateAt(context(asAny(sum), 5), streamId);
  expect(await versions(streamId)).toEqual([12, 24, 25]);
  await setSnapshotPolicy(database.pool, { category, every: "as-written", setBy: "test" });
  await stateAt(context(asAny(sum)), streamId, { version: 11 });
  expect(await versions(streamId)).toEqual([12, 24, 25]);
});

test("two folds that save the same at once leave one of each", async () => {
  const streamId = await newStream(ones(400));
  const folds = await Promise.all(Array.from({ length: 8 }, () => stateAt(context(asAny(sum), 20), streamId)));
  for (const { state } of folds) expect(state).toEqual({ sum: 400, seen: 400 });
  expect(await versions(streamId)).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) * 20));
});

test("large states are kept at the end, and as far back as they fit", async () => {
  const big = reducer<{ readonly text: string }>({
    ...{ name: "big", category: null, initial: { text: "" } },
    evolve: (_, event) => ({ text: String(event.version).padStart(3_000_000, "x") }),
  });
  const streamId = await newStream(ones(60));
  await stateAt(context(asAny(big), 10), streamId);
  expect(await versions(streamId)).toEqual([40, 50, 60]);
});
