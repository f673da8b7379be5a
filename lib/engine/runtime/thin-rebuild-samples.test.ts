import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { rebuildProgress } from "../projections/progress";
import { OLD_RUN_POINTS, thinRebuildSamples } from "./thin-rebuild-samples";

let database: TestDatabase;
const ENDED = new Date("2026-03-10T12:00:00Z");
const OLD = "00000000-0000-4000-8000-000000000001";
const YOUNG = "00000000-0000-4000-8000-000000000002";
const SECONDS = 1_000;

beforeAll(async () => {
  database = await createTestDatabase();
  for (const [id, daysLater] of [
    [OLD, 0],
    [YOUNG, 2],
  ] as const) {
    await database.pool.query(
      `insert into foldline.rebuilds (id, projection, version, status, requested_by, attempt, events_total, events_read, started_at, finished_at)
       values ($1, 'fines', 2, 'promoted', 'test', 2, 900000, 900000, $2::timestamptz - interval '20 minutes', $2)`,
      [id, new Date(ENDED.getTime() + daysLater * 86_400_000)],
    );
    await database.pool.query(
      `insert into foldline.rebuild_samples (rebuild_id, attempt, sampled_at, phase, events_read, rows_written)
       select $1, attempt, $2::timestamptz - interval '20 minutes' + n * interval '1 second',
              case when n < 900 then 'build' when n < 950 then 'indexes' else 'catch-up' end, least(n, 900) * 1000, 0
         from generate_series(1, ${SECONDS}) n, unnest(array[1, 2]) attempt`,
      [id, ENDED],
    );
  }
});
afterAll(() => database.drop());

// What the chart's samples add up to: each rate over the time since the sample before.
async function replayed(id: string): Promise<{ points: number; sum: number; phases: string[] }> {
  const samples = (await rebuildProgress(database.pool, id))?.samples ?? [];
  const read = samples.map(({ rate, second }, index) => rate * (second - (samples[index - 1]?.second ?? 0)));
  return {
    points: samples.length,
    sum: Math.round(read.reduce((total, events) => total + events, samples[0]?.eventsRead ?? 0)),
    phases: samples.flatMap(({ phase }, index) => (phase === samples[index - 1]?.phase ? [] : [phase])),
  };
}

test("an old run keeps few samples, which still add up to the events it replayed", async () => {
  const before = await replayed(OLD);
  expect(before).toMatchObject({ points: SECONDS, sum: 900_000 });
  expect(await thinRebuildSamples(database.pool, new Date(ENDED.getTime() + 1))).toBe(1);
  const after = await replayed(OLD);
  expect(after).toEqual({ ...before, points: after.points });
  expect(after.points).toBeLessThanOrEqual(OLD_RUN_POINTS);
  expect(after.points).toBeGreaterThan(OLD_RUN_POINTS - 10);
  const { rows } = await database.pool.query(
    "select min(sampled_at) as first, max(sampled_at) as last from foldline.rebuild_samples where rebuild_id = $1",
    [OLD],
  );
  expect(rows[0].last - rows[0].first).toBe((SECONDS - 1) * 1000);
});

test("a second look finds nothing to do, and a younger run keeps every second", async () => {
  expect(await thinRebuildSamples(database.pool, new Date(ENDED.getTime() + 1))).toBe(0);
  expect((await replayed(YOUNG)).points).toBe(SECONDS);
});
