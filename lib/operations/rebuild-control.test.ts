import { afterAll, beforeAll, expect, test } from "vitest";
import { ZodError } from "zod";
import { RebuildDifferencesQuery } from "@/lib/api/rebuild-verification";
import { pool } from "@/lib/db/pool";
import { registerProjections } from "@/lib/engine";
import { readRebuild } from "@/lib/queries/rebuilds/rebuild";
import { listRebuildDifferences } from "@/lib/queries/rebuilds/rebuild-differences";
import { preflightRebuild } from "@/lib/queries/rebuilds/rebuild-preflight";
import { listRebuilds } from "@/lib/queries/rebuilds/rebuilds";
import { chain, projections, store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditStream } from "./audit";
import { cancelRebuild } from "./cancel-rebuild";
import { changeRebuild, rebuildChangedMessage } from "./change-rebuild";
import { pauseRebuild } from "./pause-rebuild";
import { requestedMessage, requestRebuild } from "./request-rebuild";
import { resumeRebuild } from "./resume-rebuild";

let database: TestDatabase;
const NO_REBUILD = "00000000-0000-4000-8000-000000000000";
const operator = <Result>(work: () => Result) => asRole("operator", work);
const request = (more: object = {}) => operator(() => requestRebuild({ projection: "fines", ...more }));
const lastAudited = async () => (await store.readStream(auditStream(new Date()))).at(-1);
const audited = () => store.streamVersion(auditStream(new Date()));
const read = (id: string) => asRole("viewer", () => readRebuild(id));

/** Gives the work a rebuild that waits, and cancels it. */
async function withRebuild(work: (id: string) => Promise<void>): Promise<void> {
  const { id } = await request();
  try {
    await work(id);
  } finally {
    await operator(() => cancelRebuild({ id }));
  }
}

beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, await projections(), await chain());
  for (let index = 1; index <= 30; index += 1) {
    const data = { amount: 20.1, dismissal: "NIL", vehicleClass: "A", totalPaymentAmount: 0, article: 157, points: 0 };
    await store.append(`fine-${String(index).padStart(3, "0")}`, 0, [{ type: "Create Fine", data }]);
  }
});
afterAll(() => database.drop());

test("a viewer can neither hold nor steer a rebuild", async () => {
  const id = NO_REBUILD;
  const forbidden = { code: "forbidden" };
  await expect(asRole("viewer", () => pauseRebuild({ id }))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => resumeRebuild({ id }))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => changeRebuild({ id, throttle: 1 }))).rejects.toMatchObject(forbidden);
});

test("what does not exist is said to be so", async () => {
  const id = NO_REBUILD;
  const missing = { code: "not-found" };
  await expect(operator(() => pauseRebuild({ id }))).rejects.toMatchObject(missing);
  await expect(operator(() => resumeRebuild({ id }))).rejects.toMatchObject(missing);
  await expect(operator(() => changeRebuild({ id, throttle: 1 }))).rejects.toMatchObject(missing);
  await expect(
    asRole("viewer", () => listRebuildDifferences(id, RebuildDifferencesQuery.parse({}))),
  ).rejects.toMatchObject(missing);
});

test("pausing and resuming say whether they changed anything, by whom and why, and are in the audit once", async () => {
  await withRebuild(async (id) => {
    const pause = () => operator(() => pauseRebuild({ id, reason: "the disk is busy" }));
    const resume = () => operator(() => resumeRebuild({ id }));
    expect(await pause()).toEqual({ projection: "fines", version: 2, changed: true });
    expect(await lastAudited()).toMatchObject({
      type: "RebuildPaused",
      data: { rebuild: id, projection: "fines", version: 2 },
      metadata: { reason: "the disk is busy", actorName: "Test operator" },
    });
    const once = await audited();
    expect(await pause()).toMatchObject({ changed: false });
    expect(await audited()).toBe(once);
    expect(await read(id)).toMatchObject({ paused: { by: "Test operator", reason: "the disk is busy" } });

    expect(await resume()).toMatchObject({ changed: true });
    expect(await lastAudited()).toMatchObject({ type: "RebuildResumed", data: { rebuild: id } });
    expect(await resume()).toMatchObject({ changed: false });
    expect(await audited()).toBe(once + 1);
    expect((await read(id)).paused).toBeNull();
  });
});

test("a rebuild that is over can be neither paused nor steered", async () => {
  const { id } = await request();
  await operator(() => cancelRebuild({ id, reason: "asked for by mistake" }));
  expect(await lastAudited()).toMatchObject({
    type: "RebuildCancelled",
    metadata: { reason: "asked for by mistake" },
  });
  const over = { code: "conflict", details: { status: "cancelled" } };
  await expect(operator(() => pauseRebuild({ id }))).rejects.toMatchObject(over);
  await expect(operator(() => resumeRebuild({ id }))).rejects.toMatchObject(over);
  await expect(operator(() => changeRebuild({ id, throttle: 5 }))).rejects.toMatchObject(over);
});

test("the rate and the promotion can be changed while it waits, each change audited, the same again nothing", async () => {
  await withRebuild(async (id) => {
    const change = (wanted: object) => operator(() => changeRebuild({ id, ...wanted }));
    const changed = await change({ throttle: 5000, promotion: "manual" });
    expect(changed.changes).toEqual({ throttle: 5000 });
    expect(rebuildChangedMessage(changed)).toBe(`The build of v${changed.version} reads at most 5,000 events/s.`);
    expect(await lastAudited()).toMatchObject({ type: "RebuildChanged", data: { rebuild: id, throttle: 5000 } });
    const once = await audited();
    expect(rebuildChangedMessage(await change({ throttle: 5000 }))).toContain("nothing changed");
    expect(await audited()).toBe(once);
    await change({ throttle: null, promotion: "when-clean" });
    expect(await read(id)).toMatchObject({ throttle: null, promotion: "when-clean" });
    await expect(change({ throttle: 0 })).rejects.toBeInstanceOf(ZodError);
    await expect(change({ promotion: "always" })).rejects.toBeInstanceOf(ZodError);
  });
});

