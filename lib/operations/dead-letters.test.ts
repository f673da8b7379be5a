import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DeadLetterSummaryQuery, DeadLettersQuery } from "@/lib/api/dead-letters";
import { pool } from "@/lib/db/pool";
import { registerProjections, runWorker, sliceOf } from "@/lib/engine";
import { readDeadLetter } from "@/lib/queries/dead-letters/dead-letter";
import { summariseDeadLetters } from "@/lib/queries/dead-letters/dead-letter-summary";
import { listDeadLetters } from "@/lib/queries/dead-letters/dead-letters";
import { chain, store, upcasters } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { riskProjection } from "@/lib/testing/risk-projection";
import { auditStream } from "./audit";
import { editAndRetryDeadLetter } from "./edit-and-retry-dead-letter";
import { retryDeadLetters } from "./retry-dead-letters";
import { skipDeadLetters } from "./skip-dead-letters";

let database: TestDatabase;
let worker: Promise<void> | null = null;
let refusesNegative = true;
const stop = new AbortController();
const risk = riskProjection("risk", { refuseNegative: () => refusesNegative });

function startWorker(): void {
  worker ??= runWorker({ pool, projections: [risk], upcasters, signal: stop.signal, name: "test-worker" });
}

beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, [risk], await chain());
});
beforeEach(() => {
  refusesNegative = true;
});
afterAll(async () => {
  stop.abort();
  await worker;
  await database.drop();
});

const viewer = <Result>(work: () => Result) => asRole("viewer", work);
const operator = <Result>(work: () => Result) => asRole("operator", work);
const list = (query: object = {}) => viewer(() => listDeadLetters(DeadLettersQuery.parse(query)));
const read = (id: string) => viewer(() => readDeadLetter(id));
const lastAudited = async () => (await store.readStream(auditStream(new Date()))).at(-1);
const rowOf = async (stream: string) =>
  (await pool.query("select total, scores, order_id from foldline_data.risk_v1 where key = $1", [stream])).rows[0];

/** Appends scores to a stream, and waits until its dead letter stands there with the rest behind it. */
async function parked(stream: string, ...scores: unknown[]): Promise<string> {
  const events = scores.map((score) => ({ type: "Scored", data: { score } }));
  await store.append(stream, 0, events);
  startWorker();
  const found = async () => {
    const { deadLetters } = await list({ stream, status: "parked" });
    const [letter] = deadLetters;
    return letter === undefined ? null : letter.streamVersion + letter.waiting === scores.length ? letter.id : null;
  };
  await expect.poll(found, { timeout: 20_000 }).not.toBeNull();
  return (await found()) ?? "";
}

test("says that no worker is live, and keeps what was asked for until one is", async () => {
  await store.append("risk-early", 0, [{ type: "Scored", data: { score: 1 } }]);
  const [event] = await store.readStream("risk-early");
  const { rows } = await pool.query<{ id: string }>(
    `insert into foldline.dead_letters (projection, version, partition, stream_id, stream_version, position, event_id, type,
       schema_version, status, error_group, message)
     select 'risk', 1, partition, 'risk-early', 1, $1, $2, 'Scored', 1, 'parked', 'was down', 'was down'
       from foldline.partitions
      where projection = 'risk' and $3::smallint between slice_from and slice_to returning id`,
    [event?.position.toString(), event?.eventId, sliceOf("risk-early")],
  );
  await pool.query("update foldline.partitions set checkpoint = $1 where projection = 'risk'", [
    event?.position.toString(),
  ]);
  const id = rows[0]?.id ?? "";
  const outcome = await operator(() => retryDeadLetters({ ids: [id] }));
  expect(outcome).toMatchObject({ requested: 1, applied: 0, unfinished: 1 });
  expect(outcome.message).toBe("Retry asked for; no worker is live. It is done when one starts.");
  startWorker();
  await expect.poll(async () => (await read(id)).deadLetter.status, { timeout: 20_000 }).toBe("applied");
  expect((await read(id)).deadLetter.resolvedBy).toBe("Test operator");
});

