import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { ZodError } from "zod";
import { FoldRowsQuery } from "@/lib/api/folds";
import { pool } from "@/lib/db/pool";
import { registerProjections, runWorker } from "@/lib/engine";
import { compareFold } from "@/lib/queries/folds/fold-comparison";
import { preflightFold } from "@/lib/queries/folds/fold-preflight";
import { foldRows } from "@/lib/queries/folds/fold-rows";
import { listFolds } from "@/lib/queries/folds/folds";
import { readJob } from "@/lib/queries/jobs/job";
import { readReadModelTab } from "@/lib/queries/projections/read-model-tab";
import { chain, projections, store, upcasters } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditStream } from "./audit";
import { cancelJob, jobCancelledMessage } from "./cancel-job";
import { dropFold, foldDroppedMessage } from "./drop-fold";
import { foldRequestedMessage, requestFold } from "./request-fold";

let database: TestDatabase;
const NAME = "order-summary";
const operator = <Result>(work: () => Result) => asRole("operator", work);
const viewer = <Result>(work: () => Result) => asRole("viewer", work);
const rowsOf = (id: string, query: object = {}) => viewer(() => foldRows(NAME, id, FoldRowsQuery.parse(query)));
const lastAudited = async () => (await store.readStream(auditStream(new Date()))).at(-1);

const lines = [{ sku: "tea", quantity: 2, unitPrice: 1050 }];
const shipTo = { street: "Long Lane 3", city: "Zurich", postalCode: "8001", country: "CH" };
const placed = {
  ...{ type: "OrderPlaced", schemaVersion: 3 },
  data: { customerId: "customer-1", currency: "EUR", lines, total: 2100, shipTo },
};
const THEN = "2026-03-01T12:00:00.000Z";

beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, await projections(), await chain());
  const at = (instant: string) => ({ ...placed, occurredAt: new Date(instant) });
  await store.append("order-1", 0, [at("2026-03-01T11:00:00Z")]);
  await store.append("order-2", 0, [at("2026-03-01T13:00:00Z")]);
  await store.append("order-3", 0, [at("2026-03-01T12:00:00Z")]);
  await store.append("order-1", 1, [{ type: "OrderConfirmed", schemaVersion: 2, data: { basis: "prepaid" } }]);
});
afterEach(async () => {
  await pool.query("delete from foldline.jobs");
});
afterAll(() => database.drop());

/** Lets a worker run what is queued, and bring the read model to the end. */
async function workOff(id: string): Promise<void> {
  const stop = new AbortController();
  const done = runWorker({ pool, projections: await projections(), upcasters, signal: stop.signal });
  const behind = `select 1 from foldline.partitions where projection = $1 and checkpoint < (select max(position) from foldline.events)`;
  while ((await viewer(() => readJob(id))).finishedAt === null || (await pool.query(behind, [NAME])).rows.length > 0) {
    await new Promise(setImmediate);
  }
  stop.abort();
  await done;
}

test("a viewer asks for no fold and drops none, and nothing of it is in the audit", async () => {
  const { id } = await operator(() => requestFold({ name: NAME, instant: THEN }));
  const before = await store.streamVersion(auditStream(new Date()));
  const forbidden = { code: "forbidden" };
  await expect(viewer(() => requestFold({ name: NAME, instant: THEN }))).rejects.toMatchObject(forbidden);
  await expect(viewer(() => dropFold({ name: NAME, id }))).rejects.toMatchObject(forbidden);
  expect(await store.streamVersion(auditStream(new Date()))).toBe(before);
});

