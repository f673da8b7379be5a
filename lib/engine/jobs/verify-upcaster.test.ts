import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import { loadChain } from "../evolution/load-chain";
import { lockActiveUpcasters } from "../evolution/lock-active-upcasters";
import type { Upcaster } from "../evolution/upcaster";
import { postgresEventStore } from "../store/postgres-event-store";
import { storedEvent } from "../testing/stored-event";
import { cancelJob } from "./cancel-job";
import { JobInProgressError, JobStateError } from "./errors";
import { cleanVerification, latestVerification } from "./latest-verification";
import { pauseJob } from "./pause-job";
import { jobProgress } from "./progress";
import { requestVerification } from "./request-verification";
import { resumeJob } from "./resume-job";
import { draft, stateOf, storeUpcaster } from "./testing/drafts";
import { jobWhen } from "./testing/job-when";
import { type JobWorkerOptions, slowly, startJobWorker } from "./testing/job-worker";
import { NOTHING_VERIFIED, type TimedVerification } from "./verification";
import { verificationOf } from "./verification-params";
import { verifier } from "./verifier";
import { verifyEvents } from "./verify-range";

const EVENTS = 1_000;
let database: TestDatabase;
let stopWorker: () => Promise<void> = async () => undefined;
const work = (options: JobWorkerOptions = {}) => {
  stopWorker = startJobWorker(database.pool, options);
};

beforeAll(async () => {
  database = await createTestDatabase();
  const store = postgresEventStore(database.pool);
  for (let stream = 0; stream < 10; stream++) {
    const events = Array.from({ length: EVENTS / 10 }, (_, index) => ({
      type: "Paid",
      data: stream === 3 && index % 10 === 0 ? { amount: `x${index}` } : { amount: index },
    }));
    await store.append(`p-${stream}`, 0, events);
  }
  await store.append("$system-1", 0, [{ type: "Paid", data: {} }]);
});
afterEach(async () => {
  await stopWorker();
  stopWorker = async () => undefined;
  await database.pool.query("delete from foldline.jobs; truncate foldline.upcasters");
});
afterAll(() => database.drop());

const fitting = draft([{ op: "rename", from: "amount", to: "sum" }]);
const failing = draft([{ op: "compute", path: "cents", expression: "data.amount * 100.0" }]);
const later = (definition: ReturnType<typeof draft>) => ({ ...definition, fromVersion: 2, toVersion: 3 });

async function request(
  definition: ReturnType<typeof draft>,
  { sample = null as number | null, code = [] as readonly Upcaster[] } = {},
) {
  await storeUpcaster(database.pool, definition).catch(() => undefined);
  const chain = await loadChain(database.pool, code);
  return requestVerification(database.pool, { definition, chain, sample, requestedBy: "test" });
}

const resultOf = (job: { readonly result: unknown }) => job.result as TimedVerification;

test("a clean run over every event makes the draft verified, and says how fast it was", async () => {
  work({ batchSize: 100 });
  const { id } = await request(fitting);
  const job = await jobWhen(database.pool, id);
  expect(job).toMatchObject({
    status: "done",
    fraction: 1,
    eventsDone: EVENTS,
    eventsTotal: EVENTS,
    attempt: 1,
    etaSeconds: 0,
  });
  expect(job.rate).toBeGreaterThan(0);
  expect(job.samples.at(-1)?.eventsDone).toBe(EVENTS);
  expect(resultOf(job)).toMatchObject({ converted: EVENTS, failed: 0 });
  expect(await stateOf(database.pool, fitting)).toEqual({ state: "verified", by: id });
  const of = verificationOf(fitting, await loadChain(database.pool, []));
  expect(await latestVerification(database.pool, fitting.id)).toMatchObject({
    jobId: id,
    clean: true,
    sample: null,
    ...of,
  });
  expect(await cleanVerification(database.pool, fitting.id, of)).toMatchObject({ jobId: id });
  expect(await cleanVerification(database.pool, fitting.id, { ...of, fingerprint: "another" })).toBeNull();
});

test("a run that finds failures leaves a draft, and keeps each failing event", async () => {
  work({ batchSize: 64 });
  const { id } = await request(failing);
  const job = await jobWhen(database.pool, id);
  expect(resultOf(job)).toMatchObject({ converted: EVENTS - 10, failed: 10, reasons: [{ events: 10, operation: 0 }] });
  const { rows } = await database.pool.query(
    "select stream_id, stream_version::int as version, reason, value from foldline.job_findings where job_id = $1 order by position",
    [id],
  );
  expect(rows).toHaveLength(10);
  expect(rows.map(({ version }) => version)).toEqual([1, 11, 21, 31, 41, 51, 61, 71, 81, 91]);
  expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set([resultOf(job).reasons[0]?.reason]));
  expect(await stateOf(database.pool, failing)).toEqual({ state: "draft", by: null });
  expect(await latestVerification(database.pool, failing.id)).toMatchObject({ jobId: id, clean: false });
});

test("a draft that was verified is one again when a later run finds failures", async () => {
  work();
  await storeUpcaster(database.pool, failing, "verified");
  await jobWhen(database.pool, (await request(failing)).id);
  expect((await stateOf(database.pool, failing)).state).toBe("draft");
});

test("a sample is spread over the history and verifies nothing", async () => {
  work();
  const { id } = await request(fitting, { sample: 50 });
  const job = await jobWhen(database.pool, id);
  expect(job).toMatchObject({ eventsDone: 50, eventsTotal: 50 });
  // The last event comes from the last fiftieth.
  expect(Number(resultOf(job).lastMatching)).toBeGreaterThan(EVENTS * 0.97);
  expect((await stateOf(database.pool, fitting)).state).toBe("draft");
  expect(await latestVerification(database.pool, fitting.id)).toMatchObject({ sample: 50, clean: false });
});