test("a viewer can neither retry nor skip, and an operator cannot edit", async () => {
  const id = "00000000-0000-4000-8000-000000000000";
  const forbidden = { code: "forbidden" };
  const edit = () => editAndRetryDeadLetter({ id, data: {}, reason: "no" });
  await expect(viewer(() => retryDeadLetters({ ids: [id] }))).rejects.toMatchObject(forbidden);
  await expect(viewer(() => skipDeadLetters({ ids: [id], reason: "no" }))).rejects.toMatchObject(forbidden);
  await expect(viewer(edit)).rejects.toMatchObject(forbidden);
  await expect(operator(edit)).rejects.toMatchObject(forbidden);
});

test("what is not there, or makes no sense, is said to be so", async () => {
  const id = "00000000-0000-4000-8000-000000000000";
  const notFound = { code: "not-found" };
  await expect(operator(() => retryDeadLetters({ ids: [id] }))).rejects.toMatchObject(notFound);
  await expect(operator(() => skipDeadLetters({ ids: [id], reason: "no" }))).rejects.toMatchObject(notFound);
  await expect(asRole("admin", () => editAndRetryDeadLetter({ id, data: {}, reason: "no" }))).rejects.toMatchObject(
    notFound,
  );
  await expect(read(id)).rejects.toMatchObject(notFound);
  await expect(operator(() => skipDeadLetters({ ids: [id], reason: " " }))).rejects.toThrow("say why");
  await expect(operator(() => retryDeadLetters({}))).rejects.toThrow("either ids or a filter");
  await expect(operator(() => retryDeadLetters({ ids: [id, id], upToVersion: 2 }))).rejects.toThrow("one id");
  await expect(asRole("admin", () => editAndRetryDeadLetter({ id, dataText: "{", reason: "x" }))).rejects.toThrow(
    "JSON",
  );
  await expect(asRole("admin", () => editAndRetryDeadLetter({ id, reason: "x" }))).rejects.toThrow();
});

test("a retry that fails again says why, keeps the attempt with its stack, and changes nothing", async () => {
  const id = await parked("risk-again", 5, "n/a", 6, 7);
  const outcome = await operator(() => retryDeadLetters({ ids: [id], reason: "OPS-77" }));
  expect(outcome).toMatchObject({ requested: 1, applied: 0, failed: 1, eventsApplied: 0 });
  expect(outcome.message).toBe('Failed again: score: expected number, got "n/a".');
  const { deadLetter, attempts, held, row, event, sameError } = await read(id);
  expect(deadLetter).toMatchObject({ status: "parked", attempts: 2, waiting: 2, streamVersion: 2 });
  expect(attempts.map(({ attempt, requestedBy, worker: by }) => [attempt, requestedBy, by])).toEqual([
    [2, "Test operator", "test-worker"],
    [1, null, "test-worker"],
  ]);
  expect(attempts[0]?.stack).toContain("risk-projection.ts");
  expect(held).toMatchObject({ total: 2, lastVersion: 4, events: [{ version: 3 }, { version: 4 }] });
  expect(event?.dataText).toBe('{"score":"n/a"}');
  expect(row?.columns).toContainEqual({ name: "total", type: "double precision", value: "5" });
  expect(sameError.others).toBe(0);
  expect(await lastAudited()).toMatchObject({
    type: "DeadLettersRetried",
    data: { count: 1, deadLetters: [id] },
    metadata: { reason: "OPS-77", actor: "test-operator" },
  });
});

test("a stream is applied in order up to the event that fails next, and that is said", async () => {
  const id = await parked("risk-order", -1, 2, -3, 4, 5);
  refusesNegative = false;
  const upTo = await operator(() => retryDeadLetters({ ids: [id], upToVersion: 2 }));
  expect(upTo).toMatchObject({ applied: 1, eventsApplied: 2, stillParked: 1 });
  expect(upTo.message).toContain("risk-order is parked again at version 3: Held by Test operator");
  expect(await rowOf("risk-order")).toMatchObject({ total: 1, scores: 2 });
  const [next] = (await list({ stream: "risk-order" })).deadLetters;
  const rest = await operator(() => retryDeadLetters({ ids: [next?.id] }));
  expect(rest).toMatchObject({ applied: 1, eventsApplied: 3, stillParked: 0, message: "3 events applied." });
  expect(await rowOf("risk-order")).toMatchObject({ total: 7, scores: 5 });
  await expect(operator(() => retryDeadLetters({ ids: [id] }))).rejects.toMatchObject({ code: "conflict" });
});

