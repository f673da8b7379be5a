import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain } from "../evolution/chain";
import type { Projection } from "../projections/projection";
import { registerProjections } from "../projections/register";
import { accounts, appendEvents, expectedRows, storedRows } from "../projections/testing/ledger";
import { balanceLeases, heldLeases, renewLeases } from "./leases";
import { runWorker } from "./worker";
import { recordSeen, recordStopped, type WorkerIdentity } from "./worker-record";

let database: TestDatabase;
const projection: Projection = accounts(8);
const definitions = [projection];
const worker = (name: string, digit: number): WorkerIdentity => ({
  id: `00000000-0000-4000-8000-00000000000${digit}`,
  name,
  host: "test",
  pid: digit,
});
const [ada, bob] = [worker("ada", 1), worker("bob", 2)];

beforeAll(async () => {
  database = await createTestDatabase();
  await registerProjections(database.pool, definitions, compileChain([]));
});
beforeEach(async () => {
  await database.pool.query("delete from foldline.workers");
  await database.pool.query("update foldline.partitions set lease_owner = null, lease_until = null");
});
afterAll(() => database.drop());

async function held({ id }: WorkerIdentity): Promise<number> {
  return (await heldLeases(database.pool, id, definitions)).length;
}

test("one worker takes every partition; a second one gets half of them; each partition has one holder", async () => {
  await recordSeen(database.pool, ada, definitions);
  await balanceLeases(database.pool, ada.id, definitions);
  expect(await held(ada)).toBe(8);

  await recordSeen(database.pool, bob, definitions);
  await balanceLeases(database.pool, bob.id, definitions);
  expect(await held(bob)).toBe(0);
  await balanceLeases(database.pool, ada.id, definitions);
  await balanceLeases(database.pool, bob.id, definitions);
  expect([await held(ada), await held(bob)]).toEqual([4, 4]);
  await Promise.all([
    balanceLeases(database.pool, ada.id, definitions),
    balanceLeases(database.pool, bob.id, definitions),
  ]);
  expect([await held(ada), await held(bob)]).toEqual([4, 4]);
});

test("the partitions of a worker that stopped, or that is gone for longer than its lease, pass to the other", async () => {
  await recordSeen(database.pool, ada, definitions);
  await recordSeen(database.pool, bob, definitions);
  await balanceLeases(database.pool, ada.id, definitions);
  await balanceLeases(database.pool, bob.id, definitions);
  const epochs = async () =>
    (await database.pool.query("select sum(lease_epoch)::int as epochs from foldline.partitions")).rows[0].epochs;
  const before = await epochs();

  await recordStopped(database.pool, ada.id);
  await balanceLeases(database.pool, bob.id, definitions);
  expect(await held(bob)).toBe(8);
  expect(await epochs()).toBe(before + 4);

  // Bob was killed: neither he nor his leases are renewed.
  await database.pool.query(
    "update foldline.workers set seen_at = seen_at - interval '1 minute' where worker_id = $1",
    [bob.id],
  );
  await database.pool.query("update foldline.partitions set lease_until = lease_until - interval '1 minute'");
  await recordSeen(database.pool, ada, definitions);
  await balanceLeases(database.pool, ada.id, definitions);
  expect([await held(ada), await held(bob)]).toEqual([8, 0]);
  // What Bob still believes changes nothing.
  await renewLeases(database.pool, bob.id);
  expect([await held(ada), await held(bob)]).toEqual([8, 0]);
});

test("a worker whose code has another version of the definition leaves the read model alone", async () => {
  const newer = [{ ...projection, version: 2 }];
  await recordSeen(database.pool, ada, newer);
  await balanceLeases(database.pool, ada.id, newer);
  expect(await heldLeases(database.pool, ada.id, newer)).toHaveLength(0);
});

test("a paused projection is not fed, and goes on where it stopped when resumed", async () => {
  await recordSeen(database.pool, ada, definitions);
  await database.pool.query("update foldline.projections set paused_at = now()");
  await balanceLeases(database.pool, ada.id, definitions);
  expect(await held(ada)).toBe(0);
  await database.pool.query("update foldline.projections set paused_at = null");
  await balanceLeases(database.pool, ada.id, definitions);
  expect(await held(ada)).toBe(8);
});

test("workers that come and go under appends apply every event once", async () => {
  const { pool } = database;
  const stop = new AbortController();
  const started: { stop: AbortController; done: Promise<void> }[] = [];
  const start = () => {
    const one = new AbortController();
    started.push({
      stop: one,
      done: runWorker({ pool, projections: definitions, upcasters: [], signal: one.signal, batchSize: 20 }),
    });
  };
  const writing = (async () => {
    for (let index = 0; !stop.signal.aborted; index++) {
      const data = { to: "t", amount: 0.1, text: `${index}` };
      await appendEvents(pool, [{ stream: `w-${index % 30}`, type: index % 50 === 49 ? "Closed" : "Moved", data }]);
    }
  })();
  start();
  start();
  await sleep(2_500);
  started[0]?.stop.abort();
  await started[0]?.done;
  start();
  await sleep(2_500);
  stop.abort();
  await writing;
  const { rows } = await pool.query("select max(position) as position from foldline.events");
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(100)) {
    const behind = await pool.query("select 1 from foldline.partitions where checkpoint < $1", [rows[0].position]);
    if (behind.rows.length === 0) break;
  }
  for (const one of started) one.stop.abort();
  await Promise.all(started.map(({ done }) => done));
  expect(await storedRows(pool, projection)).toEqual(await expectedRows(pool, projection));
  const applied = await pool.query("select sum(events_applied)::int as applied from foldline.partitions");
  const stored = await pool.query("select count(*)::int as stored from foldline.events");
  expect(applied.rows[0].applied).toBe(stored.rows[0].stored);
});
