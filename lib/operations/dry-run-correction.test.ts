import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { dryRunCorrection } from "./dry-run-correction";

const LAST = 200_002;

const READINGS = `
insert into foldline.events
  (stream_id, version, position, event_id, type, schema_version, slice, data, metadata, occurred_at)
select 'meter-9', n, n, gen_random_uuid(), 'MeterRead', 1, 0,
       json_build_object('reading', n), '{}', now() from generate_series(2, $1) n`;

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
  await store.append("meter-9", 0, [{ type: "MeterRead", data: { reading: 1 } }]);
  await pool.query(READINGS, [LAST]);
  await pool.query("update foldline.streams set version = $1 where stream_id = 'meter-9'", [LAST]);
  await pool.query("select setval('foldline.position_seq', $1)", [LAST]);
}, 60_000);
afterAll(() => database.drop());

test("a dry run shows what the event does also behind more than a what-if goes through", async () => {
  const event = { type: "MeterRead", data: { reading: "mended" }, eventId: randomUUID() };
  const request = { expectedVersion: LAST, event };
  const { before, after } = await asRole("admin", () => dryRunCorrection("meter-9", request));
  expect(JSON.parse(before.stateText).reading).toBe(LAST);
  expect(JSON.parse(after.stateText)).toEqual({ reading: "mended" });
}, 60_000);
