import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { compileChain, type UpcasterChain } from "../evolution/chain";
import { codeUpcaster } from "../evolution/code-upcaster";
import { watermark } from "../store/watermark";
import { applyBatch, type BatchRequest, type HeldPartition, prepareBatch } from "./batch";
import { LeaseLostError } from "./errors";
import { eventTypes } from "./event-types";
import { upcasterHash } from "./projected-event";
import type { Projection } from "./projection";
import { createTable, indexStatements } from "./read-model-table";
import { registerProjections } from "./register";
import { replay } from "./replay";
import { unhindered } from "./replay-control";
import { replayParking } from "./replay-parking";
import { clearStore } from "./testing/clear-store";
import { accounts, allEvents, appendEvents, expectedRows, storedRows, type TestEvent, targets } from "./testing/ledger";
import { loadRows } from "./write-rows";

const chain = compileChain([]);
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
beforeEach(() => clearStore(pool));
afterAll(() => database.drop());

async function partitionsOf(projection: Projection): Promise<(HeldPartition & { checkpoint: bigint })[]> {
  const { rows } = await pool.query(
    "select * from foldline.partitions where projection = $1 and version = 1 order by partition",
    [projection.name],
  );
  return rows.map((row) => ({
    partition: row.partition,
    slices: { from: row.slice_from, to: row.slice_to },
    epoch: Number(row.lease_epoch),
    checkpoint: BigInt(row.checkpoint),
  }));
}

function request(
  projection: Projection,
  partitions: readonly HeldPartition[],
  rest: Pick<BatchRequest, "after" | "upTo" | "limit">,
): BatchRequest {
  return { projection, chain, version: 1, tableName: `${projection.viewName}_v1`, partitions, ...rest };
}

/** Advances partitions in the order and the steps that `numbers` say, until all stand at the watermark. */
async function runAsync(projection: Projection, numbers: () => number): Promise<void> {
  const upTo = await watermark(pool);
  for (;;) {
    // Read anew each time: a worker that restarts knows nothing else.
    const behind = (await partitionsOf(projection)).filter(({ checkpoint }) => checkpoint < upTo);
    const chosen = behind[numbers() % Math.max(1, behind.length)];
    if (chosen === undefined) return;
    const together = behind.filter(({ checkpoint }) => checkpoint === chosen.checkpoint);
    const group = numbers() % 2 === 0 ? together : [chosen];
    const limit = 1 + (numbers() % 7);
    await applyBatch(pool, request(projection, group, { after: chosen.checkpoint, upTo, limit }));
  }
}

async function runReplay(projection: Projection, passes: number): Promise<ReadonlyMap<string, unknown>> {
  const client = await pool.connect();
  const tableName = `${projection.viewName}_replayed`;
  await createTable(client, projection, tableName);
  const count = { eventsRead: 0, rowsWritten: 0 };
  const upTo = await watermark(pool);
  const { signal } = new AbortController();
  const parking = replayParking(projection, "test");
  await replay(client, { projection, chain, tableName, upTo, passes, count, parking, control: unhindered, signal });
  for (const statement of indexStatements(projection, tableName)) await client.query(statement);
  const keys = (await client.query(`select "${projection.keyColumn}" as key from foldline_data.${tableName}`)).rows;
  const rows = await loadRows(
    client,
    projection,
    tableName,
    keys.map(({ key }) => key),
  );
  client.release();
  expect(count.rowsWritten).toBe(rows.size);
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const name = fc.constantFrom("a-1", "a-2", "ä 3/…", "tab\there", "back\\slash", "b");
const event: fc.Arbitrary<TestEvent> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      stream: name,
      type: fc.constant("Moved"),
      data: fc.record({
        to: name,
        amount: fc.integer({ min: -500, max: 5_000 }).map((cents) => cents / 100),
        text: fc.string({ unit: "grapheme", maxLength: 6 }).filter((value) => !/\0|\p{Surrogate}/u.test(value)),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ stream: name, type: fc.constant("Closed"), data: fc.constant({}) }) },
  { weight: 1, arbitrary: fc.record({ stream: name, type: fc.constant("Ignored"), data: fc.constant({}) }) },
);

test("batches of any size on any partitions, and a replay, give the rows of a fold in memory", async () => {
  await fc.assert(
    fc
      .asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(1, 3, 16),
        fc.constantFrom(1, 4),
        fc.array(fc.nat(), { minLength: 5, maxLength: 30 }),
        async (events, partitions, passes, choices) => {
          let turn = 0;
          const numbers = () => choices[turn++ % choices.length] ?? 0;
          const definitions = [accounts(partitions), targets(partitions), eventTypes];
          await registerProjections(pool, definitions, chain);
          await appendEvents(pool, events);
          for (const definition of definitions) {
            const expected = await expectedRows(pool, definition);
            await runAsync(definition, numbers);
            expect(await storedRows(pool, definition)).toEqual(expected);
            expect(await runReplay(definition, passes)).toEqual(expected);
          }
        },
      )
      .afterEach(() => clearStore(pool)),
    { numRuns: 12 },
  );
});

const moves = (count: number): TestEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    stream: `a-${index % 5}`,
    type: "Moved",
    data: { to: `t-${index % 3}`, amount: 0.1, text: `${index}` },
  }));

