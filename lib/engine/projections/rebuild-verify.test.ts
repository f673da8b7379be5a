import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { cancelRebuild } from "./cancel-rebuild";
import { RebuildStateError } from "./errors";
import { rebuildProgress } from "./progress";
import { type RebuildRequest, requestRebuild } from "./request-rebuild";
import { accounts, appendEvents, targets } from "./testing/ledger";
import { caughtUp, rebuildWhen, startWorker } from "./testing/workers";
import { verifyAgain } from "./verify-again";

const definitions = [accounts(8), targets(8)];
let database: TestDatabase;
const workers: (() => Promise<void>)[] = [];
const moves = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    stream: `a-${index % 40}`,
    type: "Moved",
    data: { to: `t${index % 8}`, amount: index / 4, text: `n${index % 3}` },
  }));

beforeAll(async () => {
  database = await createTestDatabase();
  await appendEvents(database.pool, moves(400));
  // Two of them share the partitions, so that these do not stand at one checkpoint by themselves.
  for (let count = 0; count < 2; count++) workers.push(await startWorker(database.pool, definitions));
  for (const { name } of definitions) await caughtUp(database.pool, name);
});
afterAll(async () => {
  await Promise.all(workers.map((stop) => stop()));
  await database.drop();
});

const request = (projection: string, more: Partial<RebuildRequest> = {}) =>
  requestRebuild(database.pool, { projection, requestedBy: "test", ...more });
const isOver = ({ status, verifyingAgain }: { readonly status: string; readonly verifyingAgain: unknown }) =>
  !["queued", "running"].includes(status) && verifyingAgain === null;

test("finds no difference under appends, because it compares both versions at one position", async () => {
  const appending = new AbortController();
  const appends = (async () => {
    while (!appending.signal.aborted) {
      await appendEvents(database.pool, moves(40));
      await sleep(2);
    }
  })();
  for (let round = 0; round < 2; round++) {
    for (const { name } of definitions) {
      const { id, version } = await request(name);
      const { verification, phases } = await rebuildWhen(database.pool, id, isOver);
      expect(verification).toMatchObject({ clean: true, liveVersion: 1, livePosition: verification?.position });
      expect(verification?.rows.identical).toBe(verification?.rows.live);
      expect(verification?.rows.live).toBeGreaterThan(0);
      expect(phases.map(({ phase }) => phase)).toEqual(["build", "indexes", "catch-up", "verify"]);
      expect(version).toBe(2 + round);
      await cancelRebuild(database.pool, id);
    }
  }
  appending.abort();
  await appends;
});

const breakRow = "update read_models.accounts set owner = 'nobody' where key = 'a-1'";

test("is promoted by itself only when clean; verified again, it is when the difference is gone", async () => {
  await caughtUp(database.pool, "accounts");
  const before = await database.pool.query("select owner from read_models.accounts where key = 'a-1'");
  await database.pool.query(breakRow);
  await database.pool.query("delete from read_models.accounts where key = 'a-2'");
  const { id, version } = await request("accounts", { promotion: "when-clean" });
  const differing = await rebuildWhen(database.pool, id, isOver);
  expect(differing).toMatchObject({ status: "ready", fraction: 1 });
  expect(differing.verification).toMatchObject({
    clean: false,
    rows: { changed: 1, added: 1, missing: 0 },
    differencesStored: 2,
  });
  expect(differing.verification?.columns.find(({ name }) => name === "owner")).toMatchObject({ differing: 1 });
  const { rows } = await database.pool.query(
    "select key, kind, columns, before ->> 'owner' as was, after ->> 'owner' as owner from foldline.rebuild_differences where rebuild_id = $1 order by key",
    [id],
  );
  const { owner } = before.rows[0];
  expect(rows[0]).toEqual({ key: "a-1", kind: "changed", columns: ["owner"], was: "nobody", owner });
  expect(rows[1]).toMatchObject({ key: "a-2", kind: "added", was: null });
  await sleep(500);
  expect(await rebuildProgress(database.pool, id)).toMatchObject({ status: "ready" });

  await database.pool.query("update read_models.accounts set owner = $1 where key = 'a-1'", [owner]);
  await database.pool.query(
    `insert into read_models.accounts select * from foldline_data.accounts_v${version} where key = 'a-2'`,
  );
  await verifyAgain(database.pool, id, { by: "ops@example.test" });
  const clean = await rebuildWhen(database.pool, id, ({ status }) => status === "promoted");
  expect(clean.verification).toMatchObject({ clean: true, differencesStored: 0 });
  const left = await database.pool.query("select 1 from foldline.rebuild_differences where rebuild_id = $1", [id]);
  expect(left.rows).toEqual([]);
  await expect(verifyAgain(database.pool, id, { by: "x" })).rejects.toBeInstanceOf(RebuildStateError);
});

test("stays ready when it cannot be verified again, and says why", async () => {
  const { id, version } = await request("accounts");
  await rebuildWhen(database.pool, id, isOver);
  await database.pool.query("delete from foldline.partitions where projection = 'accounts' and version = $1", [
    version,
  ]);
  await verifyAgain(database.pool, id, { by: "ops@example.test" });
  const progress = await rebuildWhen(database.pool, id, isOver);
  expect(progress).toMatchObject({ status: "ready", error: { message: expect.stringContaining("partitions") } });
  expect(progress.verification).toMatchObject({ clean: true });
  await cancelRebuild(database.pool, id);
});

test("is not clean while something is parked in the new version", async () => {
  const { id, version } = await request("targets");
  await rebuildWhen(database.pool, id, isOver);
  await database.pool.query(
    `insert into foldline.dead_letters (projection, version, partition, stream_id, stream_version, position, event_id,
        type, schema_version, status, error_group, message)
     select 'targets', $1, 0, stream_id, version, position, event_id, type, 1, 'parked', 'g', 'm'
       from foldline.events order by position limit 1`,
    [version],
  );
  await verifyAgain(database.pool, id, { by: "ops@example.test" });
  expect(await rebuildProgress(database.pool, id)).toMatchObject({ status: "ready", fraction: 1 });
  const { verification } = await rebuildWhen(database.pool, id, isOver);
  expect(verification).toMatchObject({ clean: false, rows: { changed: 0 }, parked: { live: 0, new: 1 } });
});
