import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { FoldNowQuery } from "@/lib/api/fold-now";
import { pool } from "@/lib/db/pool";
import { projection, rawProjection, registerProjections } from "@/lib/engine";
import { chain, codeProjections, store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { foldNow } from "./fold-now";

// Outside a request nobody is signed in.
vi.mock("@/lib/auth/request-operator", () => ({ requestOperator: async () => null }));

let database: TestDatabase;
const fold = (name: string, query: object, options = {}) =>
  asRole("viewer", () => foldNow(name, FoldNowQuery.parse(query), options));

const lines = [{ sku: "tea", quantity: 2, unitPrice: 1050 }];
const shipTo = { street: "Long Lane 3", city: "Zurich", postalCode: "8001", country: "CH" };
const placed = { customerId: "customer-1", currency: "EUR", lines, total: 2100, shipTo };
const changed = { customerId: "customer-1", currency: "EUR", sku: "tea", unitPrice: 1050 };

const raw = rawProjection({ name: "by-hand", version: 1, columns: {}, types: "*", apply: async () => undefined });
const elsewhere = projection({ name: "elsewhere", version: 1, columns: {}, on: { "*": () => ({}) } });

const STORE = `
insert into foldline_data.event_types_v1
  (schema, type, schema_version, events, first_position, first_occurred_at, last_position, last_occurred_at)
select 'OrderLineChanged@1', type, 1, 2, min(position), date_trunc('milliseconds', min(occurred_at)), max(position),
       date_trunc('milliseconds', max(occurred_at))
  from foldline.events where type = 'OrderLineChanged' group by type`;

beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, [...codeProjections, raw, elsewhere], await chain());
  await store.append("order-1", 0, [
    { type: "OrderPlaced", schemaVersion: 3, data: placed },
    { type: "OrderLineChanged", data: { ...changed, quantity: 5, previousQuantity: 2, change: 3150 } },
    { type: "OrderLineChanged", data: { ...changed, quantity: 4, previousQuantity: 5, change: -1050 } },
  ]);
  await store.append("order-2", 0, [{ type: "OrderPlaced", schemaVersion: 3, data: { total: "much" } }]);
  await pool.query(STORE);
  await pool.query("update foldline.partitions set checkpoint = 4 where projection = 'event-types'");
});
afterAll(() => database.drop());

test("folds a row that is in no table, digit for digit, and says what it read", async () => {
  const found = await fold("order-changes", { key: "order-1" });
  expect(found).toMatchObject({ keyColumn: "order_id", eventsRead: 3, position: "4", stored: null });
  const { last_changed_at, ...values } = found.rows[0]?.values ?? {};
  expect(values).toEqual({ ordered: "21.00", total: "42.00", changes: "2", pieces_added: "3", pieces_removed: "1" });
  expect(last_changed_at).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d.*\+00$/);
  expect(await fold("order-changes", { stream: "order-1" })).toEqual(found);
});

test("goes back to a position, and finds no row of a key that no event made", async () => {
  const then = await fold("order-changes", { key: "order-1", position: "1" });
  expect(then).toMatchObject({ eventsRead: 1, position: "1" });
  expect(then.rows[0]?.values).toMatchObject({ total: "21.00", changes: "0", last_changed_at: null });
  expect(await fold("order-changes", { key: "order-9" })).toMatchObject({ rows: [], eventsRead: 0 });
});

test("goes back to an instant, and says which row there is now of a projection that keeps none", async () => {
  const { rows } = await pool.query<{ at: Date }>(
    "select occurred_at as at from foldline.events where stream_id = 'order-1' and version = 1",
  );
  const instant = (rows[0]?.at ?? new Date()).toISOString();
  const before = new Date(Date.parse(instant) - 1).toISOString();
  expect(await fold("order-changes", { key: "order-1", instant: before })).toMatchObject({
    ...{ rows: [], eventsRead: 0, last: null, asOf: { instant: before, clock: "occurred" } },
    stored: { version: null, values: { total: "42.00" }, differs: { length: 6 } },
  });
  const later = new Date(Date.now() + 1_000).toISOString();
  const now = await fold("order-changes", { key: "order-1", instant: later, clock: "recorded" });
  expect(now).toMatchObject({ eventsRead: 3, last: "3", leftOut: 0, stored: { version: null, differs: [] } });
  expect(now.rows[0]?.values).toEqual(now.stored?.values);
  expect(FoldNowQuery.safeParse({ key: "a", position: "1", instant }).success).toBe(false);
});

