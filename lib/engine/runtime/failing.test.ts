import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { projection } from "../projections/projection";
import { appendEvents } from "../projections/testing/ledger";
import { runWorker } from "./worker";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let poisoned = true;

const picky = projection<{ moves: number }>({
  name: "picky",
  version: 1,
  columns: { moves: "integer" },
  partitions: 4,
  onError: { policy: "stop", attempts: 1 },
  on: {
    Moved: (row) => ({ moves: (row?.moves ?? 0) + 1 }),
    Poison: (row) => {
      if (poisoned) throw new Error("cannot swallow this");
      return row;
    },
  },
});

interface PartitionRow {
  readonly partition: number;
  readonly checkpoint: string;
  readonly error: {
    message: string;
    position: string;
    streamId: string;
    streamVersion: number;
    type: string;
    attempts: number;
  } | null;
}

test("a partition whose handler fails stops in front of the event and says why; the others go on; a retry that works clears it", async () => {
  const move = (index: number) => ({ stream: `s-${index % 40}`, type: "Moved", data: {} });
  await appendEvents(
    database.pool,
    Array.from({ length: 120 }, (_, index) => move(index)),
  );
  await appendEvents(database.pool, [{ stream: "s-7", type: "Poison", data: {} }]);
  await appendEvents(
    database.pool,
    Array.from({ length: 80 }, (_, index) => move(index)),
  );
  const { rows: last } = await database.pool.query("select max(position) as position from foldline.events");
  const { rows: poison } = await database.pool.query("select position from foldline.events where type = 'Poison'");

  const stop = new AbortController();
  const done = runWorker({ pool: database.pool, projections: [picky], upcasters: [], signal: stop.signal });
  const partitions = async () =>
    (
      await database.pool.query<PartitionRow>(
        "select partition, checkpoint, error from foldline.partitions order by partition",
      )
    ).rows;
  const until = async (condition: (rows: PartitionRow[]) => boolean) => {
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(50)) {
      const rows = await partitions();
      if (rows.length > 0 && condition(rows)) return rows;
    }
    throw new Error(`Not in time: ${JSON.stringify(await partitions())}`);
  };
  const stuck = await until((rows) => rows.filter(({ checkpoint }) => checkpoint === last[0].position).length === 3);
  const failed = (await until((rows) => rows.some(({ error }) => (error?.attempts ?? 0) >= 2))).filter(
    ({ error }) => error,
  );
  expect(stuck).toHaveLength(4);
  expect(failed).toHaveLength(1);
  expect(failed[0]?.checkpoint).toBe((BigInt(poison[0].position) - 1n).toString());
  expect(failed[0]?.error).toMatchObject({
    position: poison[0].position,
    streamId: "s-7",
    streamVersion: 4,
    type: "Poison",
    message: expect.stringContaining("cannot swallow this"),
  });

  poisoned = false;
  const cured = await until((rows) => rows.every(({ checkpoint }) => checkpoint === last[0].position));
  expect(cured.every(({ error }) => error === null)).toBe(true);
  const { rows } = await database.pool.query("select sum(moves)::int as moves from read_models.picky");
  expect(rows[0].moves).toBe(200);
  stop.abort();
  await done;
  const { rows: held } = await database.pool.query("select 1 from foldline.partitions where lease_owner is not null");
  expect(held).toHaveLength(0);
});

test("a failure is stored whatever text its message quotes", async () => {
  const quoting = projection<{ moves: number }>({
    name: "quoting",
    version: 1,
    columns: { moves: "integer" },
    partitions: 1,
    on: {
      Quoted: (_, { data }) => {
        throw new Error(`cannot read "${String(data).slice(0, 80)}\0"`);
      },
    },
  });
  await appendEvents(database.pool, [{ stream: "q-1", type: "Quoted", data: `${"x".repeat(79)}😀` }]);
  const stop = new AbortController();
  const done = runWorker({ pool: database.pool, projections: [quoting], upcasters: [], signal: stop.signal });
  const stored =
    "select error ->> 'message' as message from foldline.partitions where projection = 'quoting' and error is not null";
  await expect
    .poll(async () => (await database.pool.query(stored)).rows[0]?.message, { timeout: 10_000 })
    .toContain('xx\ufffd\ufffd"');
  stop.abort();
  await done;
});
