import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { codeUpcaster } from "../evolution/code-upcaster";
import type { EventStore } from "../store/event-store";
import { postgresEventStore } from "../store/postgres-event-store";
import { arbitraryChanges } from "../testing/arbitrary-changes";
import { changedEvents, type HistoryChange } from "./history-changes";
import { type Reducer, reducer } from "./reducer";
import { startFold, stateAt } from "./state-at";
import { whatIf } from "./what-if";

let database: TestDatabase;
let store: EventStore;
beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
afterAll(() => database.drop());

const chain = compileChain([]);
const seen: Reducer<readonly number[]> = reducer<readonly number[]>({
  name: "seen",
  category: null,
  initial: [],
  evolve(state, event) {
    const { n } = event.data as { n: unknown };
    if (typeof n !== "number") throw new TypeError("n is no number");
    return [...state, n];
  },
});
const noted = (n: unknown, occurredAt?: string) => ({
  type: "Noted",
  data: { n },
  ...(occurredAt === undefined ? {} : { occurredAt: new Date(occurredAt) }),
});
async function newStream(events: readonly ReturnType<typeof noted>[]): Promise<string> {
  const streamId = `notes-${randomUUID()}`;
  await store.append(streamId, 0, events);
  return streamId;
}
const context = () => ({ db: database.pool, chain, reducer: seen });
const numbers = (count: number) => Array.from({ length: count }, (_, n) => noted(n + 1));

describe("the state with another history", () => {
  test("is the state as it is, when nothing is changed", async () => {
    const streamId = await newStream(numbers(5));
    const result = await whatIf(context(), streamId, { changes: [] });
    expect(result.with).toEqual(result.without);
    expect(result).toMatchObject({ without: { state: [1, 2, 3, 4, 5] }, version: 5, cut: false });
  });

  test("is the initial one, when every event is left out", async () => {
    const streamId = await newStream(numbers(4));
    const changes = [1, 2, 3, 4].map((version): HistoryChange => ({ kind: "leave-out", version }));
    expect((await whatIf(context(), streamId, { changes })).with.state).toEqual([]);
  });

  test("is the fold of the changed list, whatever the changes, the point and the snapshots", async () => {
    const streamId = await newStream(numbers(7));
    const stored = await store.readStream(streamId);
    await stateAt({ ...context(), reducer: { ...seen, snapshotEvery: 3 }, keepSnapshots: true }, streamId, {
      version: 4,
    });
    await fc.assert(
      fc.asyncProperty(arbitraryChanges(7), fc.integer({ min: 1, max: 7 }), async (changes, version) => {
        const fold = startFold(seen, chain, seen.initial);
        for (const event of changedEvents(stored.slice(0, version), changes)) fold.apply(event);
        const result = await whatIf(context(), streamId, { changes, point: { version } });
        expect(result.with.state).toEqual(fold.state());
        expect(result.with.problems.map(({ eventId }) => eventId)).toEqual(fold.problems.map(({ eventId }) => eventId));
        expect(result.without.state).toEqual((await stateAt(context(), streamId, { version })).state);
      }),
      { numRuns: 60 },
    );
  });

  test("begins at a snapshot that lies before the first change, and at none behind it", async () => {
    const streamId = await newStream(numbers(6));
    await stateAt({ ...context(), reducer: { ...seen, snapshotEvery: 1 }, keepSnapshots: true }, streamId, {
      version: 3,
    });
    const leaveOut = (version: number) => whatIf(context(), streamId, { changes: [{ kind: "leave-out", version }] });
    expect(await leaveOut(4)).toMatchObject({ fromSnapshot: 3, eventsRead: 3, with: { state: [1, 2, 3, 5, 6] } });
    expect(await leaveOut(3)).toMatchObject({ fromSnapshot: 2, eventsRead: 4, with: { state: [1, 2, 4, 5, 6] } });
  });

  test("takes in what belongs to a position or an instant, by the times of the changed events", async () => {
    const streamId = await newStream([noted(1, "2026-01-01"), noted(2, "2026-01-02"), noted(3, "2026-01-03")]);
    const changes: HistoryChange[] = [
      { kind: "edit", version: 3, event: { occurredAt: new Date("2026-01-01") } },
      { kind: "insert", after: 1, place: 1, event: noted(9, "2026-02-01") },
      { kind: "insert", after: 1, place: 2, event: noted(8) },
    ];
    const instant = new Date("2026-01-02");
    const at = await whatIf(context(), streamId, { changes, point: { instant } });
    expect([at.without.state, at.with.state]).toEqual([
      [1, 2],
      [1, 8, 2, 3],
    ]);
    const [, second] = await store.readStream(streamId);
    const to = await whatIf(context(), streamId, { changes, point: { position: second?.position ?? 0n } });
    expect(to.with.state).toEqual([1, 9, 8, 2]);
  });

  test("is read with other upcasters when there are some, and only that side", async () => {
    const streamId = await newStream(numbers(2));
    const ten = codeUpcaster({
      type: "Noted",
      from: 1,
      to: 2,
      title: "Ten times",
      upcast: (data) => ({ n: Number(data.n) * 10 }),
    });
    const result = await whatIf(context(), streamId, { changes: [], chain: compileChain([ten]) });
    expect([result.without.state, result.with.state]).toEqual([
      [1, 2],
      [10, 20],
    ]);
  });

  test("goes on past events that fail, and says which change made them", async () => {
    const streamId = await newStream([noted(1), noted("two"), noted(3)]);
    const changes: HistoryChange[] = [
      { kind: "insert", after: 2, place: 1, event: noted("no number") },
      { kind: "edit", version: 3, event: { data: {} } },
    ];
    const result = await whatIf(context(), streamId, { changes });
    expect(result.with.state).toEqual([1]);
    expect(result.with.problems.map(({ version, change }) => [version, change])).toEqual([
      [2, null],
      [3, 0],
      [3, 1],
    ]);
    expect(result.without.problems.map(({ version, change }) => [version, change])).toEqual([[2, null]]);
  });

  test("stores nothing", async () => {
    const streamId = await newStream(numbers(3));
    await whatIf({ ...context(), reducer: { ...seen, snapshotEvery: 1 }, keepSnapshots: true }, streamId, {
      changes: [{ kind: "insert", after: 3, place: 1, event: noted(4) }],
    });
    expect(await store.streamVersion(streamId)).toBe(3);
    const { rows } = await database.pool.query("select 1 from foldline.snapshots where stream_id = $1", [streamId]);
    expect(rows).toEqual([]);
  });

  test("ends on both sides at the same event when it takes too much, and lets others run meanwhile", async () => {
    const streamId = await newStream(numbers(1_200));
    let turns = 0;
    const others = setInterval(() => {
      turns += 1;
    }, 0);
    const all = await whatIf(context(), streamId, { changes: [{ kind: "leave-out", version: 1 }] });
    clearInterval(others);
    expect(all).toMatchObject({ version: 1_200, cut: false });
    expect(turns).toBeGreaterThan(0);
    for (const bounds of [{ events: 700 }, { bytes: 5_000 }, { withinMs: -1 }]) {
      const part = await whatIf(context(), streamId, { changes: [{ kind: "leave-out", version: 1 }] }, bounds);
      expect(part.cut).toBe(true);
      expect(part.version).toBeLessThan(1_200);
      expect(part.without.state).toEqual([1, ...part.with.state].slice(0, part.version));
    }
  });
});
