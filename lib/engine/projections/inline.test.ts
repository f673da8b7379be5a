import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { AppendRefusedError, WrongExpectedVersionError } from "../errors";
import type { NewEvent } from "../events";
import { compileChain } from "../evolution/chain";
import { runWorker } from "../runtime/worker";
import type { EventStore } from "../store/event-store";
import { importEvents } from "../store/interchange/import-events";
import { postgresEventStore } from "../store/postgres-event-store";
import { inTransaction } from "../store/transaction";
import { withClient } from "../store/with-client";
import { joinInline } from "./inline-join";
import { rebuildProgress } from "./progress";
import { type Projection, projection } from "./projection";
import { promote } from "./promote";
import { registerProjections } from "./register";
import { requestRebuild } from "./request-rebuild";
import { accounts, expectedRows, storedRows, targets } from "./testing/ledger";

const chain = compileChain([]);
const byStream: Projection = { ...accounts(4), mode: "inline" };
const byKey: Projection = { ...targets(4), mode: "inline" };

let database: TestDatabase;
let pool: pg.Pool;
let store: EventStore;
const databases: TestDatabase[] = [];
const workers: { stop: AbortController; done: Promise<void> }[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  databases.push(database);
  pool = database.pool;
  store = storeWith([byStream, byKey]);
});
afterEach(async () => {
  for (const { stop } of workers) stop.abort();
  await Promise.all(workers.splice(0).map(({ done }) => done));
});
afterAll(async () => {
  for (const each of databases) await each.drop();
});

function storeWith(projections: readonly Projection[]): EventStore {
  return postgresEventStore(pool, { inline: { projections, chain: async () => chain } });
}

function startWorker(projections: readonly Projection[]): AbortController {
  const stop = new AbortController();
  workers.push({
    stop,
    done: runWorker({ pool, projections, upcasters: [], signal: stop.signal, onError: (e, w) => console.error(w, e) }),
  });
  return stop;
}

async function join(...projections: readonly Projection[]): Promise<void> {
  await registerProjections(pool, projections, chain);
  for (const each of projections) expect(await joinInline(pool, each, chain)).toBe(true);
}

const moved = (to: string, amount = 1, text = ""): NewEvent => ({ type: "Moved", data: { to, amount, text } });

async function inlineSince({ name }: Projection): Promise<Date | null> {
  const { rows } = await pool.query<{ inline_since: Date | null }>(
    "select inline_since from foldline.read_models where projection = $1 and state = 'live'",
    [name],
  );
  return rows[0]?.inline_since ?? null;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 100_000; Date.now() < deadline; await sleep(20)) if (await condition()) return;
  throw new Error("The condition did not come true in time.");
}

async function expectRows(...projections: readonly Projection[]): Promise<void> {
  for (const each of projections) expect(await storedRows(pool, each)).toEqual(await expectedRows(pool, each));
}

test("after a successful append its rows are there, without any worker", async () => {
  await join(byStream, byKey);
  await store.append("a-1", 0, [moved("t-1", 1.5), moved("t-2", 2)]);
  expect((await storedRows(pool, byStream)).get("a-1")).toMatchObject({ balance: 3.5, moves: 2 });
  expect([...(await storedRows(pool, byKey)).keys()]).toEqual(["t-1", "t-1/total", "t-2", "t-2/total"]);
  await store.appendAll([
    { streamId: "b-1", expected: "any", events: [moved("t-1")] },
    { streamId: "a-1", expected: 2, events: [{ type: "Closed", data: {} }] },
  ]);
  expect((await storedRows(pool, byStream)).has("a-1")).toBe(false);
  expect((await storedRows(pool, byKey)).get("t-1")).toMatchObject({ balance: 2.5, moves: 2 });
  await expectRows(byStream, byKey);
});

test("in the caller's transaction the rows are there before the commit, and gone with a rollback", async () => {
  await join(byStream, byKey);
  const rolledBack = inTransaction(pool, async (client) => {
    await store.append("a-1", 0, [moved("t-1")], { client });
    const inside = await client.query("select moves from read_models.accounts where key = 'a-1'");
    expect(inside.rows).toEqual([{ moves: 1 }]);
    throw new Error("never mind");
  });
  await expect(rolledBack).rejects.toThrow("never mind");
  expect((await storedRows(pool, byStream)).size).toBe(0);
  await inTransaction(pool, async (client) => {
    await store.append("a-1", 0, [moved("t-1")], { client });
    await store.appendAll([{ streamId: "a-2", expected: 0, events: [moved("t-1"), moved("t-3")] }], { client });
  });
  await expectRows(byStream, byKey);
});

