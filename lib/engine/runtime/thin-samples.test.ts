import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { allWindows, forgetOldSamples, recentWindows, thinSamples } from "./thin-samples";

let database: TestDatabase;
const NOW = new Date("2026-03-12T12:34:56Z");
const WORKER = "00000000-0000-4000-8000-000000000001";
const count = async (table: string, where = "true") =>
  Number((await database.pool.query(`select count(*) from foldline.${table} where ${where}`)).rows[0].count);

// Three hours of samples two days ago, and the last three hours; lag and latency go up and down.
beforeAll(async () => {
  database = await createTestDatabase();
  const at = `from (select generate_series(begin, begin + interval '3 hours' - interval '5 seconds', '5 seconds') as at
     from unnest(array[$1::timestamptz - interval '2 days', $1::timestamptz - interval '3 hours']) begin) s`;
  const n = "(extract(epoch from at) / 5)::bigint";
  for (const statement of [
    `insert into foldline.store_samples (sampled_at, watermark) select at, ${n} * 3 ${at}`,
    `insert into foldline.projection_samples (projection, version, sampled_at, lag, events_applied)
     select p, 1, at, (${n} * 7919) % 1000, ${n} * 2 ${at}, unnest(array['a', 'b']) p`,
    `insert into foldline.batch_samples (projection, version, worker_id, sampled_at, batches, events, median_ms, longest_ms)
     select 'a', 1, '${WORKER}', at, 1 + ${n} % 5, 10, 1 + ${n} % 7, 10 + (${n} * 31) % 90 ${at}`,
  ]) {
    await database.pool.query(statement, [NOW]);
  }
});
afterAll(() => database.drop());

// What charts show of old times, at the grain that is kept there.
async function coarse() {
  const lag = await database.pool.query(
    `select projection, date_bin('10 minutes', sampled_at, 'epoch') as at, max(lag) as lag
       from foldline.projection_samples group by 1, 2 order by 1, 2`,
  );
  const batches = await database.pool.query(
    `select date_bin('10 minutes', sampled_at, 'epoch') as at, sum(batches)::int as batches, sum(events)::int as events,
            max(longest_ms) as longest, round((sum(median_ms * batches) / sum(batches))::numeric, 3)::text as typical
       from foldline.batch_samples group by 1 order by 1`,
  );
  const watermark = await database.pool.query(
    `select date_bin('10 minutes', sampled_at, 'epoch') as at, min(watermark) as watermark
       from foldline.store_samples group by 1 order by 1`,
  );
  return { lag: lag.rows, batches: batches.rows, watermark: watermark.rows };
}

test("thinning keeps what the charts show at the coarser grain, and doing it again changes nothing", async () => {
  const before = await coarse();
  for (const window of [...allWindows(NOW), ...recentWindows(NOW)]) await thinSamples(database.pool, window);
  expect(await coarse()).toEqual(before);
  const rows = await count("projection_samples");
  for (const window of allWindows(NOW)) await thinSamples(database.pool, window);
  expect(await count("projection_samples")).toBe(rows);
  expect(await coarse()).toEqual(before);
});

test("of the last hour every sample is left, of the last day one a minute, of older times one in ten", async () => {
  const fine = `sampled_at >= timestamptz '${NOW.toISOString()}' - interval '60 minutes'`;
  const minutes = `sampled_at >= '2026-03-12T09:35:00Z' and sampled_at < '2026-03-12T11:34:00Z'`;
  const old = `sampled_at >= '2026-03-10T12:40:00Z' and sampled_at < '2026-03-10T15:30:00Z'`;
  for (const [table, times] of [
    ["store_samples", 1],
    ["projection_samples", 2],
    ["batch_samples", 1],
  ] as const) {
    expect(await count(table, fine)).toBe(720 * times);
    expect(await count(table, minutes)).toBe(119 * times);
    expect(await count(table, old)).toBe(17 * times);
  }
});

test("a worker that looks every minute leaves nothing between its windows", () => {
  const later = new Date(NOW.getTime() + 60_000);
  for (const [index, window] of recentWindows(NOW).entries()) {
    const next = recentWindows(later)[index];
    expect(next?.grain).toBe(window.grain);
    expect(next?.from.getTime()).toBeLessThan(window.to.getTime());
    const grainMs = window.grain === "1 minute" ? 60_000 : 600_000;
    expect(window.from.getTime() % grainMs).toBe(0);
    expect(window.to.getTime() % grainMs).toBe(0);
  }
});

test("what is older than ninety days is forgotten", async () => {
  await database.pool.query("insert into foldline.store_samples (sampled_at, watermark) values ($1, 1), ($2, 2)", [
    new Date(NOW.getTime() - 91 * 86_400_000),
    new Date(NOW.getTime() - 89 * 86_400_000),
  ]);
  await forgetOldSamples(database.pool, NOW);
  expect(await count("store_samples", "watermark in (1, 2)")).toBe(1);
});
