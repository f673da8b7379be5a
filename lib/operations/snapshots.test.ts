import { afterAll, beforeAll, expect, test } from "vitest";
import { ZodError } from "zod";
import { SnapshotCostQuery } from "@/lib/api/snapshots";
import { pool } from "@/lib/db/pool";
import { stateAt } from "@/lib/engine";
import { measureSnapshotCost } from "@/lib/queries/snapshots/snapshot-cost";
import { readSnapshotOverview } from "@/lib/queries/snapshots/snapshot-overview";
import { listStreamSnapshots } from "@/lib/queries/snapshots/stream-snapshots";
import { foldContext } from "@/lib/queries/streams/stream-fold";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditStream } from "./audit";
import { dropSnapshots, snapshotsDroppedMessage } from "./drop-snapshots";
import { setSnapshotPolicy, snapshotPolicySetMessage } from "./set-snapshot-policy";

let database: TestDatabase;
const operator = <Result>(work: () => Result) => asRole("operator", work);
const viewer = <Result>(work: () => Result) => asRole("viewer", work);
const audited = () => store.streamVersion(auditStream(new Date()));
const lastAudited = async () => (await store.readStream(auditStream(new Date()))).at(-1);
const overview = () => viewer(readSnapshotOverview);
const read = async (streamId: string) => stateAt(await foldContext(streamId), streamId);

beforeAll(async () => {
  database = await useAppDatabase();
  for (const stream of ["fine-1", "fine-2", "till-1"]) {
    const events = Array.from({ length: 25 }, (_, index) => ({ type: "Payment", data: { totalPaymentAmount: index } }));
    await store.append(stream, 0, events);
  }
});
afterAll(() => database.drop());

test("a viewer changes nothing, and a policy needs a reason and a number of events", async () => {
  const policy = { category: "fine", every: 10, reason: "long streams" };
  await expect(viewer(() => setSnapshotPolicy(policy))).rejects.toMatchObject({ code: "forbidden" });
  await expect(viewer(() => dropSnapshots({ stale: true }))).rejects.toMatchObject({ code: "forbidden" });
  expect(await audited()).toBe(0);
  for (const wrong of [
    { ...policy, reason: " " },
    { ...policy, every: 0 },
    { ...policy, every: "often" },
  ]) {
    await expect(operator(() => setSnapshotPolicy(wrong))).rejects.toBeInstanceOf(ZodError);
  }
});

test("a category's policy is set by an operator, is in the audit, and goes before what reducers say", async () => {
  await read("fine-1");
  expect((await viewer(() => listStreamSnapshots("fine-1"))).snapshots).toEqual([]);
  const set = await operator(() => setSnapshotPolicy({ category: "fine", every: 10, reason: "long streams" }));
  expect(snapshotPolicySetMessage(set)).toBe("Snapshots of fine are kept every 10 events, from the next fold on.");
  expect(await lastAudited()).toMatchObject({
    type: "SnapshotPolicySet",
    data: { category: "fine", every: 10 },
    metadata: { reason: "long streams", actorName: "Test operator" },
  });
  await read("fine-1");
  await read("fine-2");
  await operator(() => setSnapshotPolicy({ category: "till", every: 5, reason: "a trial" }));
  await read("till-1");
  const { policies, groups } = await overview();
  expect(policies).toContainEqual({
    ...{ category: "fine", streams: 2, longest: 25, reducer: { name: "fine", every: null } },
    decided: { every: 10, by: "Test operator", at: expect.any(String) },
  });
  expect(groups).toMatchObject([
    { category: "fine", reducer: "fine", snapshots: 6, streams: 2, stale: false },
    { category: "till", reducer: "inferred state", snapshots: 5, streams: 1, stale: false },
  ]);
  const { snapshots, every } = await viewer(() => listStreamSnapshots("fine-1"));
  expect([every, snapshots.map(({ version }) => version)]).toEqual([10, [25, 20, 10]]);
  await expect(viewer(() => listStreamSnapshots("nowhere"))).rejects.toMatchObject({ code: "not-found" });
});

