import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { registerProjections } from "@/lib/engine";
import { chain, codeProjections, store } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { readSchemaReaders } from "../event-schemas/schema-readers";
import { getEvent } from "../streams/stream-event";

let database: TestDatabase;
const asViewer = <Result>(work: () => Result) => asRole("viewer", work);
const [asked, done, other] = [randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  database = await useAppDatabase();
  const correlationId = "case-1";
  await store.append("case-1", 0, [{ type: "Asked", data: {}, eventId: asked, metadata: { correlationId } }]);
  await store.append("case-2", 0, [
    { type: "Done", data: {}, eventId: done, metadata: { correlationId, causationId: asked.toUpperCase() } },
  ]);
  for (let n = 0; n < 7; n += 1) {
    await store.append(`told-${n}`, 0, [{ type: "Told", data: {}, metadata: { correlationId, causationId: done } }]);
  }
  await store.append("lone-1", 0, [
    { type: "Lone", data: {}, eventId: other },
    { type: "Lone", data: {}, metadata: { causationId: other } },
    { type: "Lone", data: {}, metadata: { causationId: "from elsewhere" } },
  ]);
  await registerProjections(pool, codeProjections, await chain());
});
afterAll(() => database.drop());

test("an event names the one that caused it and those it caused, across streams, and how many more", async () => {
  const { causation, correlated } = await asViewer(() => getEvent("case-2", 1));
  expect(causation.cause).toEqual({ streamId: "case-1", version: 1, type: "Asked" });
  expect(causation.effects.map(({ streamId }) => streamId)).toEqual([0, 1, 2, 3, 4].map((n) => `told-${n}`));
  expect(causation.effectCount).toBe(7);
  expect(correlated).toEqual({ events: 9, streams: 9, capped: false });
  expect((await asViewer(() => getEvent("told-3", 1))).causation).toMatchObject({
    cause: { streamId: "case-2", version: 1 },
    effectCount: 0,
  });
});

test("without a correlation the cause is looked for in the stream; one that is nowhere is named by its id", async () => {
  const causationOf = async (version: number) => (await asViewer(() => getEvent("lone-1", version))).causation;
  expect(await causationOf(1)).toEqual({ cause: null, missingCause: null, effects: [], effectCount: 0 });
  expect((await causationOf(2)).cause).toEqual({ streamId: "lone-1", version: 1, type: "Lone" });
  expect(await causationOf(3)).toMatchObject({ cause: null, missingCause: "from elsewhere" });
});

test("metadata keeps its digits", async () => {
  await store.append("meta-1", 0, [{ type: "Noted", data: {} }]);
  await database.pool.query(
    `set foldline.allow_event_changes = 'on';
     update foldline.events set metadata = '{"batch": 9007199254740993.10}' where stream_id = 'meta-1';
     set foldline.allow_event_changes = 'off'`,
  );
  expect((await asViewer(() => getEvent("meta-1", 1))).event.metadataText).toBe('{"batch": 9007199254740993.10}');
});

test("the readers of a type are the projections that read it, as it is read today, with how far each has come", async () => {
  const readers = async (type: string) =>
    (await asViewer(() => readSchemaReaders({ type, schemaVersion: 1 }))).readers.map(({ name }) => name);
  expect(await readers("Create Fine")).toContain("fines");
  expect(await readers("Told")).not.toContain("fines");
  const { readers: found } = await asViewer(() => readSchemaReaders({ type: "OrderPlaced", schemaVersion: 1 }));
  const summary = found.find(({ name }) => name === "order-summary");
  expect(summary).toMatchObject({ readsAs: { type: "OrderPlaced", schemaVersion: 3 }, checkpoint: "0", stale: false });
  await expect(readSchemaReaders({ type: "Told", schemaVersion: 1 })).rejects.toThrow();
});
