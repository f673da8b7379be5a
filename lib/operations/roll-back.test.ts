import { afterAll, beforeAll, expect, test } from "vitest";
import { RebuildDifferencesQuery } from "@/lib/api/rebuild-verification";
import { pool } from "@/lib/db/pool";
import { registerProjections, runWorker } from "@/lib/engine";
import { readProjection } from "@/lib/queries/projections/projection";
import { listPromotions } from "@/lib/queries/projections/promotions";
import { readRebuild } from "@/lib/queries/rebuilds/rebuild";
import { listRebuildDifferences } from "@/lib/queries/rebuilds/rebuild-differences";
import { chain, projections, store, upcasters } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditStream } from "./audit";
import { dropRetiredVersion } from "./drop-retired-version";
import { promoteRebuild } from "./promote-rebuild";
import { requestRebuild } from "./request-rebuild";
import { rollBackProjection, rolledBackMessage } from "./roll-back-projection";
import { verifyRebuildAgain } from "./verify-rebuild-again";

let database: TestDatabase;
let stopWorker: () => Promise<void>;
const name = "fines";
const read = (id: string) => asRole("viewer", () => readRebuild(id));
const detail = () => asRole("viewer", () => readProjection(name));
const rollBack = (more: object = {}) =>
  asRole("operator", () => rollBackProjection({ name, reason: "the sums were right before", ...more }));
const lastAudited = async () => (await store.readStream(auditStream(new Date()))).at(-1);

async function rebuild(more: object = {}, until = "ready"): Promise<string> {
  const { id } = await asRole("operator", () => requestRebuild({ projection: name, ...more }));
  await expect.poll(async () => (await read(id)).status, { timeout: 30_000 }).toBe(until);
  return id;
}

beforeAll(async () => {
  database = await useAppDatabase();
  const known = await projections();
  await registerProjections(pool, known, await chain());
  for (let index = 1; index <= 30; index += 1) {
    const data = { amount: 20.1, dismissal: "NIL", vehicleClass: "A", totalPaymentAmount: 0, article: 157, points: 0 };
    await store.append(`fine-${String(index).padStart(3, "0")}`, 0, [{ type: "Create Fine", data }]);
  }
  const stop = new AbortController();
  const worker = runWorker({ pool, projections: known, upcasters, signal: stop.signal, name: "test-worker" });
  stopWorker = async () => {
    stop.abort();
    await worker;
  };
});
afterAll(async () => {
  await stopWorker();
  await database.drop();
});

test("a viewer can neither roll back nor drop nor verify again", async () => {
  const forbidden = { code: "forbidden" };
  const id = "00000000-0000-4000-8000-000000000000";
  await expect(asRole("viewer", () => rollBackProjection({ name, reason: "no" }))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => dropRetiredVersion({ name }))).rejects.toMatchObject(forbidden);
  await expect(asRole("viewer", () => verifyRebuildAgain({ id }))).rejects.toMatchObject(forbidden);
});

test("every row is there before it is rebuilt", async () => {
  await expect.poll(async () => (await detail()).rows, { timeout: 30_000 }).toBe(30);
});

test("with nothing kept there is nothing to roll back to, and nothing to drop", async () => {
  await expect(rollBack()).rejects.toMatchObject({ code: "conflict" });
  await expect(asRole("operator", () => dropRetiredVersion({ name }))).rejects.toMatchObject({ code: "conflict" });
  await expect(rollBack({ name: "no-such-thing" })).rejects.toMatchObject({ code: "not-found" });
});

test("what differs is listed, is promoted only with a reason, and the audit has the figures", async () => {
  await pool.query("update foldline_data.fines_v1 set amount = 99 where fine_id in ('fine-003', 'fine-004')");
  const id = await rebuild();
  const { verification } = await read(id);
  expect(verification).toMatchObject({ clean: false, rows: { changed: 2, identical: 28, added: 0, missing: 0 } });
  const { differences } = await asRole("viewer", () => listRebuildDifferences(id, RebuildDifferencesQuery.parse({})));
  expect(differences).toMatchObject([
    {
      key: "fine-003",
      columns: [{ name: "amount", before: "99.00", after: "20.10" }],
      setBy: { streamId: "fine-003", version: 1, type: "Create Fine" },
    },
    { key: "fine-004", columns: [{ name: "amount", before: "99.00", after: "20.10" }] },
  ]);
  await expect(asRole("operator", () => promoteRebuild({ id }))).rejects.toMatchObject({ code: "invalid" });
  await asRole("operator", () => promoteRebuild({ id, reason: "somebody had written into the table" }));
  expect(await lastAudited()).toMatchObject({
    type: "ReadModelPromoted",
    data: { projection: name, version: 2, previousVersion: 1, clean: false, rows: { changed: 2, live: 30, new: 30 } },
    metadata: { reason: "somebody had written into the table", actorName: "Test operator" },
  });
});

