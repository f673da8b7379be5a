import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { runWorker } from "@/lib/engine";
import { readEventSchema } from "@/lib/queries/event-schemas/event-schema";
import { listEventSchemas } from "@/lib/queries/event-schemas/event-schemas";
import { inferredSchema } from "@/lib/queries/event-schemas/inferred-schema";
import { schemaMisfits } from "@/lib/queries/event-schemas/schema-misfits";
import { trySchema } from "@/lib/queries/event-schemas/schema-trial";
import { codeProjections, eventSchemas, store, upcasters } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { appendEvents } from "./append-events";
import { auditStream } from "./audit";
import { discardEventSchemaDraft } from "./discard-event-schema-draft";
import { inferEventSchemaDraft } from "./infer-event-schema-draft";
import { publishEventSchema, publishedSchemaMessage } from "./publish-event-schema";
import { saveEventSchemaDraft } from "./save-event-schema-draft";
import { setEventSchemaRefuses } from "./set-event-schema-refuses";
import { withdrawEventSchema } from "./withdraw-event-schema";

let database: TestDatabase;
const stop = new AbortController();
let working: Promise<void>;

const schema = { type: "object", properties: { amount: { type: "integer" } }, required: ["amount"] };
const paid = { type: "Paid", version: 1 };
const save = (content: unknown = schema, subject = paid) =>
  asRole("operator", () => saveEventSchemaDraft({ ...subject, schema: content }));
const publish = (more: object = {}) => asRole("admin", () => publishEventSchema({ ...paid, ...more }));
const withdraw = () => asRole("admin", () => withdrawEventSchema({ ...paid, reason: "wrong" }));
const refuse = (refuses: boolean | string) =>
  asRole("admin", () => setEventSchemaRefuses({ ...paid, refuses, reason: "books" }));
const state = () => asRole("viewer", () => readEventSchema("Paid", 1));
const lastAudited = async () => (await store.readStream(auditStream(new Date()))).at(-1);

beforeAll(async () => {
  database = await useAppDatabase();
  for (let index = 1; index <= 20; index += 1) {
    const data = index === 7 ? { amount: "7.00" } : { amount: index, note: "a" };
    await store.append(`payment-${index}`, 0, [{ type: "Paid", data }]);
  }
  working = runWorker({ pool, projections: codeProjections, upcasters, eventSchemas, signal: stop.signal });
});
beforeEach(async () => {
  // As a replica's session does: no trigger keeps what was published.
  await pool.query(
    "begin; set local session_replication_role = replica; delete from foldline.event_schemas where source <> 'code'; commit",
  );
});
afterAll(async () => {
  stop.abort();
  await working;
  await database.drop();
});

test("a draft keeps its text, mistakes included, checks nothing, and is in the audit", async () => {
  await save('{"type": "objekt", "maximum": 12345678901234567890}');
  const { draft, published } = await state();
  expect(published).toBeNull();
  expect(draft).toMatchObject({ schema: '{"type": "objekt", "maximum": 12345678901234567890}', source: "console" });
  expect(draft?.problems).toMatchObject([{ path: "/type" }]);
  expect(await lastAudited()).toMatchObject({ type: "EventSchemaDrafted", data: { type: "Paid", version: 1 } });
  await save({ type: "object" });
  expect((await state()).draft?.problems).toEqual([]);
});