test("a crash between the fold and the commit leaves neither rows nor checkpoint", async () => {
  const projection = accounts(1);
  await registerProjections(pool, [projection], chain);
  await appendEvents(pool, moves(10));
  const batch = request(projection, await partitionsOf(projection), { after: 0n, upTo: 10n, limit: 100 });
  await pool.query(DIE_AT_COMMIT);
  await expect(applyBatch(pool, batch)).rejects.toThrow(/terminat/);
  await pool.query("drop function foldline.die() cascade");
  expect((await storedRows(pool, projection)).size).toBe(0);
  expect((await partitionsOf(projection))[0]?.checkpoint).toBe(0n);
  await applyBatch(pool, batch);
  expect(await storedRows(pool, projection)).toEqual(await expectedRows(pool, projection));
});

// A deferred trigger runs when the transaction commits, after everything else.
const DIE_AT_COMMIT = `
create function foldline.die() returns trigger language plpgsql as $$
begin
  perform pg_terminate_backend(pg_backend_pid()), pg_sleep(5);
  return null;
end $$;
create constraint trigger die after update on foldline.partitions deferrable initially deferred
  for each row execute function foldline.die()`;

test("a batch is bounded by the bytes of its events as they are read, not as they are compressed", async () => {
  const projection = accounts(1);
  await registerProjections(pool, [projection], chain);
  const data = { to: "t-1", amount: 1, text: "x".repeat(1_000_000) };
  await appendEvents(
    pool,
    Array.from({ length: 40 }, () => ({ stream: "a-1", type: "Moved", data })),
  );
  const batch = request(projection, await partitionsOf(projection), { after: 0n, upTo: 40n, limit: 100 });
  const { parts, checkpoint } = await prepareBatch(pool, batch);
  expect(parts).toHaveLength(17);
  expect(checkpoint).toBe(17n);
});

test("of two workers with the same lease only the one with the newer epoch commits", async () => {
  const projection = accounts(2);
  await registerProjections(pool, [projection], chain);
  await appendEvents(pool, moves(20));
  const stale = await partitionsOf(projection);
  await pool.query("update foldline.partitions set lease_epoch = lease_epoch + 1 where partition = 1");
  const fresh = await partitionsOf(projection);
  const bounds = { after: 0n, upTo: 20n, limit: 7 };
  const [first, second] = await Promise.allSettled([
    applyBatch(pool, request(projection, stale, bounds)),
    applyBatch(pool, request(projection, fresh, bounds)),
  ]);
  expect(first).toMatchObject({ status: "rejected", reason: expect.any(LeaseLostError) });
  expect(second.status).toBe("fulfilled");
  // The same batch once more is refused: its checkpoint has moved.
  await expect(applyBatch(pool, request(projection, fresh, bounds))).rejects.toThrow(LeaseLostError);
  await runAsync(projection, () => 3);
  expect(await storedRows(pool, projection)).toEqual(await expectedRows(pool, projection));
});

test("racing workers that hold the same epoch apply every event once", async () => {
  const projection = targets(1);
  await registerProjections(pool, [projection], chain);
  await appendEvents(pool, moves(60));
  const race = async () => {
    for (;;) {
      const [partition] = await partitionsOf(projection);
      if (partition === undefined || partition.checkpoint === 60n) return;
      const batch = request(projection, [partition], { after: partition.checkpoint, upTo: 60n, limit: 4 });
      await applyBatch(pool, batch).catch((error) => {
        if (!(error instanceof LeaseLostError)) throw error;
      });
    }
  };
  await Promise.all([race(), race(), race()]);
  expect(await storedRows(pool, projection)).toEqual(await expectedRows(pool, projection));
  expect((await allEvents(pool)).length).toBe(60);
});

test("a read model fed under other upcasters than it was built with stays stale, even when they are taken back", async () => {
  const projection = accounts(1);
  await registerProjections(pool, [projection], chain);
  await appendEvents(pool, moves(6));
  const twice = compileChain([
    codeUpcaster({ type: "Moved", from: 1, to: 2, title: "Nothing changes", upcast: (data) => data }),
  ]);
  const feed = async (after: bigint, upTo: bigint, read: UpcasterChain) => {
    const batch = request(projection, await partitionsOf(projection), { after, upTo, limit: 10 });
    await applyBatch(pool, { ...batch, chain: read });
    const { rows } = await pool.query<{ upcaster_hash: string }>("select upcaster_hash from foldline.read_models");
    return rows[0]?.upcaster_hash;
  };
  expect(await feed(0n, 2n, chain)).toBe(upcasterHash(projection, chain));
  expect(await feed(2n, 4n, twice)).toBe("mixed");
  expect(await feed(4n, 6n, chain)).toBe("mixed");
});

test("a handler changes a row only by what it returns", async () => {
  const { projection } = await import("./projection");
  const { foldAll } = await import("./fold");
  const careless = projection<{ sum: number; at: Date }>({
    name: "careless",
    version: 1,
    columns: { sum: "numeric(12,2)", at: "timestamptz" },
    on: {
      Moved: (row, event) => {
        if (row === null) return { sum: 0.1, at: event.occurredAt };
        const before = row as { sum: number };
        before.sum += 0.2;
        return { ...row };
      },
    },
  });
  await appendEvents(
    pool,
    moves(5).map((move) => ({ ...move, stream: "a-1" })),
  );
  expect(foldAll(careless, await allEvents(pool)).get("a-1")).toMatchObject({ sum: 0.9 });
});
