import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { generateHistory } from "./generator/history";
import { seedDemo } from "./seed";

const COUNT = "select count(*)::int as events, count(distinct stream_id)::int as streams from foldline.events";
vi.setConfig({ testTimeout: 240_000 });
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("writes the whole history once, in its order, whenever and however often it runs", async () => {
  const { pool } = database;
  const until = new Date("2026-08-01T09:30:00Z");
  const first = await seedDemo(pool, undefined, until);
  const history = generateHistory(until);
  expect(first).toMatchObject({ events: history.length });
  expect((await pool.query(COUNT)).rows).toEqual([{ events: first.events, streams: first.streams }]);

  const again = await seedDemo(pool, undefined, new Date("2026-09-09T00:00:00Z"));
  expect(again).toMatchObject({ events: 0, streams: first.streams });

  const { rows } = await pool.query(
    "select stream_id, version::int, event_id, type, schema_version, metadata from foldline.events order by position",
  );
  const expected = history.map(({ streamId, version, event }) => ({
    stream_id: streamId,
    version,
    event_id: event.eventId,
    type: event.type,
    schema_version: event.schemaVersion,
    metadata: event.metadata,
  }));
  expect(JSON.stringify(rows.map(sorted))).toBe(JSON.stringify(expected.map(sorted)));
});

test("completes a history of which only a part was written", async () => {
  const { pool } = database;
  const [before] = (await pool.query(COUNT)).rows;
  const client = await pool.connect();
  await client.query("set foldline.allow_event_changes = 'on'");
  // What a run leaves behind that ended half-way: the newest streams are not there, and nobody noted completion.
  const cut = "select position from foldline.events order by position offset 20000 limit 1";
  await client.query(`create temp table late as
    select stream_id from foldline.events group by stream_id having min(position) > (${cut})`);
  await client.query("delete from foldline.events using late where late.stream_id = events.stream_id");
  await client.query("delete from foldline.streams using late where late.stream_id = streams.stream_id");
  await client.query("update foldline.settings set value = value - 'streams' where key = 'demo.seed'");
  client.release(true);

  const completed = await seedDemo(pool);
  expect(completed.events).toBeGreaterThan(1_000);
  expect((await pool.query(COUNT)).rows).toEqual([before]);
});

function sorted(row: { readonly metadata?: object | undefined }) {
  return { ...row, metadata: Object.entries(row.metadata ?? {}).toSorted() };
}
