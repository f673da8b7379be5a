import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { codeUpcaster } from "../evolution/code-upcaster";
import { foldAll } from "../projections/fold";
import { foldTableName } from "../projections/fold-table";
import { foldLive } from "../projections/live-fold";
import { dropOrphanTables } from "../projections/orphan-tables";
import { type ErrorPolicy, projection } from "../projections/projection";
import { rawProjection } from "../projections/raw-projection";
import { allEvents } from "../projections/testing/ledger";
import { keyedFolds, logPoint, storeTimed, timedHistory } from "../projections/testing/timed-history";
import { postgresEventStore } from "../store/postgres-event-store";
import { cancelJob } from "./cancel-job";
import { dropFold } from "./drop-fold";
import { JobInProgressError, JobStateError } from "./errors";
import type { FoldResult } from "./fold-params";
import { pauseJob } from "./pause-job";
import { jobProgress } from "./progress";
import { resumeJob } from "./resume-job";
import { askForFold, foldedRows, foldTables, runFold } from "./testing/run-fold";

let database: TestDatabase;
const pool = () => database.pool;
const NOW = { instant: new Date(Date.UTC(2100, 0, 1)) };

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(clear);
afterAll(() => database.drop());

async function clear(): Promise<void> {
  const client = await pool().connect();
  await client.query("set session_replication_role = replica");
  await client.query(
    `truncate foldline.events, foldline.streams, foldline.jobs cascade;
     drop schema if exists foldline_data cascade; alter sequence foldline.position_seq restart`,
  );
  client.release(true);
}

const sums = (policy: ErrorPolicy["policy"]) =>
  projection<{ sum: number }>({
    ...{ name: "sums", version: 1, columns: { sum: "integer" }, onError: { policy, attempts: 1 } },
    on: {
      Moved: (row, { data }) => {
        const { amount } = data as { amount: unknown };
        if (typeof amount !== "number") throw new TypeError(`"${amount}" is no amount`);
        return { sum: (row?.sum ?? 0) + amount };
      },
    },
  });

const pause = (id: string) => pauseJob(pool(), id, { by: "test", reason: null });
const moved = (amount: unknown) => ({ type: "Moved", data: { amount } });

/** Two streams whose events alternate; the third event of p-1 cannot be folded. */
async function storePoison(): Promise<void> {
  const store = postgresEventStore(pool());
  const amounts: [unknown, unknown][] = [
    [1, 10],
    [2, 20],
    ["much", 40],
    [4, 80],
    [8, 160],
  ];
  for (const [first, second] of amounts) {
    await store.append("p-1", "any", [moved(first)]);
    await store.append("p-2", "any", [moved(second)]);
  }
}

test("the rows of a whole read model are those of the events that count, however they are cut into batches", async () => {
  await fc.assert(
    fc
      .asyncProperty(timedHistory, logPoint, fc.integer({ min: 1, max: 9 }), async (history, point, batchSize) => {
        await storeTimed(pool(), postgresEventStore(pool()), history);
        const events = await allEvents(pool());
        const counting = events.filter(({ position, occurredAt, recordedAt }) =>
          point.position !== undefined
            ? position <= point.position
            : (point.clock === "recorded" ? recordedAt : occurredAt) <= point.instant,
        );
        // Those of the console would have to be published.
        for (const folded of keyedFolds.map((each) => ({ ...each, source: "code" as const }))) {
          await askForFold(pool(), folded, point);
          const job = await runFold(pool(), folded, { batchSize });
          const expected = [...foldAll(folded, counting)].filter(([, row]) => row !== null);
          const result = job.result as FoldResult;
          expect(job).toMatchObject({ status: "done", fraction: 1 });
          expect(await foldedRows(pool(), folded, job.id)).toEqual(new Map(expected));
          expect(result.rows).toBe(expected.length);
          const followed = events.filter(({ type }) => folded.handlerOf(type) !== undefined);
          const last = followed.findLastIndex((event) => counting.includes(event));
          const leftOut = followed.slice(0, last + 1).filter((event) => !counting.includes(event));
          expect(result.leftOut).toBe(point.position === undefined ? leftOut.length : 0);
        }
      })
      .afterEach(clear),
    { numRuns: 8 },
  );
}, 240_000);

test("an event that fails is a finding, its stream waits behind it, also for a worker that goes on later", async () => {
  await storePoison();
  const folded = sums("park");
  const id = await askForFold(pool(), folded, NOW);
  // Six events: the one that fails is stored, what waits behind it is not.
  const first = await runFold(pool(), folded, { batchSize: 6, whenClaimed: pause });
  expect(first).toMatchObject({ status: "running", paused: { by: "test" }, eventsDone: 6 });
  await resumeJob(pool(), id);
  const job = await runFold(pool(), folded, { batchSize: 6 });
  expect(job).toMatchObject({ status: "done", eventsDone: 10, attempt: 1 });
  expect(job.result).toMatchObject({ rows: 2, failed: 1, heldBack: 2, last: "10" });
  const rows = await foldedRows(pool(), folded, id);
  expect(rows).toEqual(
    new Map([
      ["p-1", { sum: 3 }],
      ["p-2", { sum: 310 }],
    ]),
  );
  const chain = compileChain([]);
  for (const key of rows.keys()) {
    const live = await foldLive(pool(), { projection: folded, chain, of: { key }, asOf: NOW });
    expect(live.rows.get(key)).toEqual(rows.get(key));
  }
  const found = await pool().query(
    "select kind, stream_id as stream, stream_version::int as version, reason from foldline.job_findings order by position",
  );
  expect(found.rows).toMatchObject([
    { kind: "failed", stream: "p-1", version: 3, reason: expect.stringContaining("is no amount") },
    { kind: "held-back", stream: "p-1", version: 4 },
    { kind: "held-back", stream: "p-1", version: 5 },
  ]);
});

