import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { appendEvents } from "../projections/testing/ledger";
import { sliceOf } from "../store/stream-name";
import { type Backlog, eventsBehind } from "./events-behind";

let database: TestDatabase;
const whole = { from: 0, to: 1023 };
const streams = Array.from({ length: 40 }, (_, index) => `order-${index}`);

beforeAll(async () => {
  database = await createTestDatabase();
  await appendEvents(
    database.pool,
    streams.map((stream, index) => ({ stream, type: index % 4 === 0 ? "Paid" : "Placed", data: {} })),
  );
  await appendEvents(database.pool, [{ stream: "$audit-2026-03", type: "Placed", data: {} }]);
});
afterAll(() => database.drop());

const behind = (backlog: Partial<Backlog>) =>
  eventsBehind(
    database.pool,
    { types: null, keyedBy: "stream", partitions: [{ checkpoint: 0n, slices: whole }], ...backlog },
    41n,
  );

test("counts the events of its types after its checkpoint, and none of the system's", async () => {
  expect(await behind({})).toEqual({ events: 40, exact: true, first: 1n });
  expect(await behind({ types: ["Paid"] })).toEqual({ events: 10, exact: true, first: 1n });
  expect(await behind({ types: ["Paid"], partitions: [{ checkpoint: 1n, slices: whole }] })).toMatchObject({
    events: 9,
    first: 5n,
  });
  expect(await behind({ partitions: [{ checkpoint: 41n, slices: whole }] })).toEqual({
    events: 0,
    exact: true,
    first: null,
  });
});

test("a partition that stands still waits for the events of its slices only", async () => {
  const halves = [
    { checkpoint: 0n, slices: { from: 0, to: 511 } },
    { checkpoint: 41n, slices: { from: 512, to: 1023 } },
  ];
  const lower = streams.filter((stream) => sliceOf(stream) < 512).length;
  expect(await behind({ partitions: halves })).toMatchObject({ events: lower, exact: true });
  expect(await behind({ partitions: halves, keyedBy: "key" })).toMatchObject({ events: 40, exact: true });
});

test("of very many events the first are counted and the rest is estimated from them", async () => {
  const bulk = `insert into foldline.events (stream_id, version, position, event_id, type, slice, data, occurred_at)
    select 'bulk-1', n, 100 + 2 * n, gen_random_uuid(), 'Bulk', 7, '{}', now() from generate_series(1, 30000) n`;
  await database.pool.query(bulk);
  const backlog = { types: ["Bulk"], keyedBy: "stream", partitions: [{ checkpoint: 100n, slices: whole }] } as const;
  const { events, exact } = await eventsBehind(database.pool, backlog, 60_100n);
  expect(exact).toBe(false);
  expect(Math.abs(events - 30_000)).toBeLessThan(100);
});
