import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import type { StoredEvent } from "../events";
import type { EventStore } from "./event-store";
import { postgresEventStore } from "./postgres-event-store";
import { inTransaction } from "./transaction";
import { watermark } from "./watermark";

const WRITERS = 20;
const TRANSACTIONS = 200;
const STREAMS = 300;
const READERS = 4;

// `folded` shows that this test can fail: it reads as one statement what must be three, and then misses events.
const FOLDED = process.env.FOLDLINE_TEST_WATERMARK === "folded";

const READ_FOLDED = `
select stream_id, version, position, event_id
  from foldline.events
 where position > $1
   and position <= least(
         (select case when is_called then last_value else 0 end from foldline.position_seq),
         (select min((classid::bigint << 32 | objid::bigint) & ((1::bigint << 48) - 1))
            from pg_locks
           where locktype = 'advisory' and objsubid = 1 and classid::bigint >> 16 = 17996
             and database = (select oid from pg_database where datname = current_database())))
 order by position`;

type Seen = Pick<StoredEvent, "streamId" | "version" | "position" | "eventId">;

let database: TestDatabase;
let store: EventStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
afterAll(() => database.drop());

test("is 0 in a store that never held an event, and the last position in one at rest", async () => {
  expect(await store.watermark()).toBe(0n);
  const { position } = await store.append("first-1", 0, [{ type: "Happened", data: {} }]);
  expect(await store.watermark()).toBe(position);
});

test("stays below an append that is not committed, and passes it once it is", async () => {
  const before = await store.watermark();
  await inTransaction(database.pool, async (client) => {
    await store.append("slow-1", 0, [{ type: "Happened", data: {} }], { client });
    await store.append("quick-1", 0, [{ type: "Happened", data: {} }]);
    expect(await store.watermark()).toBe(before);
  });
  expect(await store.watermark()).toBe(before + 2n);
});

test("lets a tailing reader miss nothing and see every stream in order, whatever the writers do", async () => {
  const start = await store.watermark();
  const unrelated = await database.pool.connect();
  await unrelated.query("begin");
  await unrelated.query("create table unrelated as select 1 as value");
  const committed = new Set<string>();
  let writing = true;
  const tails = Array.from({ length: READERS }, () => tailUntil(start, () => !writing));
  await Promise.all(Array.from({ length: WRITERS }, () => writeAll(committed)));
  writing = false;
  const readings = await Promise.all(tails);
  await unrelated.query("rollback");
  unrelated.release();

  const missed = readings.map(({ seen }) => committed.size - new Set(seen.map((event) => event.eventId)).size);
  if (FOLDED) process.stderr.write(`folded: of ${committed.size} events, the readers missed ${missed.join(", ")}\n`);
  for (const { seen, whileWriting } of readings) {
    expect(new Set(seen.map((event) => event.eventId))).toEqual(committed);
    expect(seen).toHaveLength(committed.size);
    expect(whileWriting).toBeGreaterThan(committed.size / 2);
    expectEveryStreamInOrder(seen);
  }
});

function expectEveryStreamInOrder(seen: readonly Seen[]): void {
  const versions = new Map<string, number>();
  for (const { streamId, version } of seen) {
    expect(version).toBe((versions.get(streamId) ?? 0) + 1);
    versions.set(streamId, version);
  }
}

/** One writer's transactions: one to three streams each, with pauses, some of them rolled back. */
async function writeAll(committed: Set<string>): Promise<void> {
  for (let n = 0; n < TRANSACTIONS; n++) {
    const streams = Array.from({ length: randomInt(1, 4) }, () => `tail-${randomInt(STREAMS)}`).sort();
    const ids: string[] = [];
    const rollsBack = randomInt(100) < 20;
    const done = await inTransaction(database.pool, async (client) => {
      for (const streamId of streams) {
        const events = Array.from({ length: randomInt(1, 4) }, () => ({
          ...{ type: "Happened", data: {}, eventId: randomUUID() },
        }));
        ids.push(...events.map((event) => event.eventId));
        await store.append(streamId, "any", events, { client });
        if (randomInt(4) === 0) await delay(randomInt(8));
      }
      if (rollsBack) throw new RolledBack();
      return true;
    }).catch((error: unknown) => {
      if (error instanceof RolledBack) return false;
      throw error;
    });
    if (done) for (const id of ids) committed.add(id);
  }
}

class RolledBack extends Error {}

/** Reads as a projection would: again and again from where it stopped, up to the watermark. */
async function tailUntil(from: bigint, stopped: () => boolean): Promise<{ seen: Seen[]; whileWriting: number }> {
  const seen: Seen[] = [];
  let whileWriting = 0;
  for (let after = from, last = false; ; ) {
    const events = await (FOLDED ? readFolded(after) : readToWatermark(after));
    seen.push(...events);
    after = events.at(-1)?.position ?? after;
    if (!last) whileWriting = seen.length;
    if (last && events.length === 0) return { seen, whileWriting };
    last = stopped();
  }
}

async function readToWatermark(after: bigint): Promise<Seen[]> {
  const upTo = await watermark(database.pool);
  return store.readAll({}, { after, upTo, limit: 500 });
}

async function readFolded(after: bigint): Promise<Seen[]> {
  const { rows } = await database.pool.query<Record<string, string>>(READ_FOLDED, [after]);
  return rows.map((row) => ({
    streamId: row.stream_id ?? "",
    version: Number(row.version),
    position: BigInt(row.position ?? 0),
    eventId: row.event_id ?? "",
  }));
}