test("a handler that throws refuses the append, and nothing is stored, whatever the caller makes of the error", async () => {
  const strict = projection<{ n: number }>({
    name: "strict",
    version: 1,
    mode: "inline",
    columns: { n: "integer" },
    on: {
      Moved: (row, { data }) => {
        if ((data as { amount: number }).amount < 0) throw new Error("less than nothing");
        return { n: (row?.n ?? 0) + 1 };
      },
    },
  });
  await join(strict, byKey);
  const strictStore = storeWith([strict, byKey]);
  const refused = strictStore.append("a-1", 0, [moved("t-1"), moved("t-1", -1)]);
  await expect(refused).rejects.toThrow(AppendRefusedError);
  await expect(refused).rejects.toThrow(/Nothing was appended to "a-1": projection strict .*less than nothing/);
  await inTransaction(pool, async (client) => {
    await strictStore.append("b-1", 0, [moved("t-2")], { client });
    await expect(strictStore.append("a-1", 0, [moved("t-1", -1)], { client })).rejects.toThrow(AppendRefusedError);
    await expect(strictStore.append("b-1", 7, [moved("t-2")], { client })).rejects.toThrow(WrongExpectedVersionError);
  });
  expect(await store.streamVersion("a-1")).toBe(0);
  expect(await store.streamVersion("b-1")).toBe(1);
  await expectRows(strict, byKey);
});

test("a retried append changes no row twice", async () => {
  await join(byStream, byKey);
  const events = [{ ...moved("t-1"), eventId: "0190a5a0-0000-7000-8000-000000000001" }];
  await Promise.all(Array.from({ length: 6 }, () => store.append("a-1", "any", events)));
  expect((await storedRows(pool, byKey)).get("t-1")).toMatchObject({ moves: 1 });
  await expectRows(byStream, byKey);
});

test("many appends at once that meet in one row are folded in the order of their positions", async () => {
  await join(byStream, byKey);
  const writers = Array.from({ length: 12 }, async (_, writer) => {
    for (let round = 0; round < 12; round++) {
      const to = `t-${(writer + round) % 3}`;
      await store.append(`a-${writer}`, "any", [moved(to, 1, `${writer}.${round}`), moved("t-9", 2, `${round}`)]);
    }
  });
  await Promise.all(writers);
  await expectRows(byStream, byKey);
});

test("keys that depend on an event's place are folded in order too", async () => {
  const seen: bigint[] = [];
  const placed = projection<{ last: bigint; n: number }>({
    name: "placed",
    version: 1,
    mode: "inline",
    // Foretold, each stream has a row of its own; stored, they meet in one.
    key: ({ position, streamId }) => (position > 0n ? "all" : streamId),
    columns: { last: "bigint", n: "integer" },
    on: {
      Moved: (row, { position }) => {
        seen.push(position);
        return { last: position, n: (row?.n ?? 0) + 1 };
      },
    },
  });
  await join(placed);
  const placedStore = storeWith([placed]);
  const appends = Array.from({ length: 20 }, (_, n) =>
    placedStore.append(`a-${n % 4}`, "any", [moved("t"), moved("t")]),
  );
  await Promise.all(appends);
  expect(seen).toHaveLength(40);
  await expectRows(placed);
});

test("a transaction that keeps an old snapshot never misses that a projection became inline", async () => {
  await registerProjections(pool, [byStream], chain);
  const appended = withClient(pool, async (client) => {
    await client.query("begin isolation level repeatable read");
    await client.query("select from foldline.read_models");
    expect(await joinInline(pool, byStream, chain)).toBe(true);
    await store.append("a-1", 0, [moved("t-1")], { client }).finally(() => client.query("rollback"));
  });
  await expect(appended).rejects.toMatchObject({ code: "40001" });
  await expectRows(byStream);
});

test("an append of others that has been open for long keeps no event out of what becomes inline", async () => {
  await registerProjections(pool, [byStream], chain);
  await withClient(pool, async (client) => {
    await client.query("begin");
    await store.append("other-1", 0, [{ type: "Ignored", data: {} }], { client });
    await store.append("a-1", 0, [moved("t-1")]);
    expect(await joinInline(pool, byStream, chain)).toBe(true);
    await store.append("a-1", 1, [moved("t-1")]);
    expect((await storedRows(pool, byStream)).get("a-1")).toMatchObject({ moves: 2 });
    await client.query("commit");
  });
  const worker = startWorker([byStream]);
  const { id, version } = await requestRebuild(pool, {
    projection: byStream.name,
    requestedBy: "test",
    promotion: "manual",
  });
  await until(async () => (await rebuildProgress(pool, id))?.status === "ready");
  worker.abort();
  await Promise.all(workers.splice(0).map(({ done }) => done));
  await withClient(pool, async (client) => {
    await client.query("begin");
    await store.append("other-1", 1, [{ type: "Ignored", data: {} }], { client });
    await store.append("a-1", 2, [moved("t-1")]);
    await promote(pool, { projection: byStream, chain, version });
    await store.append("a-1", 3, [moved("t-1")]);
    await client.query("commit");
  });
  expect((await storedRows(pool, byStream, version)).get("a-1")).toMatchObject({ moves: 4 });
  expect(await storedRows(pool, byStream, version)).toEqual(await expectedRows(pool, byStream));
});

