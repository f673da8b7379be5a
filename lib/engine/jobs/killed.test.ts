import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { mergeReducer } from "../aggregates/merge-reducer";
import { loadChain } from "../evolution/load-chain";
import { foldLive } from "../projections/live-fold";
import { postgresEventStore } from "../store/postgres-event-store";
import type { CategoryBisection } from "./bisection";
import type { CopyResult } from "./copy-params";
import { jobProgress } from "./progress";
import { requestBisection } from "./request-bisection";
import { requestCopy } from "./request-copy";
import { requestFold } from "./request-fold";
import { requestVerification } from "./request-verification";
import { draft, stateOf, storeUpcaster } from "./testing/drafts";
import { jobWhen } from "./testing/job-when";
import { slowly, startJobWorker } from "./testing/job-worker";
import { foldedRows } from "./testing/run-fold";
import { slowSums } from "./testing/slow-sums";
import type { TimedVerification } from "./verification";

const PROCESS = fileURLToPath(new URL("./testing/job-worker-process.ts", import.meta.url));
const STREAMS = 20;
const EVENTS = 1_000;
const upcasters = [slowly(0)];

let database: TestDatabase;
let stopWorker: () => Promise<void> = async () => undefined;
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const store = postgresEventStore(database.pool);
  for (let stream = 0; stream < STREAMS; stream++) {
    const events = Array.from({ length: EVENTS / STREAMS }, (_, index) => ({
      type: "Paid",
      data: index === 7 ? {} : { amount: index },
    }));
    await store.append(`k-${stream}`, 0, events);
  }
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await stopWorker();
  stopWorker = async () => undefined;
});
afterAll(() => database.drop());

/** Lets a worker of its own process come to the middle of a job, and kills it there. */
async function killInTheMiddle(id: string): Promise<number> {
  const child = spawn(process.execPath, ["--import", "tsx", PROCESS, database.url, "2"], { stdio: "ignore" });
  children.push(child);
  await jobWhen(database.pool, id, ({ eventsDone }) => eventsDone > 0);
  child.kill("SIGKILL");
  await once(child, "exit");
  const interrupted = await jobProgress(database.pool, id);
  expect(interrupted).toMatchObject({ status: "running", attempt: 1 });
  expect(interrupted?.eventsDone).toBeLessThan(EVENTS);
  await database.pool.query(
    "update foldline.jobs set lease_until = clock_timestamp() - interval '1 second' where id = $1",
    [id],
  );
  return interrupted?.eventsDone ?? 0;
}

test("a verification whose worker is killed goes on with another, and counts every event exactly once", async () => {
  const rename = [{ op: "rename", from: "amount", to: "sum" }];
  const definition = draft(rename, { fromVersion: 2, toVersion: 3 });
  await storeUpcaster(database.pool, definition);
  const chain = await loadChain(database.pool, upcasters);
  const { id } = await requestVerification(database.pool, { definition, chain, requestedBy: "test" });
  const done = await killInTheMiddle(id);
  stopWorker = startJobWorker(database.pool, { upcasters, batchSize: 30, name: "the next one" });
  const job = await jobWhen(database.pool, id);
  expect(job).toMatchObject({ attempt: 2, worker: "the next one", eventsDone: EVENTS, eventsTotal: EVENTS });
  const { converted, failed, made, reasons } = job.result as TimedVerification;
  expect({ converted, failed }).toEqual({ converted: EVENTS - STREAMS, failed: STREAMS });
  expect(made).toEqual([{ type: "Paid", schemaVersion: 3, events: EVENTS - STREAMS }]);
  expect(reasons).toMatchObject([{ events: STREAMS, first: { streamId: "k-0", version: 8 } }]);
  const { rows } = await database.pool.query(
    "select count(*)::int as findings, count(distinct position)::int as events from foldline.job_findings where job_id = $1",
    [id],
  );
  expect(rows[0]).toEqual({ findings: STREAMS, events: STREAMS });
  const seen = job.samples.map(({ eventsDone }) => eventsDone);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(done).toBeGreaterThan(0);
  expect((await stateOf(database.pool, definition)).state).toBe("draft");
}, 120_000);

