import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import type { NewEvent } from "../events";
import { runWorker } from "../runtime/worker";
import { postgresEventStore } from "../store/postgres-event-store";
import { watermark } from "../store/watermark";
import { checkStoredEvents } from "./check-stored-events";
import { eventSchema } from "./event-schema";
import { registerEventSchemas } from "./register-event-schemas";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query("truncate foldline.event_schemas cascade");
});

const schema = { type: "object", properties: { amount: { type: "integer" } }, required: ["amount"] };
const paid = (amount: unknown, schemaVersion = 1, type = "Paid"): NewEvent => ({
  type,
  schemaVersion,
  data: { amount },
});

async function append(streamId: string, events: readonly NewEvent[]): Promise<void> {
  await postgresEventStore(database.pool).append(streamId, "any", events);
}

async function publish(type: string, schemaVersion = 1, content: unknown = schema): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into foldline.event_schemas (type, schema_version, schema, source, created_by, published_by, published_at)
     values ($1, $2, $3, 'console', 'test', 'test', now()) returning id`,
    [type, schemaVersion, JSON.stringify(content)],
  );
  return rows[0]?.id ?? "";
}

async function counts(id: string): Promise<{ checked: number; misfits: number; listed: number }> {
  const { rows } = await database.pool.query<{ checked: string; misfits: string; listed: string }>(
    `select checked, misfits, (select count(*) from foldline.schema_misfits where schema_id = id) as listed
       from foldline.event_schemas where id = $1`,
    [id],
  );
  const [row] = rows;
  return { checked: Number(row?.checked), misfits: Number(row?.misfits), listed: Number(row?.listed) };
}

async function checkAll(batch: number): Promise<void> {
  const upTo = await watermark(database.pool);
  while (await checkStoredEvents(database.pool, upTo, { batch }));
}

test("a newly published schema is checked from the first event on, and only on its type and version", async () => {
  await append("first-1", [paid(1), paid("2"), paid(3, 2), paid("4", 2), paid(5), paid(1.5)]);
  await append("$audit-first", [paid("x")]);
  const id = await publish("Paid");
  await checkAll(2);
  expect(await counts(id)).toEqual({ checked: 4, misfits: 2, listed: 2 });
  const { rows } = await database.pool.query(
    "select stream_id, stream_version, path, message from foldline.schema_misfits",
  );
  expect(rows).toEqual([
    { stream_id: "first-1", stream_version: "2", path: "/amount", message: 'must be a whole number, and is "2"' },
    { stream_id: "first-1", stream_version: "6", path: "/amount", message: "must be a whole number, and is 1.5" },
  ]);
});

test("goes on where it stood as events arrive, and checks none twice", async () => {
  const id = await publish("Later");
  await append("later-1", [paid(1, 1, "Later"), paid("x", 1, "Later")]);
  await checkAll(10);
  expect(await counts(id)).toEqual({ checked: 2, misfits: 1, listed: 1 });
  await checkAll(10);
  await append("later-1", [paid("y", 1, "Later")]);
  await checkAll(10);
  expect(await counts(id)).toEqual({ checked: 3, misfits: 2, listed: 2 });
});

test("one that was withdrawn is checked no more, and a draft not yet", async () => {
  await append("gone-1", [paid("x", 1, "Gone")]);
  const id = await publish("Gone");
  await database.pool.query("update foldline.event_schemas set withdrawn_at = now() where id = $1", [id]);
  await database.pool.query(
    "insert into foldline.event_schemas (type, schema_version, schema, source, created_by) values ('Gone', 1, '{}', 'console', 'x')",
  );
  await checkAll(10);
  expect(await counts(id)).toEqual({ checked: 0, misfits: 0, listed: 0 });
});

test("large payloads are taken in smaller batches, and all of them are checked", async () => {
  const text = "x".repeat(900_000);
  for (let index = 0; index < 24; index++) await append("large-1", [{ type: "Large", data: { text, index } }]);
  const id = await publish("Large");
  const upTo = await watermark(database.pool);
  expect(await checkStoredEvents(database.pool, upTo)).toBe(true);
  const { checked } = await counts(id);
  expect(checked).toBeGreaterThan(0);
  expect(checked).toBeLessThan(24);
  await checkAll(2_000);
  expect(await counts(id)).toMatchObject({ checked: 24, misfits: 24 });
});

test("one that cannot be compiled is reported once, and keeps no other from being checked", async () => {
  await append("broken-1", [paid("x", 1, "Broken"), paid("x", 1, "Whole")]);
  await publish("Broken", 1, { typ: 1 });
  const whole = await publish("Whole");
  const broken = new Set<string>();
  const upTo = await watermark(database.pool);
  await expect(checkStoredEvents(database.pool, upTo, { broken })).rejects.toThrow("/typ is no keyword");
  expect(await checkStoredEvents(database.pool, upTo, { broken })).toBe(true);
  expect(await checkStoredEvents(database.pool, upTo, { broken })).toBe(false);
  expect(await counts(whole)).toMatchObject({ checked: 1, misfits: 1 });
});

test("with several workers, a worker that dies in the middle, and appends going on, every event is counted once", async () => {
  const stop = new AbortController();
  const appending = (async () => {
    for (let index = 0; index < 150; index++) {
      await append(
        `busy-${index % 7}`,
        Array.from({ length: 20 }, (_, step) => paid(step % 5 === 0 ? "x" : step, 1, "Busy")),
      );
    }
  })();
  const id = await publish("Busy");
  const { pool } = database;
  const start = (signal: AbortSignal) => runWorker({ pool, projections: [], upcasters: [], signal });
  const first = new AbortController();
  const dying = start(first.signal);
  const second = start(stop.signal);
  await expect.poll(async () => (await counts(id)).checked, { timeout: 30_000, interval: 20 }).toBeGreaterThan(0);
  // What dies with its process leaves an open transaction, which Postgres rolls back.
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query like '%foldline.event_schemas%'`,
  );
  first.abort();
  await dying;
  await appending;
  await expect.poll(async () => (await counts(id)).checked, { timeout: 30_000 }).toBe(3_000);
  stop.abort();
  await second;
  expect(await counts(id)).toEqual({ checked: 3_000, misfits: 600, listed: 600 });
});

