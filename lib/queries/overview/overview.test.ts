import { afterAll, beforeAll, expect, test } from "vitest";
import { AuditPage, AuditQuery } from "@/lib/api/audit";
import { Overview } from "@/lib/api/overview";
import { pool } from "@/lib/db/pool";
import { setDemoTrading } from "@/lib/operations/set-demo-trading";
import { store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { auditRecords } from "../access/audit-records";
import { eventTypeSlots } from "../event-types/event-type-slots";
import { listWorkers } from "../jobs/workers";
import { appendRate } from "./append-rate";
import { overview } from "./overview";
import { pulse } from "./pulse";

let database: TestDatabase;
beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(() => database.drop());

const asViewer = <Result>(work: () => Result) => asRole("viewer", work);
const event = (type: string) => ({ type, data: {} });

test("an empty store has an overview that says that no worker lives", async () => {
  const answer = await asViewer(() => overview("24h"));
  expect(Overview.parse(JSON.parse(JSON.stringify(answer)))).toMatchObject({ watermark: "0", projections: [] });
  expect(answer.attention.map(({ id }) => id)).toEqual(["no-worker"]);
});

test("types take their slots in the order of first appearance; those of system streams take none", async () => {
  await store.append("order-1", 0, [event("OrderPlaced"), event("LineAdded"), event("OrderPlaced")]);
  await store.append("$audit-2026-01", 0, [event("RebuildRequested")]);
  await store.append("order-2", 0, [event("Cancelled")]);
  expect(await asViewer(eventTypeSlots)).toEqual(["OrderPlaced", "LineAdded", "Cancelled"]);
});

test("the pulse counts live workers and knows the watermark", async () => {
  await pool.query(
    `insert into foldline.workers (worker_id, name, host, pid, projections, seen_at, stopped_at) values
       (gen_random_uuid(), 'live', 'host', 1, '[]', now(), null),
       (gen_random_uuid(), 'silent', 'host', 2, '[]', now() - interval '1 minute', null),
       (gen_random_uuid(), 'stopped', 'host', 3, '[]', now(), now())`,
  );
  expect(await asViewer(pulse)).toMatchObject({ watermark: "5", liveWorkers: 1, appendsPerSecond: null });
  const { workers } = await asViewer(listWorkers);
  expect(workers.map(({ name, state }) => [name, state])).toEqual([
    ["live", "live"],
    ["silent", "silent"],
    ["stopped", "stopped"],
  ]);
});

test("the append rate is the slope of the samples, and a time without samples is a gap", async () => {
  const now = new Date("2026-03-12T12:00:00Z");
  const sample = (secondsAgo: number, watermark: number) =>
    pool.query("insert into foldline.store_samples (sampled_at, watermark) values ($1, $2)", [
      new Date(now.getTime() - secondsAgo * 1000),
      watermark,
    ]);
  for (const [secondsAgo, watermark] of [
    [1815, 100],
    [1810, 150],
    [1805, 200],
    [20, 9000],
    [15, 9010],
    [10, 9020],
  ] as const) {
    await sample(secondsAgo, watermark);
  }
  const { points, total, peak } = await asViewer(() => appendRate("1h", now));
  expect(points.filter((point) => point.value !== null).map((point) => point.value)).toEqual([10, 2]);
  expect(total).toBe(120);
  expect(peak).toBe(10);
});

test("samples of days ago lie ten minutes apart, and still are no gap", async () => {
  const now = new Date("2026-03-12T12:00:00Z");
  for (const [minutesAgo, watermark] of [
    [4_330, 1_000],
    [4_320, 1_600],
    [4_310, 2_200],
  ] as const) {
    await pool.query("insert into foldline.store_samples (sampled_at, watermark) values ($1, $2)", [
      new Date(now.getTime() - minutesAgo * 60_000),
      watermark,
    ]);
  }
  const { points } = await asViewer(() => appendRate("7d", now));
  const old = points.filter((point) => point.value !== null && point.at < now.getTime() - 4_000 * 60_000);
  expect(new Set(old.map((point) => point.value))).toEqual(new Set([1]));
});

test("marks are deployments, upcasters and promotions, and a roll back says so", async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 12, 11, minute));
  await pool.query(
    "insert into foldline.deployments (fingerprint, label, deployed_at) values ('f', 'Deploy 4.18.0', $1)",
    [at(1)],
  );
  await pool.query(
    `insert into foldline.upcasters (title, type, from_version, to_type, to_version, operations, state, created_by, activated_at, retired_at)
     values ('t', 'Payment', 1, 'Payment', 2, '[]', 'retired', 'x', $1, $2)`,
    [at(2), at(4)],
  );
  await pool.query(
    `insert into foldline.read_models (projection, version, definition_version, definition_hash, upcaster_hash, state, created_at, promoted_at, retired_at)
     values ('orders', 1, 1, 'h', 'u', 'live', $1, $3, null), ('orders', 2, 1, 'h', 'u', 'retired', $1, $2, $3)`,
    [at(0), at(3), at(5)],
  );
  await pool.query(
    "insert into foldline.rebuilds (projection, version, status, requested_by) values ('orders', 2, 'promoted', 'x')",
  );
  const { marks } = await asViewer(() => appendRate("1h", new Date("2026-03-12T12:00:00Z")));
  expect(marks.map(({ at, label, kind }) => `${new Date(at).getUTCMinutes()} ${kind}: ${label}`)).toEqual([
    "1 deployment: Deploy 4.18.0",
    "2 upcaster: Upcaster Payment v1 activated",
    "3 promotion: orders v2 promoted",
    "4 upcaster: Upcaster Payment v1 retired",
    "5 promotion: orders rolled back to v1",
  ]);
});

test("the audit reads newest first, page by page, and by who and what", async () => {
  for (const eventsPerMinute of [1, 2, 3])
    await asRole("operator", () => setDemoTrading({ enabled: true, eventsPerMinute }));
  const read = (query: Record<string, string>) => asViewer(() => auditRecords(AuditQuery.parse(query)));
  const first = AuditPage.parse(await read({ limit: "2", type: "DemoTradingSet" }));
  expect(first.records.map(({ dataText }) => JSON.parse(dataText).eventsPerMinute)).toEqual([3, 2]);
  expect(first.types).toEqual(["DemoTradingSet", "RebuildRequested"]);
  const second = await read({ limit: "2", type: "DemoTradingSet", after: first.after ?? "" });
  expect(second).toMatchObject({ after: null, records: [{ actor: "test-operator", actorName: "Test operator" }] });
  expect((await read({ actor: "nobody" })).records).toEqual([]);
});
