import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import type { NewEvent } from "../events";
import type { EventStore } from "../store/event-store";
import { postgresEventStore } from "../store/postgres-event-store";
import { inTransaction } from "../store/transaction";
import { EventSchemaError } from "./errors";
import { schemaRegistry } from "./schema-registry";

let database: TestDatabase;
let store: EventStore;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query("truncate foldline.event_schemas cascade");
  store = postgresEventStore(database.pool, { schemas: schemaRegistry(database.pool) });
});

const PUBLISH = `
insert into foldline.event_schemas (type, schema_version, schema, source, refuses, created_by, published_by, published_at)
values ($1, $2, $3, 'console', $4, 'test', 'test', now())`;

async function publish(type: string, refuses: boolean, schemaVersion = 1): Promise<void> {
  const schema = { type: "object", properties: { amount: { type: "integer" } }, required: ["amount"] };
  await database.pool.query(PUBLISH, [type, schemaVersion, JSON.stringify(schema), refuses]);
}

const stored = async () =>
  Number((await database.pool.query<{ n: string }>("select count(*) as n from foldline.events")).rows[0]?.n);
const paid = (amount: unknown, more: Partial<NewEvent> = {}): NewEvent => ({ type: "Paid", data: { amount }, ...more });
const stream = () => `payment-${randomUUID()}`;

test("refuses an event that does not fit, names the place, and stores nothing", async () => {
  await publish("Paid", true);
  const [streamId, before] = [stream(), await stored()];
  const error = await store.append(streamId, "any", [paid(1), paid("2")]).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EventSchemaError);
  expect(error).toMatchObject({ streamId, event: 1, type: "Paid", schemaVersion: 1, path: "/amount" });
  expect(String(error)).toContain(
    'event 2, "Paid" v1, does not fit its schema: /amount must be a whole number, and is "2"',
  );
  expect(await stored()).toBe(before);
  await expect(store.append(streamId, 0, [paid(1), paid(2)])).resolves.toMatchObject({ version: 2 });
});

test("another version, another type, a schema that refuses nothing and a withdrawn one let everything pass", async () => {
  await publish("Paid", true, 2);
  await publish("Checked", false);
  await publish("Gone", true);
  await database.pool.query("update foldline.event_schemas set withdrawn_at = now() where type = 'Gone'");
  const events = ["Paid", "Checked", "Gone", "Other"].map((type) => ({ type, data: {} }));
  await expect(store.append(stream(), 0, events)).resolves.toMatchObject({ version: 4 });
  await expect(store.append(stream(), 0, [paid("x", { schemaVersion: 2 })])).rejects.toThrow(EventSchemaError);
});

test("one append can demand what the schema only counts, also of a store that looks at no schemas", async () => {
  await publish("Checked", false);
  const plain = postgresEventStore(database.pool);
  for (const each of [store, plain]) {
    const before = await stored();
    const event = { type: "Checked", data: { amount: 1.5 } };
    await expect(each.append(stream(), 0, [event], { schemas: "refuse" })).rejects.toThrow(EventSchemaError);
    expect(await stored()).toBe(before);
    await expect(each.append(stream(), 0, [event])).resolves.toMatchObject({ version: 1 });
  }
});

test("the digits decide, not the doubles", async () => {
  await publish("Paid", true);
  await expect(store.append(stream(), 0, [paid(12345678901234567890n)])).resolves.toMatchObject({ version: 1 });
});

test("a retry of what was stored before the schema came is a success, and a part of it is no new append", async () => {
  const [streamId, eventId, other] = [stream(), randomUUID().toUpperCase(), randomUUID()];
  const early = [paid("early", { eventId }), paid(2, { eventId: other })];
  await store.append(streamId, 0, early);
  await publish("Paid", true);
  const later = postgresEventStore(database.pool, { schemas: schemaRegistry(database.pool) });
  await expect(later.append(streamId, 0, early)).resolves.toMatchObject({ appended: 0, version: 2 });
  const before = await stored();
  await expect(later.append(stream(), 0, early)).rejects.toThrow(EventSchemaError);
  await expect(later.append(streamId, "any", [...early.slice(0, 1), paid(3)])).rejects.toMatchObject({
    name: "PartialDuplicateError",
  });
  await expect(later.append(streamId, "any", [...early, paid("new")])).rejects.toThrow(EventSchemaError);
  expect(await stored()).toBe(before);
});

test("a refusal leaves the caller's transaction as it was", async () => {
  await publish("Paid", true);
  const [streamId, before] = [stream(), await stored()];
  await inTransaction(database.pool, async (client) => {
    await store.append(streamId, 0, [paid(1)], { client });
    await expect(store.append(streamId, 1, [paid("2")], { client })).rejects.toThrow(EventSchemaError);
    await store.append(streamId, 1, [paid(3)], { client });
  });
  expect(await stored()).toBe(before + 2);
});

test("streams of Foldline itself are not looked at", async () => {
  await publish("Paid", true);
  await expect(store.append("$audit-test", "any", [paid("x")])).resolves.toBeDefined();
});

test("whatever is appended, to one stream or several: it fits and is stored whole, or nothing is stored", async () => {
  await publish("Paid", true);
  const event = fc.record({
    type: fc.constantFrom("Paid", "Other"),
    amount: fc.oneof(fc.integer(), fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true })),
  });
  const fits = ({ type, amount }: { type: string; amount: unknown }) => type !== "Paid" || Number.isInteger(amount);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(event, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
      async (streams) => {
        const before = await stored();
        const appends = streams.map((events) => ({
          streamId: stream(),
          expected: 0,
          events: events.map(({ type, amount }) => ({ type, data: { amount } })),
        }));
        const refused = await store.appendAll(appends).then(
          () => false,
          (error: unknown) => error instanceof EventSchemaError,
        );
        expect(refused).toBe(!streams.flat().every(fits));
        expect(await stored()).toBe(before + (refused ? 0 : streams.flat().length));
      },
    ),
    { numRuns: 60 },
  );
});

test("looks at the schemas at most once a second, and asks the database nothing else for events that fit", async () => {
  await publish("Paid", true);
  const texts: string[] = [];
  const counted = {
    query: (text: string, values?: readonly unknown[]) => {
      texts.push(text);
      return database.pool.query(text, values as unknown[]);
    },
  };
  const registry = schemaRegistry(counted as never);
  const counting = postgresEventStore(database.pool, { schemas: registry });
  const startedAt = performance.now();
  for (let count = 0; count < 20; count++) await counting.append(stream(), 0, [paid(count)]);
  expect(texts.length).toBeLessThanOrEqual(2 + Math.floor((performance.now() - startedAt) / 1_000));
});