async function appendWhile(busy: () => boolean): Promise<number> {
  let count = 0;
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    while (busy()) {
      await store.append(`a-${writer}`, "any", [moved(`t-${count++ % 3}`, 1, `${writer}`)]);
      if (writer % 2 === 0) {
        await inTransaction(pool, async (client) => {
          await store.append(`b-${writer}`, "any", [moved("t-1", 2)], { client });
          await sleep(5);
          await store.append(`c-${writer}`, "any", [moved("t-2", 3)], { client });
        });
      }
    }
  });
  await Promise.all(writers);
  return count;
}

test("appends that race the moment a projection joins are neither lost nor folded twice", async () => {
  for (let n = 0; n < 40; n++) await store.append(`a-${n % 6}`, "any", [moved(`t-${n % 3}`)]);
  let busy = true;
  const appending = appendWhile(() => busy);
  startWorker([byStream, byKey]);
  await until(async () => (await inlineSince(byStream)) !== null && (await inlineSince(byKey)) !== null);
  await sleep(200);
  busy = false;
  expect(await appending).toBeGreaterThan(10);
  await expectRows(byStream, byKey);
  const { rows } = await pool.query("select from foldline.partitions where lease_owner is not null");
  expect(rows).toEqual([]);
}, 120_000);

test("appends that race a promotion are neither lost nor folded twice, in both versions", async () => {
  startWorker([byStream, byKey]);
  await until(async () => (await inlineSince(byStream).catch(() => null)) !== null);
  let busy = true;
  const appending = appendWhile(() => busy);
  const { id, version } = await requestRebuild(pool, {
    projection: byStream.name,
    requestedBy: "test",
    promotion: "always",
  });
  await until(async () => (await rebuildProgress(pool, id))?.status === "promoted");
  expect(await inlineSince(byStream)).not.toBeNull();
  await sleep(100);
  busy = false;
  await appending;
  expect(await storedRows(pool, byStream, version)).toEqual(await expectedRows(pool, byStream));
  const inline = await pool.query(
    "select version from foldline.read_models where projection = $1 and inline_since is not null",
    [byStream.name],
  );
  expect(inline.rows).toEqual([{ version }]);
}, 120_000);

test("an import folds what it stores in the same transaction, and refuses what a handler refuses", async () => {
  await join(byStream, byKey);
  await store.append("a-1", 0, [{ ...moved("t-1", 5), eventId: "0190a5a0-0000-7000-8000-00000000000a" }]);
  const line = (n: number, amount = 1) =>
    `${JSON.stringify({
      specversion: "1.0",
      id: `0190a5a0-0000-7000-8000-0000000000${n.toString(16).padStart(2, "0")}`,
      source: "test",
      subject: `a-${n % 4}`,
      type: n % 9 === 8 ? "Closed" : "Moved",
      data: { to: `t-${n % 3}`, amount, text: `${n}` },
    })}\n`;
  const file = Array.from({ length: 60 }, (_, n) => line(n)).join("");
  const inline = { projections: [byStream, byKey], chain: async () => chain };
  const source = async function* (text: string) {
    yield Buffer.from(text);
  };
  const result = await importEvents(pool, source(file), { inline, batchLines: 25 });
  expect(result.appended).toBe(60);
  await expectRows(byStream, byKey);
  const refused = importEvents(pool, source(line(100) + line(101, Number.MAX_SAFE_INTEGER)), { inline });
  await expect(refused).rejects.toThrow(AppendRefusedError);
  await expectRows(byStream, byKey);
  expect((await importEvents(pool, source(file + line(70)), { inline })).appended).toBe(1);
  await expectRows(byStream, byKey);
});

test("code with another definition takes it out of the appends, and the workers that have the old one go on", async () => {
  await join(byStream);
  await store.append("a-1", 0, [moved("t-1")]);
  await storeWith([{ ...byStream, version: 2 }]).append("a-1", 1, [moved("t-1")]);
  expect(await inlineSince(byStream)).toBeNull();
  startWorker([byStream]);
  await until(async () => (await storedRows(pool, byStream)).get("a-1")?.moves === 2);
  await expectRows(byStream);
});

test("a pause takes it out of the appends, and after it the workers fill the gap and it joins again", async () => {
  startWorker([byStream]);
  await until(async () => (await inlineSince(byStream).catch(() => null)) !== null);
  await store.append("a-1", 0, [moved("t-1")]);
  await pool.query("update foldline.projections set paused_at = now()");
  await until(async () => (await inlineSince(byStream)) === null);
  await store.append("a-1", 1, [moved("t-1")]);
  expect((await storedRows(pool, byStream)).get("a-1")).toMatchObject({ moves: 1 });
  await pool.query("update foldline.projections set paused_at = null");
  await until(async () => (await inlineSince(byStream)) !== null);
  await store.append("a-1", 2, [moved("t-1")]);
  expect((await storedRows(pool, byStream)).get("a-1")).toMatchObject({ moves: 3 });
  await expectRows(byStream);
});