test("where the policy skips, only the event is missing; where it stops, the fold fails and names it", async () => {
  await storePoison();
  await askForFold(pool(), sums("skip"), NOW);
  const skipped = await runFold(pool(), sums("skip"));
  expect(skipped.result).toMatchObject({ failed: 1, heldBack: 0 });
  expect((await foldedRows(pool(), sums("skip"), skipped.id)).get("p-1")).toEqual({ sum: 15 });
  await askForFold(pool(), sums("stop"), NOW);
  const stopped = await runFold(pool(), sums("stop"));
  expect(stopped).toMatchObject({ status: "failed", error: { streamId: "p-1", streamVersion: 3 } });
  expect(await foldTables(pool())).toHaveLength(2);
  await dropOrphanTables(pool());
  expect(await foldTables(pool())).toEqual([foldTableName(skipped.id)]);
});

test("of a projection there is one at a time; cancelling leaves nothing behind, whoever is at it", async () => {
  await storePoison();
  const folded = sums("park");
  const id = await askForFold(pool(), folded, NOW);
  await expect(askForFold(pool(), folded, NOW)).rejects.toThrow(JobInProgressError);
  await runFold(pool(), folded, { batchSize: 6, whenClaimed: pause });
  expect(await foldTables(pool())).toEqual([foldTableName(id)]);
  await dropOrphanTables(pool());
  expect(await foldTables(pool())).toEqual([foldTableName(id)]);
  await cancelJob(pool(), id);
  expect(await foldTables(pool())).toEqual([]);

  const other = await askForFold(pool(), folded, NOW);
  const lost = await runFold(pool(), folded, { batchSize: 1, whenClaimed: (claimed) => cancelJob(pool(), claimed) });
  expect(lost).toMatchObject({ id: other, status: "cancelled" });
  expect(await foldTables(pool())).toEqual([]);
});

test("the rows go by hand, once, or after a day", async () => {
  await storePoison();
  const ids: string[] = [];
  for (const policy of ["park", "skip"] as const) {
    ids.push(await askForFold(pool(), sums(policy), { position: 4n }));
    await runFold(pool(), sums(policy));
  }
  const [byHand = "", byTime = ""] = ids;
  await dropFold(pool(), byHand);
  expect(await foldTables(pool())).toEqual([foldTableName(byTime)]);
  expect((await jobProgress(pool(), byHand))?.result).toMatchObject({
    rows: 2,
    droppedAt: expect.stringMatching(/Z$/),
  });
  await expect(dropFold(pool(), byHand)).rejects.toThrow(JobStateError);
  await dropOrphanTables(pool());
  expect(await foldTables(pool())).toEqual([foldTableName(byTime)]);
  await pool().query("update foldline.jobs set finished_at = finished_at - interval '25 hours'");
  await dropOrphanTables(pool());
  expect(await foldTables(pool())).toEqual([]);
});

test("with other upcasters or another definition than it was asked for with, it fails and says so", async () => {
  await storePoison();
  const upcasters = [codeUpcaster({ type: "Moved", from: 1, to: 2, title: "Same", upcast: (data) => data as object })];
  await askForFold(pool(), sums("park"), NOW);
  expect(await runFold(pool(), sums("park"), { upcasters })).toMatchObject({
    status: "failed",
    error: { message: expect.stringContaining("upcasters have changed") },
  });
  await askForFold(pool(), sums("park"), NOW);
  expect(await runFold(pool(), { ...sums("park"), version: 2 })).toMatchObject({
    status: "failed",
    error: { message: expect.stringContaining("no definition version 1 of sums") },
  });
});

const total = rawProjection<{ sum: string }>({
  ...{ name: "total", version: 1, columns: { sum: "text" }, types: ["Moved"] },
  apply: async (events, { query, table }) => {
    for (const { streamId, data } of events) {
      const { amount } = data as { amount: unknown };
      await query(
        `insert into ${table} as t (key, sum) values ($1, ($2::text)::int::text)
         on conflict (key) do update set sum = (t.sum::int + excluded.sum::int)::text`,
        [streamId, String(amount)],
      );
    }
  },
});

test("a projection with SQL of its own is folded too, and what fails in it is left out with what waits", async () => {
  await storePoison();
  await askForFold(pool(), total, NOW);
  const job = await runFold(pool(), total, { batchSize: 4 });
  expect(job.result).toMatchObject({ rows: 2, failed: 1, heldBack: 2 });
  expect(await foldedRows(pool(), total, job.id)).toEqual(
    new Map([
      ["p-1", { sum: "3" }],
      ["p-2", { sum: "310" }],
    ]),
  );
});
