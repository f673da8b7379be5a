import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { jsonText } from "../json";
import type { EventStore } from "../store/event-store";
import { postgresEventStore } from "../store/postgres-event-store";
import { bisectStream } from "./bisect";
import { mergeReducer } from "./merge-reducer";
import { type Reducer, reducer } from "./reducer";
import { stateAt } from "./state-at";
import { stateCondition } from "./state-condition";

let database: TestDatabase;
let store: EventStore;
beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
afterAll(() => database.drop());

const chain = compileChain([]);
const account: Reducer<{ readonly balance: number }> = reducer({
  name: "account",
  category: null,
  initial: { balance: 0 },
  evolve: ({ balance }, event) => ({ balance: balance + (event.data as { by: number }).by }),
});

async function bookings(by: readonly number[]): Promise<string> {
  const streamId = `account-${randomUUID()}`;
  const events = by.map((amount) => ({ type: "Booked", data: { by: amount } }));
  if (events.length > 0) await store.append(streamId, 0, events);
  return streamId;
}
const bisect = <State>(of: Reducer<State>, streamId: string, text: string) =>
  bisectStream({ db: database.pool, chain, reducer: of }, streamId, stateCondition(text));

test("finds what a linear scan over the states finds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 15 }), async (by) => {
      const streamId = await bookings(by);
      const { found } = await bisect(account, streamId, "state.balance < 0.0");
      const states = await Promise.all(
        by.map((_, index) => stateAt({ db: database.pool, chain, reducer: account }, streamId, { version: index + 1 })),
      );
      const first = states.find(({ state }) => state.balance < 0);
      expect(found?.event.version).toBe(first?.version);
      expect(found?.after).toEqual(first?.state);
      const before = states.find(({ version }) => version === (first?.version ?? 0) - 1);
      if (first !== undefined) expect(found?.before).toEqual(before?.state ?? account.initial);
    }),
    { numRuns: 25 },
  );
});

test("finds the first time of a condition that comes and goes", async () => {
  const { found } = await bisect(account, await bookings([3, -4, 10, -20]), "state.balance < 0.0");
  expect(found?.event.version).toBe(2);
});

test("goes past states on which the condition cannot be decided, and names the first", async () => {
  const streamId = `order-${randomUUID()}`;
  await store.append(streamId, 0, [
    { type: "Placed", data: {} },
    { type: "Noted", data: {} },
    { type: "Priced", data: jsonText('{"total":12345678901234567890}') },
  ]);
  const { found, undecided } = await bisect(mergeReducer, streamId, "state.total > 5.0");
  expect(found?.event.version).toBe(3);
  expect(undecided).toMatchObject({ events: 2, version: 1 });
  expect(undecided?.error.message).toContain("total");
});

test("sees the event that made the state", async () => {
  const { found } = await bisect(account, await bookings([1, 2, 3]), "data.by == 2.0 && event.version > 1");
  expect(found?.event.version).toBe(2);
});

test("goes through streams of several pages", async () => {
  const { found, eventsRead } = await bisect(account, await bookings(Array(2_500).fill(1)), "state.balance >= 2100.0");
  expect({ version: found?.event.version, eventsRead }).toEqual({ version: 2_100, eventsRead: 2_100 });
});

test("ends when its time is over, and says so", async () => {
  const of = { db: database.pool, chain, reducer: account };
  const streamId = await bookings([1, 2]);
  const ended = await bisectStream(of, streamId, stateCondition("false"), { withinMs: -1 });
  expect(ended).toMatchObject({ found: null, cut: true, eventsRead: 0 });
});

test("refuses what is no condition, with its place", async () => {
  expect(() => stateCondition("state.balance <")).toThrow(/character/);
  const { found, undecided } = await bisect(account, await bookings([1]), "state.balance + 1.0");
  expect(found).toBeNull();
  expect(undecided?.error.message).toContain("true or false");
});