test("says beforehand what would be read, and why there can be no fold", async () => {
  const preflight = (name: string) => viewer(() => preflightFold(name, { instant: THEN }));
  expect(await preflight(NAME)).toMatchObject({
    ...{ point: { instant: THEN, clock: "occurred" }, events: 2, eventsExact: true, eventsInStore: 4 },
    ...{ estimate: null, blockedBy: null },
  });
  expect(await viewer(() => preflightFold(NAME, { position: "3" }))).toMatchObject({ events: 3 });
  await expect(preflight("nothing")).rejects.toMatchObject({ code: "not-found" });
  await operator(() => requestFold({ name: NAME, position: "3" }));
  expect((await preflight(NAME)).blockedBy).toContain("A fold of it is queued already");
});

test("folds the rows as of an instant, lays them beside those of now, and drops them with a trace in the audit", async () => {
  const asked = await operator(() => requestFold({ name: NAME, instant: THEN, reason: "ticket 17" }));
  expect(foldRequestedMessage(asked)).toContain("order-summary as of then");
  expect(await lastAudited()).toMatchObject({
    type: "ReadModelFoldRequested",
    data: { job: asked.id, projection: NAME, point: { instant: THEN, clock: "occurred" } },
    metadata: { reason: "ticket 17", actorName: "Test operator" },
  });
  const other = operator(() => requestFold({ name: NAME, position: "1" }));
  await expect(other).rejects.toMatchObject({ code: "conflict", details: { job: asked.id } });
  await expect(rowsOf(asked.id)).rejects.toMatchObject({ code: "conflict" });

  await workOff(asked.id);
  const { folds } = await viewer(() => listFolds(NAME));
  expect(folds).toMatchObject([
    { browsable: true, outdated: null, job: { result: { rows: 2, leftOut: 1, last: "3" } } },
  ]);
  const all = await rowsOf(asked.id);
  expect(all).toMatchObject({ keyColumn: "order_id", view: "read_models.order_summary", after: null });
  expect(all.rows.map(({ key }) => key)).toEqual(["order-1", "order-3"]);
  expect(all.rows[0]).toMatchObject({ past: { status: "placed" }, now: { status: "confirmed" } });
  expect(all.rows[0]?.differs).toContain("status");
  expect(all.rows[1]).toMatchObject({ past: { status: "placed" }, differs: [] });
  const changed = await rowsOf(asked.id, { since: "changed" });
  expect(changed.rows.map(({ key }) => key)).toEqual(["order-1"]);
  expect((await rowsOf(asked.id, { since: "new" })).rows).toMatchObject([{ key: "order-2", past: null, differs: [] }]);
  expect((await rowsOf(asked.id, { since: "gone" })).rows).toEqual([]);
  const first = await rowsOf(asked.id, { limit: "1" });
  expect(first.after).toBe("order-1");
  expect((await rowsOf(asked.id, { limit: "1", after: "order-1" })).rows).toMatchObject([{ key: "order-3" }]);
  expect((await rowsOf(asked.id, { search: "-3" })).rows).toMatchObject([{ key: "order-3" }]);
  const compared = await viewer(() => compareFold(NAME, asked.id));
  expect(compared).toMatchObject({ rowsThen: 2, rowsNow: 3, changed: 1, gone: 0, new: 1 });
  expect(compared.columns).toContainEqual({ name: "status", differing: 1 });

  const dropped = await operator(() => dropFold({ name: NAME, id: asked.id }));
  expect(foldDroppedMessage(dropped)).toContain("2 rows of order-summary");
  expect(await lastAudited()).toMatchObject({ type: "ReadModelFoldDropped", data: { job: asked.id, rows: 2 } });
  expect((await viewer(() => listFolds(NAME))).folds).toEqual([]);
  await expect(rowsOf(asked.id)).rejects.toMatchObject({ code: "not-found" });
  const again = operator(() => dropFold({ name: NAME, id: asked.id }));
  await expect(again).rejects.toMatchObject({ code: "conflict" });
  await expect(operator(() => dropFold({ name: "revenue", id: asked.id }))).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a row that is gone since is found, and one that cannot be compared is said to be so", async () => {
  const { id } = await operator(() => requestFold({ name: NAME, instant: THEN }));
  await workOff(id);
  await pool.query("delete from foldline_data.order_summary_v1 where order_id = 'order-3'");
  expect((await rowsOf(id, { since: "gone" })).rows).toMatchObject([{ key: "order-3", now: null }]);
  expect(await viewer(() => compareFold(NAME, id))).toMatchObject({ gone: 1, new: 1, rowsNow: 2 });
  const { id: live } = await operator(() => requestFold({ name: "order-changes", instant: THEN }));
  await workOff(live);
  const rows = await viewer(() => foldRows("order-changes", live, FoldRowsQuery.parse({})));
  expect(rows).toMatchObject({ view: null, rows: [{ key: "order-1", now: null, differs: [] }, { key: "order-3" }] });
  await expect(viewer(() => compareFold("order-changes", live))).rejects.toMatchObject({ code: "conflict" });
});

