import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { compileChain, postgresEventStore } from "@/lib/engine";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { TRADING_KEY } from "./demo-settings";
import { seededRandom } from "./generator/random";
import { replayWith } from "./generator/testing/replay";
import { traderOn } from "./trader";
import { startTrading } from "./trading";
import { upcasters } from "./upcasters";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const stop: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(stop.splice(0).map((end) => end()));
});

const chain = compileChain(upcasters);
const count = async () => Number((await database.pool.query("select count(*) from foldline.events")).rows[0]?.count);

async function everything() {
  const store = postgresEventStore(database.pool);
  return (await store.readAll({}, { limit: 10_000 })).flatMap((event) => chain.upcast(event));
}

function trading() {
  const controller = new AbortController();
  const errors: unknown[] = [];
  const { pool } = database;
  const ended = startTrading({
    pool,
    store: postgresEventStore(pool),
    signal: controller.signal,
    onError: (error) => errors.push(error),
    pollMs: 50,
  });
  stop.push(() => {
    controller.abort();
    return ended;
  });
  return errors;
}

async function set(enabled: boolean): Promise<void> {
  const value = JSON.stringify({ enabled, eventsPerMinute: 1_200 });
  await database.pool.query(
    "insert into foldline.settings (key, value) values ($1, $2) on conflict (key) do update set value = $2",
    [TRADING_KEY, value],
  );
}

test("appends only what the deciders allow, and brings orders to their end", async () => {
  const store = postgresEventStore(database.pool);
  const context = { store, db: database.pool, chain };
  const trader = await traderOn(store, seededRandom(7));
  for (let step = 0; step < 250; step += 1) expect(await trader.trade(context)).toBeGreaterThan(0);
  const events = await everything();
  expect(replayWith(events)).toEqual([]);
  const types = new Set(events.map(({ type }) => type));
  for (const type of ["CustomerRegistered", "OrderPlaced", "PaymentCaptured", "ShipmentDelivered", "OrderCompleted"]) {
    expect(types).toContain(type);
  }
});

test("two traders on the same orders lose nothing and break no rule", async () => {
  const store = postgresEventStore(database.pool);
  const context = { store, db: database.pool, chain };
  const [one, other] = [await traderOn(store, seededRandom(1)), await traderOn(store, seededRandom(1))];
  for (let step = 0; step < 40; step += 1) await Promise.all([one.trade(context), other.trade(context)]);
  expect(replayWith(await everything())).toEqual([]);
});

test("trades only while the setting says so", async () => {
  const before = await count();
  const errors = trading();
  await set(false);
  await expect(
    vi.waitFor(async () => expect(await count()).toBeGreaterThan(before), { timeout: 400 }),
  ).rejects.toThrow();
  await set(true);
  await vi.waitFor(async () => expect(await count()).toBeGreaterThan(before + 5), { timeout: 30_000 });
  expect(errors).toEqual([]);
});

test("lets one of several workers trade, and another take over", async () => {
  await set(true);
  const holders = async () =>
    (
      await database.pool.query(
        "select pid from pg_locks where locktype = 'advisory' and objid = 1179407442 and granted",
      )
    ).rows;
  trading();
  trading();
  await vi.waitFor(async () => expect(await holders()).toHaveLength(1), { timeout: 30_000 });
  const [first] = await holders();
  await database.pool.query("select pg_terminate_backend($1)", [first?.pid]);
  await vi.waitFor(
    async () => {
      const [next, ...more] = await holders();
      expect(more).toEqual([]);
      expect(next?.pid).toBeGreaterThan(0);
      expect(next?.pid).not.toBe(first?.pid);
    },
    { timeout: 30_000 },
  );
});