test("nobody saves over a draft that somebody else began, saved or discarded meanwhile", async () => {
  const saveAt = (title: string, updatedAt: unknown) =>
    asRole("operator", () => saveEventSchemaDraft({ ...paid, schema: { title }, updatedAt }));
  const began = await Promise.allSettled(Array.from({ length: 8 }, (_, at) => saveAt(`of ${at}`, null)));
  expect(began.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const seen = (await state()).draft?.updatedAt;
  await saveAt("theirs", seen);
  const { updatedAt } = (await state()).draft ?? {};
  await expect(saveAt("mine", seen)).rejects.toMatchObject({ code: "conflict", details: { updatedAt } });
  await expect(saveAt("mine", null)).rejects.toThrow("Somebody began a draft meanwhile.");
  expect(JSON.parse((await state()).draft?.schema ?? "")).toEqual({ title: "theirs" });
  const both = await Promise.allSettled([saveAt("a", updatedAt), saveAt("b", updatedAt)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await asRole("operator", () => discardEventSchemaDraft(paid));
  await expect(saveAt("mine", updatedAt)).rejects.toThrow("published or discarded meanwhile");
  expect((await state()).draft).toBeNull();
});

test("a form's line ends are not kept: what is shown is what was written", async () => {
  await save('{\r\n  "type": "object"\r\n}');
  expect((await state()).draft?.schema).toBe('{\n  "type": "object"\n}');
});

test("text that is no JSON, or that Postgres cannot store, is refused", async () => {
  await expect(save("{")).rejects.toMatchObject({ code: "invalid" });
  await expect(save('{"title": "half a pair: \ud83d"}')).rejects.toMatchObject({ code: "invalid" });
  await expect(save("")).rejects.toThrow("Write a JSON Schema.");
});

test("a viewer changes nothing, and an operator cannot publish, withdraw or refuse", async () => {
  const forbidden = { code: "forbidden" };
  const asViewer = (work: () => Promise<unknown>) => expect(asRole("viewer", work)).rejects.toMatchObject(forbidden);
  const asOperator = (work: () => Promise<unknown>) =>
    expect(asRole("operator", work)).rejects.toMatchObject(forbidden);
  await asViewer(() => saveEventSchemaDraft({ ...paid, schema }));
  await asViewer(() => inferEventSchemaDraft(paid));
  await asViewer(() => discardEventSchemaDraft(paid));
  await asOperator(() => publishEventSchema(paid));
  await asOperator(() => withdrawEventSchema({ ...paid, reason: "x" }));
  await asOperator(() => setEventSchemaRefuses({ ...paid, refuses: true, reason: "x" }));
});

test("a draft is discarded, and its content stays in the audit", async () => {
  await save();
  await asRole("operator", () => discardEventSchemaDraft(paid));
  expect((await state()).draft).toBeNull();
  expect(await lastAudited()).toMatchObject({
    type: "EventSchemaDraftDiscarded",
    data: { schema: expect.any(String) },
  });
  await expect(asRole("operator", () => discardEventSchemaDraft(paid))).rejects.toMatchObject({ code: "not-found" });
});

test("a schema is inferred from the events that are stored, and fits them", async () => {
  await expect
    .poll(
      () =>
        asRole("viewer", () => inferredSchema("Paid", 1)).then(
          ({ events }) => events,
          () => 0,
        ),
      { timeout: 30_000 },
    )
    .toBe(20);
  await expect(asRole("operator", () => inferEventSchemaDraft(paid))).resolves.toEqual({ events: 20 });
  const { draft } = await state();
  expect(draft?.source).toBe("inferred");
  expect(JSON.parse(draft?.schema ?? "")).toMatchObject({
    properties: { amount: { type: ["integer", "string"] } },
    required: ["amount"],
  });
  expect(await lastAudited()).toMatchObject({ type: "EventSchemaInferred" });
  await expect(asRole("operator", () => inferEventSchemaDraft(paid))).rejects.toMatchObject({ code: "conflict" });
  const trial = await asRole("viewer", () =>
    trySchema({ type: "Paid", schemaVersion: 1, schema: draft?.schema, last: 100 }),
  );
  expect(trial).toMatchObject({ tried: 20, misfits: 0 });
  await expect(asRole("operator", () => inferEventSchemaDraft({ type: "None", version: 1 }))).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a trial counts what would not have fitted, and why", async () => {
  const trial = await asRole("viewer", () =>
    trySchema({ type: "Paid", schemaVersion: 1, schema: JSON.stringify(schema), last: 100 }),
  );
  expect(trial).toMatchObject({
    tried: 20,
    misfits: 1,
    reasons: [{ path: "/amount", message: "must be a whole number", events: 1 }],
    examples: [
      { streamId: "payment-7", version: 1, path: "/amount", message: 'must be a whole number, and is "7.00"' },
    ],
  });
  const broken = await asRole("viewer", () =>
    trySchema({ type: "Paid", schemaVersion: 1, schema: '{"typ":1}', last: 100 }),
  );
  expect(broken).toMatchObject({ tried: 0, invalid: [{ path: "/typ" }] });
});

test("a trial ends when its moment is over, and says how many events it tried", async () => {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 300));
  const trial = await asRole("viewer", () =>
    trySchema({ type: "Paid", schemaVersion: 1, schema: JSON.stringify(schema), last: 100 }),
  ).finally(() => clock.mockRestore());
  expect(trial.tried).toBeGreaterThan(0);
  expect(trial.tried).toBeLessThan(20);
});

test("what is published never changes; stored events are checked, and misfits counted and listed", async () => {
  await expect(publish()).rejects.toMatchObject({ code: "not-found" });
  await save('{"typ": 1}');
  await expect(publish()).rejects.toMatchObject({ code: "invalid" });
  await save();
  await expect(publish({ updatedAt: "2020-01-01T00:00:00.000Z" })).rejects.toMatchObject({ code: "conflict" });
  const updatedAt = (await state()).draft?.updatedAt;
  await publish({ updatedAt });
  expect(await lastAudited()).toMatchObject({ type: "EventSchemaPublished", metadata: { actor: "test-admin" } });
  await expect(pool.query("update foldline.event_schemas set schema = '{}' where type = 'Paid'")).rejects.toThrow(
    "never changes",
  );
  await expect
    .poll(async () => (await state()).published, { timeout: 30_000 })
    .toMatchObject({
      ...{ publishedBy: "Test admin", refuses: false, checked: 20, misfits: 1, waiting: 0 },
    });
  const page = await asRole("viewer", () => schemaMisfits({ type: "Paid", schemaVersion: 1, limit: 10 }));
  expect(page).toMatchObject({ misfits: [{ streamId: "payment-7", version: 1, path: "/amount" }], next: null });
  expect((await asRole("viewer", listEventSchemas)).schemas.find(({ type }) => type === "Paid")).toMatchObject({
    ...{ state: "published", hasDraft: false, misfits: 1 },
  });
});

test("misfits are paged by position", async () => {
  await save({ properties: { amount: { maximum: 10 } } });
  await publish();
  await expect.poll(async () => (await state()).published?.checked, { timeout: 30_000 }).toBe(20);
  const page = (after?: string) =>
    asRole("viewer", () => schemaMisfits({ type: "Paid", schemaVersion: 1, limit: 4, after }));
  const first = await page();
  const second = await page(first.next ?? "");
  const third = await page(second.next ?? "");
  const streams = [first, second, third].flatMap(({ misfits }) => misfits.map(({ streamId }) => streamId));
  expect(streams).toEqual(Array.from({ length: 10 }, (_, index) => `payment-${index + 11}`));
  expect(third.next).toBeNull();
});

test("a correction replaces what is published, with a reason, and begins without refusing", async () => {
  await save();
  await publish();
  await refuse(true);
  await save({ ...schema, title: "corrected" });
  await expect(publish()).rejects.toMatchObject({ code: "conflict" });
  const outcome = await publish({ reason: "amounts may be text" });
  expect(publishedSchemaMessage(outcome)).toContain("no longer refused");
  const { published, withdrawn } = await state();
  expect(published?.schema).toContain("corrected");
  expect(published?.refuses).toBe(false);
  expect(withdrawn).toMatchObject([{ reason: "amounts may be text", withdrawnBy: "Test admin" }]);
});

test("an append over HTTP that does not fit is told the event and the path, and leaves nothing", async () => {
  await save();
  await publish();
  await refuse("true");
  expect(await lastAudited()).toMatchObject({ type: "EventSchemaRefusalStarted", metadata: { reason: "books" } });
  await expect(refuse(true)).rejects.toMatchObject({ code: "conflict" });
  const streamId = `payment-${randomUUID()}`;
  const append = (events: object[]) => asRole("admin", () => appendEvents(streamId, { events }));
  const good = { type: "Paid", data: { amount: 1 } };
  await expect
    .poll(() => append([good, { type: "Paid", data: { amount: null } }]).catch((error: unknown) => error), {
      timeout: 10_000,
    })
    .toMatchObject({
      code: "unprocessable",
      details: {
        event: 1,
        type: "Paid",
        schemaVersion: 1,
        path: "/amount",
        problem: "must be a whole number, and is null",
      },
    });
  await refuse(false);
  await expect
    .poll(() => append([{ type: "Paid", data: { amount: null } }]).catch(() => null), { timeout: 10_000 })
    .toMatchObject({
      appended: 1,
    });
  const demanding = () =>
    asRole("admin", () => appendEvents(streamId, { events: [{ type: "Paid", data: {} }], schemas: "refuse" }));
  await expect(demanding()).rejects.toMatchObject({ code: "unprocessable" });
});

test("withdrawing needs a reason, ends refusing, and keeps what was found", async () => {
  await save();
  await publish();
  await refuse(true);
  await expect(asRole("admin", () => withdrawEventSchema({ ...paid, reason: " " }))).rejects.toThrow("Say why.");
  await expect(withdraw()).resolves.toMatchObject({ refused: true });
  expect(await lastAudited()).toMatchObject({ type: "EventSchemaWithdrawn", metadata: { reason: "wrong" } });
  const { published, withdrawn } = await state();
  expect(published).toBeNull();
  expect(withdrawn).toMatchObject([{ refuses: false, reason: "wrong" }]);
  await expect(withdraw()).rejects.toMatchObject({ code: "not-found" });
});

test("a worker publishes the schemas of the code, and the console says when another one holds", async () => {
  const [code] = eventSchemas;
  if (code === undefined) throw new Error("The code has no schema.");
  const read = () => asRole("viewer", () => readEventSchema(code.type, code.schemaVersion));
  await expect.poll(async () => (await read()).published, { timeout: 30_000 }).toMatchObject({ source: "code" });
  expect((await read()).codeDiffers).toBe(false);
  const subject = { type: code.type, version: code.schemaVersion };
  await save({ type: "object" }, subject);
  await asRole("admin", () => publishEventSchema({ ...subject, reason: "looser" }));
  expect((await read()).codeDiffers).toBe(true);
});