test("leaves out an event that fails and what waits behind it, and names it", async () => {
  const found = await fold("order-changes", { key: "order-2" });
  expect(found).toMatchObject({ rows: [], eventsRead: 1, failed: 1, heldBack: 0 });
  expect(found.failures).toMatchObject([
    { streamId: "order-2", version: 1, type: "OrderPlaced", message: expect.stringContaining("version 1") },
  ]);
});

test("lays the stored row beside the folded one, with its checkpoint and the columns that differ", async () => {
  const same = await fold("event-types", { key: "OrderLineChanged@1" });
  expect(same.stored).toMatchObject({ version: 1, checkpoint: "4", differs: [] });
  expect(same.stored?.values).toEqual(same.rows[0]?.values);
  await pool.query("update foldline_data.event_types_v1 set events = 9007199254740993, type = null");
  const other = await fold("event-types", { key: "OrderLineChanged@1" });
  expect(other.stored).toMatchObject({ values: { events: "9007199254740993" }, differs: ["type", "events"] });
  expect(other.rows[0]?.values).toMatchObject({ events: "2", type: "OrderLineChanged" });
});

test("every column differs where only one of the two has a row", async () => {
  const missing = await fold("order-summary", { key: "order-1" });
  expect(missing.stored).toMatchObject({ values: null, checkpoint: "0" });
  expect(missing.stored?.differs).toHaveLength(missing.columns.length);
  expect((await fold("order-summary", { key: "order-9" })).stored).toMatchObject({ values: null, differs: [] });
});

test("refuses in words what it cannot fold", async () => {
  const refusals = [
    ["nothing", { key: "a" }, "not-found", 'There is no projection "nothing".'],
    ["by-hand", { key: "a" }, "conflict", "by-hand writes its table with its own SQL"],
    ["elsewhere", { key: "a" }, "unavailable", "no definition of elsewhere"],
    ["event-types", { stream: "order-1" }, "conflict", "Name a key."],
  ] as const;
  for (const [name, query, code, message] of refusals) {
    await expect(fold(name, query), name).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  }
  await pool.query(`update foldline.projections set definition = definition || '{"kind": "reactor"}' where name = $1`, [
    "elsewhere",
  ]);
  await expect(fold("elsewhere", { key: "a" })).rejects.toThrow("elsewhere is a reactor");
});

test("refuses to read more events than it may, with their number", async () => {
  await expect(fold("order-changes", { key: "order-1" }, { maxEvents: 2 })).rejects.toMatchObject({
    code: "too-large",
    message: expect.stringContaining("would read 3 events; 2 is the limit"),
    details: { events: 3, maxEvents: 2 },
  });
});

test("takes either a key or a stream, and only somebody who is signed in", async () => {
  expect(FoldNowQuery.safeParse({}).success).toBe(false);
  expect(FoldNowQuery.safeParse({ key: "a", stream: "a" }).success).toBe(false);
  await expect(foldNow("order-changes", { key: "order-1" })).rejects.toMatchObject({ code: "unauthenticated" });
});

const BREAK = `
insert into foldline.events (stream_id, version, position, event_id, type, schema_version, slice, data, metadata, occurred_at)
select 'order-broken' || n, 1, nextval('foldline.position_seq'), gen_random_uuid(), 'PaymentCaptured', 1, slice, data, metadata, '2026-01-01'
  from foldline.events cross join generate_series(1, 1001) n where stream_id = 'order-2'`;

test("ends where more streams have failed than can be left out, in words", async () => {
  await pool.query(BREAK);
  await expect(fold("revenue", { key: "2026" })).rejects.toMatchObject({
    ...{ name: "AppError", code: "conflict", details: { most: 1_000 } },
    message: expect.stringMatching(/^More than 1,000 streams of "revenue" .* ask for one stream/),
  });
});
