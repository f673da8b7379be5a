import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import type { StoredEvent } from "../events";
import { compileChain } from "../evolution/chain";
import { clearStore } from "../projections/testing/clear-store";
import { logPoint, storeTimed, timedHistory } from "../projections/testing/timed-history";
import { postgresEventStore } from "../store/postgres-event-store";
import { reducer } from "./reducer";
import { type StatePoint, stateAt } from "./state-at";
import { whatIf } from "./what-if";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The versions that a state takes in, in the order in which they were folded. */
const versionsSeen = reducer<readonly number[]>({
  name: "versions seen",
  category: null,
  initial: [],
  evolve: (state, { version }) => [...state, version],
});

const point: fc.Arbitrary<StatePoint> = fc.oneof(fc.record({ version: fc.nat(20) }), logPoint);

// A Date has the milliseconds that people see.
function counts({ version, position, occurredAt, recordedAt }: StoredEvent, at: StatePoint): boolean {
  if (at.instant !== undefined) return (at.clock === "recorded" ? recordedAt : occurredAt) <= at.instant;
  return at.position !== undefined ? position <= at.position : version <= (at.version ?? version);
}

test("a state takes in the events that count at its point, whatever both clocks say and whichever snapshots there are", async () => {
  const { pool } = database;
  const store = postgresEventStore(pool);
  await fc.assert(
    fc
      .asyncProperty(
        timedHistory,
        fc.array(point, { minLength: 4, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (history, points, snapshotEvery) => {
          await storeTimed(pool, store, history);
          const context = { db: pool, chain: compileChain([]), reducer: { ...versionsSeen, snapshotEvery } };
          for (const streamId of ["a-1", "a-2", "b"]) {
            const events = await store.readStream(streamId);
            for (const at of points) {
              const counting = events.filter((event) => counts(event, at)).map(({ version }) => version);
              const version = counting.at(-1) ?? 0;
              const leftOut = events.map((event) => event.version).filter((each) => !counting.includes(each));
              const found = await stateAt({ ...context, keepSnapshots: true }, streamId, at);
              expect(found).toMatchObject({ state: counting, version });
              expect(found.leftOut).toEqual(leftOut.filter((each) => each < version));
              const supposed = await whatIf(context, streamId, {
                changes: [{ kind: "leave-out", version: 2 }],
                point: at,
              });
              expect(supposed.without.state).toEqual(counting);
              expect(supposed.with.state).toEqual(counting.filter((each) => each !== 2));
            }
          }
        },
      )
      .afterEach(async () => {
        await clearStore(pool);
        await pool.query("truncate foldline.snapshots");
      }),
    { numRuns: 15 },
  );
}, 120_000);
