import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { batchSampler } from "./batch-samples";

let database: TestDatabase;
const WORKER = "00000000-0000-4000-8000-000000000001";
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function stored() {
  const { rows } = await database.pool.query(
    `select projection, version, sum(batches)::int as batches, sum(events)::int as events, max(longest_ms) as longest,
            (sum(median_ms * batches) / sum(batches))::float8 as typical
       from foldline.batch_samples where worker_id = $1 group by 1, 2 order by 1, 2`,
    [WORKER],
  );
  return rows;
}

test("stores the median and the longest of the batches of a few seconds, for each read-model version", async () => {
  const sampler = batchSampler(WORKER);
  for (const tookMs of [40, 10, 20]) sampler.note({ projection: "fines", version: 3, events: 100, tookMs });
  sampler.note({ projection: "fines", version: 4, events: 5, tookMs: 7 });
  sampler.note({ projection: "orders", version: 1, events: 0, tookMs: 1 });
  await sampler.store(database.pool);
  const expected = [
    { projection: "fines", version: 3, batches: 3, events: 300, longest: 40, typical: 20 },
    { projection: "fines", version: 4, batches: 1, events: 5, longest: 7, typical: 7 },
  ];
  expect(await stored()).toEqual(expected);
  await sampler.store(database.pool);
  expect(await stored()).toEqual(expected);
});

test("batches of the same five seconds are added to what is stored of them", async () => {
  const sampler = batchSampler(WORKER);
  sampler.note({ projection: "fines", version: 3, events: 100, tookMs: 60 });
  await sampler.store(database.pool);
  expect((await stored())[0]).toEqual({
    projection: "fines",
    version: 3,
    batches: 4,
    events: 400,
    longest: 60,
    typical: 30,
  });
});