test("a sample larger than the history tries each event once", async () => {
  work({ batchSize: 30 });
  const job = await jobWhen(database.pool, (await request(fitting, { sample: 5_000 })).id);
  expect(resultOf(job).converted).toBe(EVENTS);
});

test("holds when it is paused, tells no rate, goes on where it was, and counts each event once", async () => {
  const code = [slowly(1)];
  work({ upcasters: code, batchSize: 20 });
  const { id } = await request(later(failing), { code });
  await jobWhen(database.pool, id, ({ eventsDone }) => eventsDone > 0);
  await pauseJob(database.pool, id, { by: "test", reason: "lunch" });
  await expect(pauseJob(database.pool, id, { by: "test", reason: null })).rejects.toBeInstanceOf(JobStateError);
  const held = await jobWhen(database.pool, id, ({ worker }) => worker === null);
  expect(held).toMatchObject({
    status: "running",
    paused: { by: "test", reason: "lunch" },
    rate: null,
    etaSeconds: null,
  });
  expect(held.eventsDone).toBeLessThan(EVENTS);
  await resumeJob(database.pool, id);
  const job = await jobWhen(database.pool, id);
  expect(job).toMatchObject({ eventsDone: EVENTS, attempt: 1, paused: null });
  expect(resultOf(job)).toMatchObject({ converted: EVENTS - 10, failed: 10 });
});

test("stops at once when it is cancelled; another can be asked for then, and not before", async () => {
  const code = [slowly(1)];
  work({ upcasters: code, batchSize: 20 });
  const { id } = await request(later(fitting), { code });
  await expect(request(later(fitting), { code })).rejects.toBeInstanceOf(JobInProgressError);
  await jobWhen(database.pool, id, ({ eventsDone }) => eventsDone > 0);
  await cancelJob(database.pool, id);
  const cancelled = await jobProgress(database.pool, id);
  const next = await request(later(fitting), { code });
  await jobWhen(database.pool, next.id);
  const after = await jobProgress(database.pool, id);
  expect(after).toMatchObject({ status: "cancelled", eventsDone: cancelled?.eventsDone });
  await expect(cancelJob(database.pool, id)).rejects.toBeInstanceOf(JobStateError);
});

test("two workers that race for jobs run each once", async () => {
  const [one, two] = [
    startJobWorker(database.pool, { batchSize: 50 }),
    startJobWorker(database.pool, { batchSize: 50 }),
  ];
  const drafts = Array.from({ length: 6 }, (_, index) => ({
    ...fitting,
    id: `00000000-0000-4000-8000-00000000000${index}`,
  }));
  const ids = await Promise.all(drafts.map(async (each) => (await request(each)).id));
  for (const id of ids) {
    const job = await jobWhen(database.pool, id);
    expect(job).toMatchObject({ attempt: 1, eventsDone: EVENTS });
    expect(resultOf(job).converted).toBe(EVENTS);
  }
  await Promise.all([one(), two()]);
});

test("a draft that was changed meanwhile is not verified", async () => {
  const code = [slowly(1)];
  work({ upcasters: code, batchSize: 20 });
  const { id } = await request(later(fitting), { code });
  await jobWhen(database.pool, id, ({ eventsDone }) => eventsDone > 0);
  await database.pool.query("update foldline.upcasters set operations = '[]'");
  await jobWhen(database.pool, id);
  expect((await stateOf(database.pool, fitting)).state).toBe("draft");
});

test("a draft is not verified for a chain that an activation changes while the job ends", async () => {
  const older = { ...fitting, id: "00000000-0000-4000-8000-00000000000e", operations: [] };
  const activating = await database.pool.connect();
  await activating.query("begin");
  await lockActiveUpcasters(activating);
  await storeUpcaster(activating, older, "active");
  work();
  const { id } = await request(later(fitting));
  const waiting = `
    select from pg_locks join pg_database on pg_database.oid = pg_locks.database and datname = current_database()
     where locktype = 'advisory' and not granted and mode = 'ExclusiveLock'`;
  await expect.poll(async () => (await database.pool.query(waiting)).rowCount, { timeout: 20_000 }).toBe(1);
  await activating.query("commit");
  activating.release();
  expect(await jobWhen(database.pool, id)).toMatchObject({ status: "done" });
  expect((await stateOf(database.pool, fitting)).state).toBe("draft");
});

test("a draft that was changed before a worker begins, and a chain that was, fail with what to do", async () => {
  const changed = await request(fitting);
  await database.pool.query("update foldline.upcasters set operations = '[]'");
  work();
  const job = await jobWhen(database.pool, changed.id, ({ status }) => status === "failed");
  expect(job.error?.message).toContain("The draft was changed");
  await stopWorker();

  await database.pool.query("truncate foldline.upcasters");
  const { id } = await request(later(fitting));
  work({ upcasters: [slowly(0)] });
  const other = await jobWhen(database.pool, id, ({ status }) => status === "failed");
  expect(other.error?.message).toContain("have changed");
});

test("gives way to timers between events, however many a page has", async () => {
  const tried = verifier({ definition: fitting, chain: compileChain([]), schema: () => null });
  const events = Array.from({ length: 5_000 }, (_, index) => storedEvent({ type: "Paid", data: { amount: index } }));
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 0);
  await verifyEvents(tried, events, NOTHING_VERIFIED);
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(2);
});
