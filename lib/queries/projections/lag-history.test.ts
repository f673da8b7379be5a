import { afterAll, beforeAll, expect, test } from "vitest";
import { LagHistory } from "@/lib/api/projection-watch";
import { pool } from "@/lib/db/pool";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { lagHistory } from "./lag-history";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
  await pool.query(
    `insert into foldline.projections (name, definition_version, definition_hash, definition, serving_version)
     values ('fines', 1, 'h', '{}', 2)`,
  );
  const at = "date_bin('1 hour', now(), 'epoch') - $1::interval + n * interval '1 minute'";
  for (const [age, version] of [
    ["2 hours", 2],
    ["3 days", 2],
    ["2 hours", 1],
  ] as const) {
    await pool.query(
      `insert into foldline.projection_samples (projection, version, sampled_at, lag, events_applied)
       select 'fines', $2, ${at}, n * 10 + $2, 0 from generate_series(0, 9) n`,
      [age, version],
    );
    await pool.query(
      `insert into foldline.batch_samples (projection, version, worker_id, sampled_at, batches, events, median_ms, longest_ms)
       select 'fines', $2, gen_random_uuid(), ${at}, 1 + n, 100, 10 * n, 50 + n from generate_series(0, 1) n`,
      [age, version],
    );
  }
});
afterAll(() => database.drop());

const read = (range: "1h" | "24h" | "7d" | "90d") => asRole("viewer", () => lagHistory("fines", range));

test("one point is the highest lag of its time, and all of its batches, of the version that serves", async () => {
  const day = LagHistory.parse(await read("24h"));
  expect(day.lag.map(({ behind }) => behind)).toEqual([42, 92]);
  expect(day.batches).toMatchObject([{ batches: 3, events: 200, longestMs: 51 }]);
  expect(day.batches[0]?.typicalMs).toBeCloseTo(20 / 3);
});

test("longer ranges reach further back, with a point for a longer time", async () => {
  expect((await read("1h")).lag).toEqual([]);
  expect((await read("7d")).lag.map(({ behind }) => behind)).toEqual([92, 92]);
  const quarter = await read("90d");
  expect(quarter.grainMs).toBeGreaterThan(3_600_000);
  expect(quarter.to - quarter.from).toBe(90 * 86_400_000);
});

test("a projection that does not exist is said to be so", async () => {
  await expect(asRole("viewer", () => lagHistory("nothing", "1h"))).rejects.toMatchObject({ code: "not-found" });
});
