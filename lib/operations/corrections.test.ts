import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { jsonText, parseLossless, registerProjections, runWorker } from "@/lib/engine";
import { readEventTemplate } from "@/lib/queries/events/event-template";
import { listEventTemplates } from "@/lib/queries/events/event-templates";
import { listProjections } from "@/lib/queries/projections/projections";
import { chain, codeProjections, store, upcasters } from "@/lib/store";
import { asRole, useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { riskProjection } from "@/lib/testing/risk-projection";
import { appendCorrection } from "./append-correction";
import { appendEvents } from "./append-events";
import { auditStream } from "./audit";
import { dryRunCorrection } from "./dry-run-correction";
import { publishEventSchema } from "./publish-event-schema";
import { saveEventSchemaDraft } from "./save-event-schema-draft";

const projections = [...codeProjections, riskProjection()];
const ORDER = {
  customerId: "customer-1",
  currency: "EUR",
  lines: [{ sku: "KB-87", quantity: 1, unitPrice: 12900 }],
  total: 12900,
  shipTo: { street: "Lindenweg 4", postalCode: "50674", city: "Köln", country: "DE" },
};

let database: TestDatabase;
const stop = new AbortController();
let worker: Promise<unknown>;
beforeAll(async () => {
  database = await useAppDatabase();
  await registerProjections(pool, projections, await chain());
  await store.append("case-1", 0, [
    { type: "Scored", data: jsonText('{"score":1,"order":9007199254740993}'), metadata: { correlationId: "walk-1" } },
    { type: "Scored", data: { score: "high" } },
    { type: "Scored", data: { score: 3 } },
  ]);
  await store.append("order-1", 0, [{ type: "OrderPlaced", schemaVersion: 3, data: ORDER }]);
  worker = runWorker({ pool, projections, upcasters, signal: stop.signal, name: "test-worker" });
  const find = async (name: string) =>
    (await asRole("viewer", listProjections)).projections.find((projection) => projection.name === name);
  const ready = async () => {
    expect((await find("open-orders"))?.status.kind).toBe("in-append");
    expect((await find("risk"))?.status.kind).toBe("parked");
  };
  await vi.waitFor(ready, { timeout: 60_000, interval: 300 });
}, 90_000);
afterAll(async () => {
  stop.abort();
  await worker;
  await database.drop();
});

const scored = (score: unknown) => ({ type: "Scored", schemaVersion: 1, data: { score }, eventId: randomUUID() });
const dryRun = (request: object, streamId = "case-1") => asRole("admin", () => dryRunCorrection(streamId, request));
const append = (request: object, streamId = "case-1") => asRole("admin", () => appendCorrection(streamId, request));
const versionOf = (streamId: string) => store.streamVersion(streamId);
const lastAudited = async () => (await store.readStream(auditStream(new Date()))).at(-1);

describe("a corrective append", () => {
  test("is refused to viewers and operators, as its dry run is", async () => {
    const request = { expectedVersion: 3, event: scored(1), reason: "OPS-1" };
    for (const role of ["viewer", "operator"] as const) {
      await expect(asRole(role, () => appendCorrection("case-1", request))).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(asRole(role, () => dryRunCorrection("case-1", request))).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    expect(await versionOf("case-1")).toBe(3);
  });

  test("is refused on Foldline's own streams, here and wherever events are appended by hand", async () => {
    const request = { expectedVersion: 1, event: scored(1), reason: "OPS-1" };
    const own = { code: "forbidden", details: { streamId: "$audit-2026-01" } };
    await expect(append(request, "$audit-2026-01")).rejects.toMatchObject(own);
    await expect(dryRun(request, "$audit-2026-01")).rejects.toMatchObject(own);
    const events = asRole("admin", () => appendEvents("$audit-2026-01", { events: [{ type: "Scored", data: {} }] }));
    await expect(events).rejects.toMatchObject(own);
  });

  test("needs a reason, and an event to correct that is there", async () => {
    await expect(append({ expectedVersion: 3, event: scored(1), reason: " " })).rejects.toThrow("Say why.");
    const request = { expectedVersion: 3, event: scored(1), corrects: 9, reason: "OPS-1" };
    await expect(append(request)).rejects.toMatchObject({ code: "not-found" });
  });

  test("finds no stream of a name that cannot be stored, also where an event of it is corrected", async () => {
    const request = { expectedVersion: 1, event: scored(1), corrects: 1 };
    await store.append("odd-\uFFFD", 0, [{ type: "Scored", data: {} }]);
    for (const streamId of ["case-1\0", "odd-\uD800", "x".repeat(600)]) {
      for (const work of [dryRun(request, streamId), append({ ...request, reason: "OPS-1" }, streamId)])
        await expect(work, JSON.stringify(streamId)).rejects.toMatchObject({ code: "not-found" });
    }
  });

  test("says who and why, and because of which event, and is audited", async () => {
    const [first] = await store.readStream("case-1", { from: 1, to: 1 });
    const event = { ...scored(2), data: parseLossless('{"score":12345678901234567890.10}') };
    const { version } = await append({ expectedVersion: 3, event, corrects: 1, reason: "OPS-2231" });
    expect(version).toBe(4);
    const [added] = await store.readStream("case-1", { from: 4 });
    expect(added).toMatchObject({
      dataText: '{"score":12345678901234567890.10}',
      metadata: {
        actor: "test-admin",
        actorName: "Test admin",
        reason: "OPS-2231",
        corrects: 1,
        causationId: first?.eventId,
        correlationId: "walk-1",
      },
    });
    expect(await lastAudited()).toMatchObject({
      type: "CorrectionAppended",
      data: { streamId: "case-1", version: 4, type: "Scored", schemaVersion: 1, eventId: event.eventId, corrects: 1 },
      metadata: { actor: "test-admin", reason: "OPS-2231" },
    });
  });

  test("appends once, however often it is sent", async () => {
    const request = { expectedVersion: 4, event: scored(5), reason: "OPS-3" };
    const first = await append(request);
    const audited = await lastAudited();
    expect(await append(request)).toMatchObject({ version: first.version, appended: 0 });
    expect(await versionOf("case-1")).toBe(5);
    expect((await lastAudited())?.eventId).toBe(audited?.eventId);
    expect((await dryRun(request)).held).toBe(true);
  });

  test("at a version that is not the stream's is a conflict, and stores nothing", async () => {
    const request = { expectedVersion: 3, event: scored(1) };
    await expect(append({ ...request, reason: "OPS-4" })).rejects.toMatchObject({
      code: "conflict",
      details: { expected: 3, actual: 5 },
    });
    const { conflict } = await dryRun(request);
    expect(conflict).toMatchObject({ actual: 5, between: [{ version: 4 }, { version: 5 }] });
    expect(await versionOf("case-1")).toBe(5);
  });

  test("must fit the schema published for its type, also one that lets others pass", async () => {
    await store.append("parcel-1", 0, [{ type: "ParcelWeighed", data: { grams: 10 } }]);
    const schema = '{"type":"object","properties":{"grams":{"type":"integer"}},"required":["grams"]}';
    await asRole("operator", () => saveEventSchemaDraft({ type: "ParcelWeighed", version: 1, schema }));
    await asRole("admin", () => publishEventSchema({ type: "ParcelWeighed", version: 1 }));
    const event = { type: "ParcelWeighed", data: { grams: "ten" }, eventId: randomUUID() };
    await expect.poll(async () => (await dryRun({ expectedVersion: 1, event }, "parcel-1")).schema).toBe("misfit");
    const tried = await dryRun({ expectedVersion: 1, event }, "parcel-1");
    expect(tried.refusal).toMatchObject({ code: "unprocessable", path: "/grams" });
    expect(JSON.parse(tried.after.stateText)).toEqual({ grams: "ten" });
    await expect(append({ expectedVersion: 1, event, reason: "OPS-5" }, "parcel-1")).rejects.toMatchObject({
      code: "unprocessable",
    });
    expect(await versionOf("parcel-1")).toBe(1);
  });
});

describe("a dry run", () => {
  test("shows the state before and after, digit for digit, and who would see the event and what becomes of it", async () => {
    const event = { ...scored(0), data: parseLossless('{"score":9007199254740995}') };
    const tried = await dryRun({ expectedVersion: 5, event });
    expect(tried).toMatchObject({ version: 6, conflict: null, refusal: null, held: false, schema: "none" });
    expect(parseLossless(tried.before.stateText)).toMatchObject({ score: 5 });
    expect(tried.after.stateText).toContain('"score":9007199254740995');
    expect(tried.readers.find(({ name }) => name === "risk")).toMatchObject({
      kind: "projection",
      outcome: "parked",
      parkedBehind: { version: 2 },
    });
    expect(tried.readers.find(({ name }) => name === "event-types")).toMatchObject({
      outcome: "later",
      everyType: true,
    });
    expect(tried.readers.some(({ name }) => name === "open-orders")).toBe(false);
  });

  test("reads the event through the upcasters of today", async () => {
    const event = { type: "OrderPaid", schemaVersion: 1, data: {}, eventId: randomUUID() };
    const tried = await dryRun({ expectedVersion: 1, event }, "order-1");
    expect(tried.steps.map(({ from, to }) => [from.schemaVersion, to.schemaVersion])).toEqual([[1, 2]]);
    expect(tried.readAs).toMatchObject([{ type: "OrderConfirmed", schemaVersion: 2 }]);
  });

  test("runs what runs in the append, shows its error, and stores nothing", async () => {
    const stored = async () => {
      const [events, rows] = await Promise.all([
        pool.query("select max(position) as last, count(*) as count from foldline.events"),
        pool.query("select md5(string_agg(o::text, '' order by order_id)) as rows from read_models.open_orders o"),
      ]);
      return [events.rows, rows.rows];
    };
    const before = await stored();
    const bad = { type: "OrderLineChanged", data: { change: "much" }, eventId: randomUUID() };
    const refused = await dryRun({ expectedVersion: 1, event: bad }, "order-1");
    expect(refused.refusal).toMatchObject({ code: "invalid", projection: "open-orders" });
    expect(refused.readers.find(({ name }) => name === "open-orders")?.outcome).toBe("refuses");
    const good = { type: "OrderCompleted", data: {}, eventId: randomUUID() };
    const taken = await dryRun({ expectedVersion: 1, event: good }, "order-1");
    expect(taken.refusal).toBeNull();
    expect(taken.readers.find(({ name }) => name === "open-orders")?.outcome).toBe("in-append");
    expect(JSON.parse(taken.after.stateText).status).toBe("completed");
    expect(await stored()).toEqual(before);
    await expect(append({ expectedVersion: 1, event: bad, reason: "OPS-6" }, "order-1")).rejects.toMatchObject({
      details: { projection: "open-orders" },
    });
    expect(await stored()).toEqual(before);
  });

  test("gives way to an append that is under way", async () => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query("select 1 from foldline.streams where stream_id = 'case-1' for update");
      await expect(dryRun({ expectedVersion: 5, event: scored(1) })).rejects.toMatchObject({ code: "unavailable" });
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  test("names what the store would not take", async () => {
    const tried = await dryRun({ expectedVersion: 5, event: { ...scored(1), data: { text: "a\0" } } });
    expect(tried.refusal?.message).toContain("NUL");
    expect(tried.after.stateText).toBe(tried.before.stateText);
  });
});

describe("what an event begins with", () => {
  const templates = () => asRole("viewer", () => listEventTemplates("order-1"));
  test("the types of the stream come first, then those of its category, each in its newest version", async () => {
    const cancelled = { customerId: "customer-1", total: 12.5, reason: "changed her mind" };
    await store.append("order-2", 0, [{ type: "OrderCancelled", schemaVersion: 1, data: cancelled }]);
    await expect
      .poll(async () => (await templates()).templates.find(({ type }) => type === "OrderCancelled"), {
        timeout: 20_000,
      })
      .toEqual({ type: "OrderCancelled", schemaVersion: 3, where: "category" });
    const { templates: all } = await templates();
    expect(all[0]).toEqual({ type: "OrderPlaced", schemaVersion: 3, where: "stream" });
    expect(all.find(({ type }) => type === "Scored")?.where).toBe("elsewhere");
  });

  test("is the last event of the type in the stream, with all its digits, or as it is read today from another", async () => {
    const template = (streamId: string, type: string, version: number) =>
      asRole("viewer", () => readEventTemplate(streamId, { type, version }));
    const first = await template("case-1", "Scored", 1);
    expect(first.example).toMatchObject({ streamId: "case-1", version: 5, dataText: '{"score":5}' });
    const cancelled = await template("order-1", "OrderCancelled", 3);
    expect(cancelled.example).toMatchObject({ streamId: "order-2", version: 1 });
    expect(JSON.parse(cancelled.example?.dataText ?? "{}")).toMatchObject({ total: 1250, currency: "EUR" });
    expect(await template("order-1", "NeverSeen", 1)).toMatchObject({ schema: null, example: null });
  });

  test("comes with the published schema, else with what can be inferred", async () => {
    const schemaOf = async (type: string) =>
      (await asRole("viewer", () => readEventTemplate("order-1", { type, version: 1 }))).schema;
    expect(await schemaOf("ParcelWeighed")).toMatchObject({
      from: "published",
      text: expect.stringContaining("grams"),
    });
    await expect.poll(async () => (await schemaOf("Scored"))?.from, { timeout: 20_000 }).toBe("inferred");
  });
});