test("rolls back and forward, each with who and why in the audit and in the history", async () => {
  expect((await detail()).retired).toMatchObject({ version: 1, fed: true, rows: 30 });
  const back = await rollBack();
  expect(rolledBackMessage(back)).toBe("Consumers of fines see v1 again. v2 is kept, to go forward again.");
  expect(await lastAudited()).toMatchObject({
    type: "ReadModelRolledBack",
    data: { projection: name, version: 1, previousVersion: 2 },
    metadata: { reason: "the sums were right before" },
  });
  expect(await detail()).toMatchObject({ servingVersion: 1, retired: { version: 2 } });
  await rollBack();
  expect((await detail()).servingVersion).toBe(2);
  const promotions = await asRole("viewer", () => listPromotions(name));
  expect(promotions.map(({ kind, version }) => `${kind} ${version}`)).toEqual([
    "rolled-back 2",
    "rolled-back 1",
    "promoted 2",
  ]);
  expect(promotions.at(-1)).toMatchObject({ by: "Test operator", rowsThatDiffered: 2 });
});

test("a roll back without a reason is refused", async () => {
  await expect(rollBack({ reason: " " })).rejects.toThrow("must say why");
});

test("one that stands still has to be accepted as such", async () => {
  const built = (version: number) =>
    pool.query("update foldline.read_models set definition_version = $2 where projection = $1 and version = 1", [
      name,
      version,
    ]);
  await built(99);
  expect((await detail()).retired).toMatchObject({ version: 1, fed: false });
  await expect(rollBack()).rejects.toMatchObject({ code: "conflict", details: { frozen: true, version: 1 } });
  expect(await rollBack({ frozen: true })).toMatchObject({ version: 1, frozen: true });
  expect(await lastAudited()).toMatchObject({ data: { frozen: true, version: 1 } });
  await built(1);
  await rollBack();
});

test("what is kept can be dropped before its time, and then there is no way back", async () => {
  expect(await asRole("operator", () => dropRetiredVersion({ name, reason: "disk" }))).toEqual({
    projection: name,
    version: 1,
  });
  expect(await lastAudited()).toMatchObject({ type: "ReadModelDropped", metadata: { reason: "disk" } });
  expect((await detail()).retired).toBeNull();
  await expect(rollBack()).rejects.toMatchObject({ code: "conflict" });
});

test("verifies again when asked, which is audited, and only while it is ready", async () => {
  const id = await rebuild();
  const before = (await read(id)).verification?.verifiedAt;
  await pool.query("update foldline_data.fines_v2 set amount = 98 where fine_id = 'fine-005'");
  expect(await asRole("operator", () => verifyRebuildAgain({ id }))).toMatchObject({ changed: true });
  expect(await lastAudited()).toMatchObject({ type: "RebuildVerificationRequested", data: { rebuild: id } });
  await expect.poll(async () => (await read(id)).verification?.verifiedAt, { timeout: 30_000 }).not.toBe(before);
  expect((await read(id)).verification?.rows.changed).toBe(1);
  await asRole("operator", () => promoteRebuild({ id, reason: "expected" }));
  await expect(asRole("operator", () => verifyRebuildAgain({ id }))).rejects.toMatchObject({ code: "conflict" });
});

test("one that is clean is promoted by itself, and the history says so", async () => {
  const id = await rebuild({ promotion: "when-clean", reason: "every night" }, "promoted");
  expect((await read(id)).verification?.clean).toBe(true);
  const [newest] = await asRole("viewer", () => listPromotions(name));
  expect(newest).toMatchObject({ kind: "by-itself", by: "Test operator", reason: "every night", rowsThatDiffered: 0 });
});
