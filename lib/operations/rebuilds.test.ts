import { afterAll, beforeAll, expect, test } from "vitest";
import { ReadModelRowsQuery } from "@/lib/api/projections";
import { pool } from "@/lib/db/pool";
import { registerProjections, runWorker } from "@/lib/engine";
import { listEventTypes } from "@/lib/queries/event-types/event-types";
import { readProjection } from "@/lib/queries/projections/projection";
import { listProjections } from "@/lib/queries/projections/projections";
import { readModelRows } from "@/lib/queries/projections/read-model-rows";
import { readRebuild } from "@/lib/queries/rebuilds/rebuild";
import { estimateFrom, preflightRebuild } from "@/lib/queries/rebuilds/rebuild-preflight";
import { chain, codeProjections, store, upcasters } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditStream } from "./audit";
import { cancelRebuild } from "./cancel-rebuild";
import { pauseProjection } from "./pause-projection";
import { promoteRebuild } from "./promote-rebuild";
import { requestRebuild } from "./request-rebuild";
import { resumeProjection } from "./resume-projection";

let database: TestDatabase;
const request = (projection: string, promotion = "manual") =>
  asRole("operator", () => requestRebuild({ projection, promotion, reason: "OPS-2231" }));
const lastAudited = async () => (await store.readStream(auditStream(new Date()))).at(-1);
const find = async (name: string) =>
  (await asRole("viewer", listProjections)).projections.find((projection) => projection.name === name);

async function withWorker<Result>(work: () => Promise<Result>): Promise<Result> {
  const stop = new AbortController();
  const worker = runWorker({ pool, projections: codeProjections, upcasters, signal: stop.signal, name: "test-worker" });
  try {
    return await work();
  } finally {
    stop.abort();
    await worker;
  }
}

beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, codeProjections, await chain());
  for (let index = 1; index <= 30; index += 1) {
    const data = { amount: 20.1, dismissal: "NIL", vehicleClass: "A", totalPaymentAmount: 0, article: 157, points: 0 };
    await store.append(`fine-${String(index).padStart(3, "0")}`, 0, [{ type: "Create Fine", data }]);
  }
});
afterAll(() => database.drop());

test("without a worker the list says so, and how much waits", async () => {
  expect((await find("fines"))?.status).toMatchObject({ kind: "no-worker", words: "No live worker" });
  expect((await find("fines"))?.behind).toBe(30);
});

test("counts event types although nobody has projected them yet", async () => {
  const { types, events } = await asRole("viewer", listEventTypes);
  expect(events).toBe(30);
  expect(types).toMatchObject([{ type: "Create Fine", slot: 1, versions: [{ schemaVersion: 1, events: 30 }] }]);
});

test("the pre-flight counts what a rebuild would read, and makes up no time that was never measured", async () => {
  const preflight = await asRole("viewer", () => preflightRebuild("fines", { scope: "whole" }));
  expect(preflight).toMatchObject({
    nextVersion: 2,
    servingVersion: 1,
    eventsToRead: 30,
    estimate: null,
    liveWorkers: 0,
  });
});

test("an estimate comes from the rates of past runs, with half their span", () => {
  expect(estimateFrom(1000, [])).toBeNull();
  expect(estimateFrom(1000, [100, 50])).toEqual({ seconds: 15, plusMinus: 5, runs: 2 });
});

test("a viewer can neither rebuild nor promote nor cancel nor pause", async () => {
  const id = "00000000-0000-4000-8000-000000000000";
  const forbidden = { code: "forbidden" };
  await expect(asRole("viewer", () => requestRebuild({ projection: "fines" }))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => promoteRebuild({ id }))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => cancelRebuild({ id }))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => pauseProjection({ name: "fines" }))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => resumeProjection({ name: "fines" }))).rejects.toMatchObject(forbidden);
});

test("a rebuild that is asked for waits for a worker, blocks a second one, and can be cancelled", async () => {
  const { id, version } = await request("fines");
  expect(version).toBe(2);
  expect(await lastAudited()).toMatchObject({ type: "RebuildRequested", metadata: { reason: "OPS-2231" } });
  await expect(request("fines")).rejects.toMatchObject({
    code: "conflict",
    details: { rebuild: id, status: "queued" },
  });
  await expect(asRole("operator", () => promoteRebuild({ id }))).rejects.toMatchObject({ code: "conflict" });
  expect(await asRole("operator", () => cancelRebuild({ id }))).toMatchObject({ projection: "fines", version: 2 });
  expect(await lastAudited()).toMatchObject({ type: "RebuildCancelled" });
  await expect(asRole("operator", () => cancelRebuild({ id }))).rejects.toMatchObject({ code: "conflict" });
});

