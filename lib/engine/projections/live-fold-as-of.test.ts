import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import type { ReadableEvent } from "../evolution/upcaster";
import { postgresEventStore } from "../store/postgres-event-store";
import { watermark } from "../store/watermark";
import { applyBatch } from "./batch";
import { foldAll, type Rows } from "./fold";
import { joinInline } from "./inline-join";
import { foldLive } from "./live-fold";
import type { LogPoint } from "./log-point";
import { ofTheStream, type Projection, projection } from "./projection";
import { registerProjections } from "./register";
import { allEvents, storedRows } from "./testing/ledger";
import { keyedFolds, logPoint, storeTimed, timedHistory } from "./testing/timed-history";

const chain = compileChain([]);
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function clear(): Promise<void> {
  const client = await database.pool.connect();
  await client.query("set session_replication_role = replica");
  await client.query(
    `truncate foldline.events, foldline.streams, foldline.partitions, foldline.read_models, foldline.projections cascade;
     drop schema if exists read_models cascade; create schema read_models; drop schema if exists foldline_data cascade;
     alter sequence foldline.position_seq restart`,
  );
  client.release(true);
}

// A Date has the milliseconds that people see.
const counts = (event: ReadableEvent, point: LogPoint) =>
  point.position !== undefined
    ? event.position <= point.position
    : (point.clock === "recorded" ? event.recordedAt : event.occurredAt) <= point.instant;

const present = (rows: Rows) => new Map([...rows].filter(([, row]) => row !== null));

test("rows as of any point are those of the events that count there, in the order of their positions", async () => {
  await fc.assert(
    fc
      .asyncProperty(timedHistory, fc.array(logPoint, { minLength: 3, maxLength: 5 }), async (history, points) => {
        await storeTimed(database.pool, postgresEventStore(database.pool), history);
        const events = await allEvents(database.pool);
        for (const folded of keyedFolds) {
          for (const asOf of points) {
            const counting = events.filter((event) => counts(event, asOf));
            const expected = present(foldAll(folded, counting));
            for (const key of foldAll(folded, events).keys()) {
              const live = await foldLive(database.pool, { projection: folded, chain, of: { key }, asOf });
              const row = expected.get(key);
              expect(live.rows).toEqual(new Map(row === undefined ? [] : [[key, row]]));
              expect(live.leftOut).toBe(leftOutNaively(folded, key, events, asOf));
            }
          }
        }
      })
      .afterEach(clear),
    { numRuns: 12 },
  );
}, 240_000);

function leftOutNaively(folded: Projection, key: string, events: readonly ReadableEvent[], asOf: LogPoint): number {
  if (asOf.position !== undefined) return 0;
  const own = folded.keyedBy === "stream" && folded.key === ofTheStream;
  const followed = events.filter(
    ({ type, streamId }) => folded.handlerOf(type) !== undefined && (!own || streamId === key),
  );
  const last = followed.findLastIndex((event) => counts(event, asOf));
  return followed.slice(0, last + 1).filter((event) => !counts(event, asOf)).length;
}

test("as of now they are the rows of the read model, async and inline, of the code and of the console", async () => {
  const { pool } = database;
  // Those of the console would have to be published to be registered.
  const folds = keyedFolds.map((each) => ({ ...each, source: "code" as const }));
  const inline = folds.map((each) => ({
    ...each,
    ...{ name: `${each.name}-inline`, viewName: `${each.viewName}_inline`, mode: "inline" as const },
  }));
  const now: LogPoint = { instant: new Date(Date.now() + 600_000) };
  await fc.assert(
    fc
      .asyncProperty(timedHistory, async (history) => {
        await registerProjections(pool, [...folds, ...inline], chain);
        for (const each of inline) expect(await joinInline(pool, each, chain)).toBe(true);
        const store = postgresEventStore(pool, { inline: { projections: inline, chain: async () => chain } });
        for (const { stream, event } of history) await store.append(stream, "any", [event]);
        const upTo = await watermark(pool);
        for (const folded of folds) {
          const tableName = `${folded.viewName}_v1`;
          const { rows } = await pool.query("select * from foldline.partitions where projection = $1", [folded.name]);
          const partitions = rows.map((row) => ({
            ...{ partition: row.partition, epoch: Number(row.lease_epoch) },
            slices: { from: row.slice_from, to: row.slice_to },
          }));
          await applyBatch(pool, {
            ...{ projection: folded, chain, version: 1, tableName, partitions, after: 0n, upTo, limit: 1_000 },
          });
          const stored = await storedRows(pool, folded);
          const twin = inline.find(({ name }) => name === `${folded.name}-inline`) ?? folded;
          expect(await storedRows(pool, twin)).toEqual(stored);
          const ever = foldAll(folded, await allEvents(pool)).keys();
          const live: Rows = new Map();
          for (const key of [...ever].sort()) {
            const one = await foldLive(pool, { projection: folded, chain, of: { key }, asOf: now });
            for (const [name, row] of one.rows) live.set(name, row);
          }
          expect(live).toEqual(stored);
        }
      })
      .afterEach(clear),
    { numRuns: 5 },
  );
}, 240_000);

const strict = (policy: "park" | "skip" | "stop") =>
  projection<{ sum: number }>({
    ...{ name: "strict", version: 1, columns: { sum: "integer" }, onError: { policy, attempts: 1 } },
    on: {
      Moved: (row, { data }) => {
        const { amount } = data as { amount: unknown };
        if (typeof amount !== "number") throw new TypeError("the amount is no number");
        return { sum: (row?.sum ?? 0) + amount };
      },
    },
  });

test("an event that fails is left out as the policy says: with what its stream has after it, alone, or not at all", async () => {
  const store = postgresEventStore(database.pool);
  const amounts = [1, "much", 4, 8];
  await store.append(
    "p-1",
    "any",
    amounts.map((amount) => ({ type: "Moved", data: { amount } })),
  );
  const fold = (policy: "park" | "skip" | "stop") =>
    foldLive(database.pool, { projection: strict(policy), chain, of: { key: "p-1" } });
  const parked = await fold("park");
  expect(parked).toMatchObject({ rows: new Map([["p-1", { sum: 1 }]]), eventsRead: 4, failed: 1, heldBack: 2 });
  expect(parked.failures).toMatchObject([
    { place: { streamId: "p-1", version: 2 }, error: { name: "ProjectionFailedError" } },
  ]);
  expect(await fold("skip")).toMatchObject({ rows: new Map([["p-1", { sum: 13 }]]), failed: 1, heldBack: 0 });
  await expect(fold("stop")).rejects.toThrow("failed on version 2");
  await clear();
});