test("a part can be asked for, and is kept apart from the versions of the whole", async () => {
  const requested = await request({ scope: "stream", scopeOf: "fine-007", reason: "OPS-7" });
  expect(requestedMessage(requested)).toBe("Rebuild of stream fine-007 in v1 of fines requested.");
  expect(await lastAudited()).toMatchObject({
    type: "RebuildRequested",
    data: { scope: "stream", scopeOf: "fine-007", version: 1 },
  });
  expect(await read(requested.id)).toMatchObject({ scope: "stream", scopeOf: "fine-007", status: "queued" });
  await expect(operator(() => changeRebuild({ id: requested.id, promotion: "when-clean" }))).rejects.toMatchObject({
    code: "conflict",
  });
  const { rebuilds } = await asRole("viewer", () => listRebuilds({ limit: 5 }));
  expect(rebuilds[0]).toMatchObject({ scope: "stream", scopeOf: "fine-007", version: 1 });
  expect(rebuilds[0]).not.toHaveProperty("samples");
  await operator(() => cancelRebuild({ id: requested.id }));
});

test.each<readonly [object, string]>([
  [{ scope: "stream" }, "names no stream"],
  [{ scope: "partition", scopeOf: "first" }, "is no number"],
  [{ scopeOf: "fine-001" }, "says what of, but not the scope"],
  [{ throttle: 0 }, "reads nothing"],
])("refuses a request that is not whole: %o %s", async (more) => {
  await expect(request(more)).rejects.toBeInstanceOf(ZodError);
});

test("refuses a stream or a partition that is not there", async () => {
  await expect(request({ scope: "stream", scopeOf: "fine-999" })).rejects.toMatchObject({ code: "conflict" });
  await expect(request({ scope: "partition", scopeOf: "4000" })).rejects.toMatchObject({ code: "conflict" });
});

test("the pre-flight counts the events of the part that is asked for", async () => {
  const preflight = (scope: Parameters<typeof preflightRebuild>[1]) =>
    asRole("viewer", () => preflightRebuild("fines", scope));
  const whole = await preflight({ scope: "whole" });
  expect(whole).toMatchObject({ eventsToRead: 30, eventsExact: true, blockedBy: null });
  expect(await preflight({ scope: "stream", scopeOf: "fine-001" })).toMatchObject({
    eventsToRead: 1,
    eventsExact: true,
  });
  expect(await preflight({ scope: "partition", scopeOf: "1" })).toMatchObject({
    eventsToRead: Math.round(30 / whole.partitions),
    eventsExact: false,
  });
});

test("the pre-flight says that what keeps no rows is never rebuilt, and so does asking for it", async () => {
  const set = (change: object) =>
    pool.query("update foldline.projections set definition = definition || $1 where name = 'revenue'", [
      JSON.stringify(change),
    ]);
  const blockedBy = async () =>
    (await asRole("viewer", () => preflightRebuild("revenue", { scope: "whole" }))).blockedBy;
  await set({ mode: "live" });
  expect(await blockedBy()).toContain("keeps no rows");
  await expect(request({ projection: "revenue" })).rejects.toMatchObject({ code: "conflict" });
  await set({ mode: "async", kind: "reactor" });
  expect(await blockedBy()).toContain("never calls it");
  await expect(request({ projection: "revenue" })).rejects.toMatchObject({ code: "conflict" });
  await set({ kind: "fold" });
});

test("lists the rows that differ by key, page after page, filtered by kind, column and key, every digit as stored", async () => {
  await withRebuild(async (id) => {
    await pool.query(
      `insert into foldline.rebuild_differences (rebuild_id, key, kind, columns, before, after)
       select $1::uuid, 'fine-' || lpad(n::text, 3, '0'), 'changed', array['amount'],
              '{"amount": 9007199254740993.10}'::jsonb, '{"amount": null}'::jsonb from generate_series(1, 5) n
       union all select $1::uuid, 'fine-900', 'added', array['amount', 'status'], null, '{"amount": 1, "status": "open"}'
       union all select $1::uuid, 'fine-901', 'missing', array['amount', 'status'], '{"amount": 1, "status": "null"}', null`,
      [id],
    );
    const list = (query: object) =>
      asRole("viewer", () => listRebuildDifferences(id, RebuildDifferencesQuery.parse(query)));
    const first = await list({ limit: 3 });
    expect(first).toMatchObject({ matching: 7, after: "fine-003" });
    expect(first.differences[0]).toMatchObject({
      key: "fine-001",
      kind: "changed",
      columns: [{ name: "amount", before: "9007199254740993.10", after: "null" }],
    });
    const rest = await list({ limit: 3, after: first.after });
    expect(rest.differences.map(({ key }) => key)).toEqual(["fine-004", "fine-005", "fine-900"]);
    expect((await list({ kind: "missing" })).differences).toMatchObject([
      { key: "fine-901", columns: [{ after: null }, { name: "status", before: '"null"', after: null }] },
    ]);
    expect((await list({ column: "status" })).differences.map(({ key }) => key)).toEqual(["fine-900", "fine-901"]);
    expect((await list({ key: "E-90" })).matching).toBe(2);
    expect((await list({ key: "%" })).differences).toEqual([]);
  });
});