test("looking through more rows than there is time for ends in words", async () => {
  const { id } = await operator(() => requestFold({ name: NAME, instant: THEN }));
  await workOff(id);
  const relation = "foldline_data.order_summary_v1";
  const client = await pool.connect();
  try {
    await client.query(`begin; lock table ${relation} in access exclusive mode`);
    // What a statement that runs out of time comes to, without the wait.
    const cancel = async () => {
      const waiting = `select pg_cancel_backend(pid) from pg_locks where relation = '${relation}'::regclass and not granted`;
      await expect.poll(async () => (await client.query(waiting)).rows.length, { timeout: 10_000 }).toBe(1);
    };
    const late = { code: "unavailable", message: expect.stringContaining("within 15 s") };
    const reads: (() => Promise<unknown>)[] = [
      () => foldRows(NAME, id, FoldRowsQuery.parse({ since: "new" })),
      () => compareFold(NAME, id),
    ];
    for (const read of reads) {
      const reading = viewer(read);
      await Promise.all([expect(reading).rejects.toMatchObject(late), cancel()]);
    }
    const search = { instant: THEN, since: "new" };
    const [tab] = await Promise.all([viewer(() => readReadModelTab(NAME, search)), cancel()]);
    expect(tab).toMatchObject({ page: null, past: null });
  } finally {
    await client.query("rollback");
    client.release();
  }
});

test("drops nothing while somebody reads the rows, and says that it may be tried again", async () => {
  const { id } = await operator(() => requestFold({ name: NAME, instant: THEN }));
  await workOff(id);
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ relation: string }>(
      "select oid::regclass::text as relation from pg_class where relname like $1 and relkind = 'r'",
      [`%${id.replaceAll("-", "")}%`],
    );
    await client.query("begin");
    await client.query(`select 1 from ${rows[0]?.relation} limit 1`);
    const before = await store.streamVersion(auditStream(new Date()));
    await expect(operator(() => dropFold({ name: NAME, id }))).rejects.toMatchObject({
      ...{ name: "AppError", code: "unavailable", message: expect.stringContaining("try again") },
    });
    expect(await store.streamVersion(auditStream(new Date()))).toBe(before);
  } finally {
    await client.query("rollback");
    client.release();
  }
  expect(await operator(() => dropFold({ name: NAME, id }))).toMatchObject({ id });
}, 30_000);

test("takes one point, and says what a cancelled fold leaves", async () => {
  const both = operator(() => requestFold({ name: NAME, instant: THEN, position: "1" }));
  await expect(both).rejects.toBeInstanceOf(ZodError);
  await expect(operator(() => requestFold({ name: NAME }))).rejects.toBeInstanceOf(ZodError);
  const { id } = await operator(() => requestFold({ name: NAME, position: "1" }));
  const cancelled = await operator(() => cancelJob({ id }));
  expect(jobCancelledMessage(cancelled)).toContain("the rows folded so far are dropped");
  expect((await viewer(() => listFolds(NAME))).folds).toEqual([]);
});