test("a copy whose worker is killed goes on with another, and writes every event exactly once, in order", async () => {
  const chain = await loadChain(database.pool, upcasters);
  const { id } = await requestCopy(database.pool, {
    from: "k",
    to: "copy",
    chain,
    requestedBy: "test",
    reason: "trial",
  });
  await killInTheMiddle(id);
  stopWorker = startJobWorker(database.pool, { upcasters, batchSize: 30 });
  const job = await jobWhen(database.pool, id);
  expect(job).toMatchObject({ attempt: 2, eventsDone: EVENTS });
  expect(job.result as CopyResult).toMatchObject({ copied: EVENTS, streams: STREAMS });
  const { rows } = await database.pool.query(
    `select o.stream_id as original, c.stream_id as copy, o.version = c.version as same, c.schema_version as schema
       from foldline.events o
       left join foldline.events c on c.metadata #>> '{copiedFrom,eventId}' = o.event_id::text
      where split_part(o.stream_id, '-', 1) = 'k' order by c.position`,
  );
  expect(rows).toHaveLength(EVENTS);
  expect(
    rows.every(({ original, copy, same, schema }) => same && schema === 2 && copy === `copy-${original.slice(2)}`),
  ).toBe(true);
  const order = await database.pool.query(
    `select bool_and(o.position > before) as kept from (
       select o.position, lag(o.position, 1, 0) over (order by c.position) as before
         from foldline.events c join foldline.events o on o.event_id::text = c.metadata #>> '{copiedFrom,eventId}') o`,
  );
  expect(order.rows[0].kept).toBe(true);
}, 120_000);

test("a search of a category whose worker is killed goes on with another, and finds every stream exactly once", async () => {
  const chain = await loadChain(database.pool, upcasters);
  const asked = { category: "k", condition: "state.amount >= 30.0", reducer: mergeReducer, chain, requestedBy: "test" };
  const { id } = await requestBisection(database.pool, asked);
  await killInTheMiddle(id);
  stopWorker = startJobWorker(database.pool, { upcasters, batchSize: 30 });
  const job = await jobWhen(database.pool, id);
  expect(job).toMatchObject({ attempt: 2, eventsDone: EVENTS, eventsTotal: EVENTS });
  expect(job.result as CategoryBisection).toMatchObject({ streams: STREAMS, found: STREAMS, undecided: 0 });
  const { rows } = await database.pool.query(
    `select count(*)::int as findings, count(distinct stream_id)::int as streams, min(stream_version)::int as first,
            max(stream_version)::int as last from foldline.job_findings where job_id = $1`,
    [id],
  );
  expect(rows[0]).toEqual({ findings: STREAMS, streams: STREAMS, first: 31, last: 31 });
}, 120_000);

test("a fold as of an instant whose worker is killed goes on with another, and counts every event exactly once", async () => {
  const chain = await loadChain(database.pool, upcasters);
  const point = { instant: new Date(Date.now() + 1_000) };
  const { id } = await requestFold(database.pool, { projection: slowSums, chain, point, requestedBy: "test" });
  await killInTheMiddle(id);
  const before = await foldedRows(database.pool, slowSums, id);
  const payments = (rows: typeof before) => [...rows.values()].reduce((sum, row) => sum + Number(row?.payments), 0);
  expect(payments(before)).toBe((await jobProgress(database.pool, id))?.eventsDone);
  stopWorker = startJobWorker(database.pool, { upcasters, batchSize: 30 });
  const job = await jobWhen(database.pool, id);
  const rows = await foldedRows(database.pool, slowSums, id);
  expect(job).toMatchObject({ attempt: 2, result: { rows: rows.size, failed: 0, leftOut: 0 } });
  expect(payments(rows)).toBe(job.eventsDone);
  for (const [key, row] of rows) {
    const live = await foldLive(database.pool, { projection: slowSums, chain, of: { key }, asOf: point });
    expect(live.rows.get(key)).toEqual(row);
  }
}, 120_000);