test("what does not exist is said to be so", async () => {
  const id = "00000000-0000-4000-8000-000000000000";
  await expect(request("no-such-thing")).rejects.toMatchObject({ code: "not-found" });
  await expect(asRole("viewer", () => readProjection("no-such-thing"))).rejects.toMatchObject({ code: "not-found" });
  await expect(asRole("viewer", () => readRebuild(id))).rejects.toMatchObject({ code: "not-found" });
  await expect(asRole("operator", () => promoteRebuild({ id }))).rejects.toMatchObject({ code: "not-found" });
});

test("pausing and resuming say whether they changed anything, and are in the audit once", async () => {
  const pause = () => asRole("operator", () => pauseProjection({ name: "fines", reason: "maintenance" }));
  const resume = () => asRole("operator", () => resumeProjection({ name: "fines" }));
  expect(await pause()).toEqual({ name: "fines", changed: true });
  const once = await store.streamVersion(auditStream(new Date()));
  expect(await pause()).toEqual({ name: "fines", changed: false });
  expect(await store.streamVersion(auditStream(new Date()))).toBe(once);
  expect((await find("fines"))?.status).toMatchObject({
    kind: "paused",
    reason: expect.stringContaining("maintenance"),
  });
  expect(await resume()).toEqual({ name: "fines", changed: true });
  expect(await resume()).toEqual({ name: "fines", changed: false });
});

test("a rebuild goes from asked for to promoted, with samples that stay", async () => {
  await withWorker(async () => {
    const { id } = await request("fines");
    await expect
      .poll(async () => (await asRole("viewer", () => readRebuild(id))).status, { timeout: 30_000 })
      .toBe("ready");
    const promoted = await asRole("operator", () => promoteRebuild({ id }));
    expect(promoted).toMatchObject({ projection: "fines", previousVersion: 1 });
    const rebuild = await asRole("viewer", () => readRebuild(id));
    expect(rebuild).toMatchObject({ status: "promoted", eventsRead: 30, rowsWritten: 30, fraction: 1 });
    expect(rebuild.samples.length).toBeGreaterThan(0);
  });
  expect(await lastAudited()).toMatchObject({
    type: "ReadModelPromoted",
    data: { projection: "fines", previousVersion: 1 },
  });
  const detail = await asRole("viewer", () => readProjection("fines"));
  expect(detail.versions.map(({ state }) => state)).toContain("retired");
  expect(detail.lastRebuild).not.toBeNull();
});

test("rows of a read model come by key, page after page, every digit as stored", async () => {
  const page = (query: object) => asRole("viewer", () => readModelRows("fines", ReadModelRowsQuery.parse(query)));
  const first = await page({ limit: 20 });
  expect(first.rows[0]).toMatchObject({ fine_id: "fine-001", amount: "20.10" });
  expect(first.after).toBe("fine-020");
  const second = await page({ limit: 20, after: first.after });
  expect(second.rows.map((row) => row.fine_id)).toHaveLength(10);
  expect(second.after).toBeNull();
  expect((await page({ search: "E-02" })).rows).toHaveLength(10);
  expect((await page({ search: "%" })).rows).toEqual([]);
});

test("neither promotes nor cancels what cannot be audited", async () => {
  await withWorker(async () => {
    const { id } = await request("fines");
    const status = async () => (await asRole("viewer", () => readRebuild(id))).status;
    await expect.poll(status, { timeout: 30_000 }).toBe("ready");
    const before = (await asRole("viewer", () => readProjection("fines"))).servingVersion;
    await pool.query(`
      create function refuse_event() returns trigger language plpgsql as $$ begin raise exception 'no audit'; end $$;
      create trigger no_audit before insert on foldline.events
        for each row when (new.stream_id like '$audit%') execute function refuse_event()`);
    await expect(asRole("operator", () => promoteRebuild({ id }))).rejects.toThrow("no audit");
    await expect(asRole("operator", () => cancelRebuild({ id }))).rejects.toThrow("no audit");
    expect(await status()).toBe("ready");
    expect((await asRole("viewer", () => readProjection("fines"))).servingVersion).toBe(before);

    await pool.query("drop trigger no_audit on foldline.events");
    await asRole("operator", () => cancelRebuild({ id }));
    expect(await lastAudited()).toMatchObject({ type: "RebuildCancelled", data: { rebuild: id } });
  });
});