test("skipping leaves the one event out for a typed reason, and applies what waits", async () => {
  const id = await parked("risk-skip", 1, "n/a", 10);
  const outcome = await operator(() => skipDeadLetters({ ids: [id], reason: "A test of the scoring service" }));
  expect(outcome).toMatchObject({ skipped: 1, applied: 0, eventsApplied: 1 });
  expect(outcome.message).toBe("1 event skipped, 1 event behind applied.");
  expect(await rowOf("risk-skip")).toMatchObject({ total: 11, scores: 2 });
  expect((await read(id)).deadLetter).toMatchObject({
    status: "skipped",
    reason: "A test of the scoring service",
    resolvedBy: "Test operator",
  });
  expect(await lastAudited()).toMatchObject({
    type: "DeadLettersSkipped",
    metadata: { reason: "A test of the scoring service" },
  });
});

test("an edited payload is used once with every digit, kept in the audit, and never stored", async () => {
  const id = await parked("risk-edit", "n/a", 2);
  const dataText = '{"score": 3, "order": 9007199254740993}';
  const outcome = await asRole("admin", () => editAndRetryDeadLetter({ id, dataText, reason: "The form sent a dash" }));
  expect(outcome).toMatchObject({ applied: 1, eventsApplied: 2, message: "2 events applied." });
  expect(await rowOf("risk-edit")).toMatchObject({ total: 5, order_id: "9007199254740993" });
  const [stored] = await store.readStream("risk-edit");
  expect(stored?.dataText).toBe('{"score":"n/a"}');
  const entry = await lastAudited();
  expect(entry).toMatchObject({ type: "DeadLetterRetriedWithEdit", metadata: { reason: "The form sent a dash" } });
  expect(entry?.dataText).toContain('"before":{"score":"n/a"}');
  expect(entry?.dataText).toContain('"order":9007199254740993');
});

test("all that match are counted first, and those alone are retried", async () => {
  await parked("risk-all-1", "x", 1);
  await parked("risk-all-2", -4, 1, 1);
  await parked("risk-all-3", -5);
  const filter = { q: "risk-all-", error: (await list({ stream: "risk-all-2" })).deadLetters[0]?.errorGroup };
  const counted = await viewer(() => summariseDeadLetters(DeadLetterSummaryQuery.parse(filter)));
  expect(counted).toMatchObject({ total: 2, parked: 2, waiting: 2, streams: 2 });
  refusesNegative = false;
  const outcome = await operator(() => retryDeadLetters({ filter: { ...filter, failedUpTo: counted.at } }));
  expect(outcome).toMatchObject({ requested: 2, applied: 2, eventsApplied: 4 });
  expect(outcome.message).toBe("4 events of 2 streams applied.");
  expect(await lastAudited()).toMatchObject({ type: "DeadLettersRetried", data: { count: 2, filter } });
  expect((await list({ q: "risk-all-" })).deadLetters.map(({ streamId }) => streamId)).toEqual(["risk-all-1"]);
  expect(await operator(() => retryDeadLetters({ filter }))).toMatchObject({
    requested: 0,
    message: "Nothing matched: none of them is parked any more.",
  });
});

test("what cannot be audited is not asked for", async () => {
  const id = await parked("risk-unaudited", "n/a");
  await pool.query(`
    create function refuse_event() returns trigger language plpgsql as $$ begin raise exception 'no audit'; end $$;
    create trigger no_audit before insert on foldline.events
      for each row when (new.stream_id like '$audit%') execute function refuse_event()`);
  await expect(operator(() => retryDeadLetters({ ids: [id] }))).rejects.toThrow("no audit");
  await expect(operator(() => skipDeadLetters({ ids: [id], reason: "x" }))).rejects.toThrow("no audit");
  const edit = () => editAndRetryDeadLetter({ id, data: { score: 1 }, reason: "x" });
  await expect(asRole("admin", edit)).rejects.toThrow("no audit");
  expect((await read(id)).deadLetter).toMatchObject({ status: "parked", retryRequestedAt: null, attempts: 1 });
  await pool.query("drop trigger no_audit on foldline.events");
});
