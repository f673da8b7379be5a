import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { sliceOf } from "../store/stream-name";
import { foldInto, foldStep, type Rows } from "./fold";
import { partitionOfSlice } from "./partition-slices";
import type { Projection } from "./projection";
import { registerProjections } from "./register";
import { requestRetry, requestSkip } from "./request-retry";
import { clearStore } from "./testing/clear-store";
import { allEvents, appendEvents, storedRows } from "./testing/ledger";
import { advance, cured, diaries, letters, retryAll, retryAsked, shares } from "./testing/poison";

const chain = compileChain([]);
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
beforeEach(clear);
afterAll(() => database.drop());

async function clear(): Promise<void> {
  cured.clear();
  await clearStore(pool);
}

const ILLS = ["cold", "flu"];
const keys = fc.uniqueArray(fc.constantFrom("k-1", "k-2", "k-3", "k-4", "k-5"), { minLength: 1, maxLength: 3 });
const deed = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      deed: fc.constant("take" as const),
      stream: fc.constantFrom("s-1", "s-2", "s-3"),
      dose: fc.record({ to: keys, ill: fc.constantFrom(...ILLS, undefined, undefined, undefined) }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      deed: fc.constant("advance" as const),
      which: fc.nat(15),
      together: fc.boolean(),
      limit: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ deed: fc.constant("retry" as const), which: fc.nat(9), more: fc.option(fc.nat(4)) }),
  },
  { weight: 1, arbitrary: fc.record({ deed: fc.constant("skip" as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ deed: fc.constant("cure" as const), ill: fc.constantFrom(...ILLS) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;

async function perform(action: Deed, projection: Projection): Promise<void> {
  const chosen = async (which: number) => {
    const parked = await letters(pool, projection, "parked");
    return parked[which % Math.max(1, parked.length)];
  };
  if (action.deed === "advance") await advance(pool, projection, chain, action);
  if (action.deed === "retry") {
    const letter = await chosen(action.which);
    if (letter === undefined) return;
    const upTo = action.more === null ? {} : { upToVersion: letter.version + action.more };
    await requestRetry(pool, { ids: [letter.id], ...upTo, requestedBy: "ann" });
    await retryAsked(pool, [projection], chain);
  }
  if (action.deed === "skip") {
    const letter = await chosen(action.which);
    if (letter === undefined) return;
    await requestSkip(pool, { ids: [letter.id], reason: "no use", requestedBy: "ann" });
    await retryAsked(pool, [projection], chain);
  }
}

/** A fold from scratch of all events but those that were skipped, each where it was skipped. */
async function fromScratch(projection: Projection): Promise<Rows> {
  const skipped = await letters(pool, projection, "skipped");
  const left = new Set(skipped.map(({ partition, streamId, version }) => `${partition} ${streamId} ${version}`));
  const rows: Rows = new Map();
  for (const event of await allEvents(pool)) {
    const step = foldStep(projection, event);
    for (const key of step?.keys ?? []) {
      const owner = projection.keyedBy === "stream" ? event.streamId : key;
      const partition = partitionOfSlice(sliceOf(owner), projection.partitions);
      if (step !== null && !left.has(`${partition} ${event.streamId} ${event.version}`))
        foldInto(projection, rows, step, key);
    }
  }
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** How many events wait behind each dead letter, counted anew. */
async function waitingNow(projection: Projection): Promise<number[]> {
  const checkpoints = new Map(
    (
      await pool.query("select partition, checkpoint from foldline.partitions where projection = $1", [projection.name])
    ).rows.map(({ partition, checkpoint }) => [partition, BigInt(checkpoint)]),
  );
  const events = await allEvents(pool);
  return (await letters(pool, projection, "parked")).map(({ partition, streamId, version }) => {
    const later = events.filter((event) => event.streamId === streamId && event.version > version);
    const reached = later.filter(({ position }) => position <= (checkpoints.get(partition) ?? 0n));
    const owns = (name: string) => partitionOfSlice(sliceOf(name), projection.partitions) === partition;
    return reached.filter((event) => {
      const names = projection.keyedBy === "stream" ? [event.streamId] : (foldStep(projection, event)?.keys ?? []);
      return names.some(owns);
    }).length;
  });
}

test("whatever is parked, cured, retried and skipped in whatever order, the rows are those of a fold from scratch", async () => {
  await fc.assert(
    fc
      .asyncProperty(
        fc.array(deed, { minLength: 5, maxLength: 50 }),
        fc.constantFrom(1, 3, 16),
        async (deeds, partitions) => {
          const definitions = [diaries({ partitions }), shares({ partitions })];
          await registerProjections(pool, definitions, chain);
          for (const action of deeds) {
            if (action.deed === "take") {
              await appendEvents(pool, [{ stream: action.stream, type: "Taken", data: action.dose }]);
            } else if (action.deed === "cure") {
              cured.add(action.ill);
            } else {
              for (const definition of definitions) await perform(action, definition);
            }
          }
          for (const definition of definitions) {
            const parked = await letters(pool, definition, "parked");
            expect(parked.map(({ waiting }) => waiting)).toEqual(await waitingNow(definition));
          }
          for (const ill of ILLS) cured.add(ill);
          for (const definition of definitions) {
            while (await advance(pool, definition, chain, { together: false }));
            await retryAll(pool, definition, chain);
            expect(await storedRows(pool, definition)).toEqual(await fromScratch(definition));
          }
        },
      )
      .afterEach(clear),
    { numRuns: 15 },
  );
}, 120_000);