test("a worker publishes the schemas of the code once, and leaves alone what an operator has decided", async () => {
  const code = eventSchema({ type: "Coded", version: 1, schema });
  const errors: string[] = [];
  const register = (schemas = [code]) =>
    registerEventSchemas(database.pool, schemas, (error, where) => errors.push(`${where}: ${error}`));
  const published = async () =>
    (
      await database.pool.query(
        "select source, published_by, withdrawn_at from foldline.event_schemas where type = 'Coded'",
      )
    ).rows;
  await Promise.all([register(), register()]);
  expect(await published()).toMatchObject([{ source: "code", published_by: "code" }]);
  const changed = eventSchema({ type: "Coded", version: 1, schema: { ...schema, required: [] } });
  await register([changed]);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain("The code has another JSON Schema for Coded@1");
  expect(await published()).toHaveLength(1);
  await database.pool.query("update foldline.event_schemas set withdrawn_at = now() where type = 'Coded'");
  await register();
  expect(await published()).toHaveLength(1);
  await register([changed]);
  expect(await published()).toHaveLength(2);
});

test("the database itself refuses to change what was published", async () => {
  const id = await publish("Fixed");
  const change = (set: string) => database.pool.query(`update foldline.event_schemas set ${set} where id = $1`, [id]);
  await expect(change("schema = '{}'")).rejects.toThrow("never changes");
  await expect(change("type = 'Other'")).rejects.toThrow("never changes");
  await expect(change("published_at = null")).rejects.toThrow("never changes");
  await expect(change("refuses = true, withdrawn_at = now()")).resolves.toBeDefined();
});