test("what folding costs with snapshots and without is measured, and whether both come to the same", async () => {
  const cost = await viewer(() => measureSnapshotCost("fine-1", SnapshotCostQuery.parse({ version: "24" })));
  expect(cost).toMatchObject({
    ...{ version: 24, same: true },
    with: { eventsRead: 4, fromSnapshot: 20 },
    without: { eventsRead: 24, fromSnapshot: null },
  });
  // As if the reducer had been changed without raising its version.
  await pool.query(
    `update foldline.snapshots set state = '{}', checksum = left(encode(sha256('{}'), 'hex'), 32)
      where stream_id = 'fine-2' and version = 25`,
  );
  expect(await viewer(() => measureSnapshotCost("fine-2", {}))).toMatchObject({ same: false });
});

test("damaged ones are told, in the list of their stream and in all", async () => {
  await pool.query("update foldline.snapshots set state = '[]' where stream_id = 'fine-1' and version = 20");
  expect((await overview()).check).toEqual({
    ...{ checked: 11, damaged: 1 },
    places: [{ streamId: "fine-1", version: 20 }],
  });
  const { snapshots } = await viewer(() => listStreamSnapshots("fine-1"));
  expect(snapshots.filter(({ damaged }) => damaged).map(({ version }) => version)).toEqual([20]);
});

test("stale ones are listed as such and dropped, with a count in the audit; no state is another", async () => {
  await pool.query("update foldline.snapshots set reducer_hash = 'older' where stream_id = 'till-1' and version < 20");
  expect((await overview()).groups.filter(({ stale }) => stale)).toMatchObject([{ category: "till", snapshots: 3 }]);
  const before = (await read("till-1")).state;
  const dropped = await operator(() => dropSnapshots({ stale: true, category: "till", reason: "old upcasters" }));
  expect(dropped.snapshots).toBe(3);
  expect(snapshotsDroppedMessage(dropped)).toMatch(
    /^3 snapshots, .* dropped\. States are folded anew from the events\.$/,
  );
  expect(await lastAudited()).toMatchObject({
    type: "SnapshotsDropped",
    data: { category: "till", stale: true, snapshots: 3, bytes: dropped.bytes },
    metadata: { reason: "old upcasters" },
  });
  expect((await read("till-1")).state).toEqual(before);
  expect((await overview()).groups.every(({ stale }) => !stale)).toBe(true);
});

test("snapshots are dropped by version, stream, category and reducer, and never all by accident", async () => {
  const before = await audited();
  for (const nothing of [{}, { version: 3 }, { stale: false }, { reason: "all" }]) {
    await expect(operator(() => dropSnapshots(nothing))).rejects.toBeInstanceOf(ZodError);
  }
  const none = await operator(() => dropSnapshots({ streamId: "nowhere" }));
  expect(snapshotsDroppedMessage(none)).toBe("There were no such snapshots; nothing changed.");
  expect(await audited()).toBe(before);
  const versions = async () =>
    (await viewer(() => listStreamSnapshots("fine-1"))).snapshots.map(({ version }) => version).sort((a, b) => a - b);
  const [first = 0, ...later] = await versions();
  expect((await operator(() => dropSnapshots({ streamId: "fine-1", version: first }))).snapshots).toBe(1);
  expect(await versions()).toEqual(later);
  expect((await operator(() => dropSnapshots({ streamId: "fine-1" }))).snapshots).toBe(2);
  expect((await operator(() => dropSnapshots({ reducer: "inferred state" }))).snapshots).toBe(2);
  expect((await operator(() => dropSnapshots({ category: "fine" }))).snapshots).toBe(3);
  expect((await overview()).groups).toEqual([]);
});

test("never and as written are decisions too", async () => {
  const set = (every: string) => operator(() => setSnapshotPolicy({ category: "till", every, reason: "a trial" }));
  expect(snapshotPolicySetMessage(await set("never"))).toContain("No more snapshots of till");
  await read("till-1");
  expect(await viewer(() => listStreamSnapshots("till-1"))).toEqual({ snapshots: [], every: null });
  await set("as-written");
  expect((await viewer(() => listStreamSnapshots("till-1"))).every).toBe(500);
});
