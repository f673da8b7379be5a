import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { exportedFile } from "../api/exported-file";
import { type HistoryExport, StreamExportRequest } from "../api/history-export";
import { runHistoryTest } from "../domain/testing/run-history-test";
import { importEvents, jsonText, parseLossless, stringifyLossless } from "../engine";
import { readExportFields } from "../queries/exports/export-fields";
import type { ExportRequest } from "../queries/exports/export-part";
import { previewExport } from "../queries/exports/export-preview";
import { store } from "../store";
import { asRole, useAppDatabase } from "../testing/app-database";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { auditStream } from "./audit";
import { exportHistory } from "./export-history";

vi.mock("../auth/request-operator", () => ({ requestOperator: async () => null }));

let database: TestDatabase;
let other: TestDatabase;
const shipTo = { street: "Lindengasse 4", postalCode: "10999", city: "Berlin", country: "DE" };
const lines = [{ sku: "TUBE-28", quantity: 2, unitPrice: 649 }];
const placed = { customerId: "customer-20001", currency: "EUR", lines, total: 1_298, shipTo };
const correlated = (actor: string) => ({ correlationId: "shop:104211", actor });

beforeAll(async () => {
  [database, other] = await Promise.all([useAppDatabase(), createTestDatabase()]);
  await store.append("order-104211", 0, [
    { type: "OrderPlaced", schemaVersion: 3, data: placed, metadata: correlated("anna.keller") },
    { type: "OrderConfirmed", schemaVersion: 2, data: { basis: "prepaid" }, metadata: correlated("checkout") },
  ]);
  await store.append("payment-104211", 0, [
    {
      type: "T:odd.type",
      data: jsonText('{"note":"Anna rang","ticks":12345678901234567890}'),
      metadata: correlated("m.keller"),
    },
  ]);
  await store.append("order-104211", 2, [{ type: "OrderCompleted", data: {}, metadata: { actor: "bookkeeping" } }]);
});
afterAll(async () => {
  await Promise.all([database.drop(), other.drop()]);
});

const ORDER: ExportRequest = { streamId: "order-104211", from: 1 };
const CORRELATION: ExportRequest = { correlationId: "shop:104211" };

function wanted(choices: Partial<HistoryExport> = {}): HistoryExport {
  const { from: _from, to: _to, ...rest } = StreamExportRequest.parse({});
  return { ...rest, ...choices };
}

async function exported(request: ExportRequest, choices: Partial<HistoryExport> = {}) {
  const { fileName, chunks } = await asRole("viewer", () => exportHistory(request, wanted(choices)));
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return { fileName, text };
}

const parsed = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const audits = async () =>
  (await store.readStream(auditStream(new Date()))).filter(({ type }) => type === "HistoryExported");

describe("exportHistory", () => {
  test("gives a viewer the events of a stream, of some of its versions, and of a correlation across streams", async () => {
    const whole = await exported(ORDER);
    expect(whole.fileName).toBe("order-104211.ndjson");
    expect(parsed(whole.text).map(({ type }) => type)).toEqual(["OrderPlaced", "OrderConfirmed", "OrderCompleted"]);
    const range = await exported({ ...ORDER, from: 2, to: 2 });
    expect(range.fileName).toBe("order-104211.2-2.ndjson");
    expect(parsed(range.text).map(({ type }) => type)).toEqual(["OrderConfirmed"]);
    const correlation = await exported(CORRELATION, { compression: "gzip" });
    expect(correlation.fileName).toBe("shop-104211.ndjson.gz");
    expect(parsed(correlation.text).map(({ subject, type }) => `${subject} ${type}`)).toEqual([
      "order-104211 OrderPlaced",
      "order-104211 OrderConfirmed",
      "payment-104211 T:odd.type",
    ]);
    expect(correlation.text).toContain('"ticks":12345678901234567890');
  });

  test("gives lines that an import takes back, with the ids they had", async () => {
    const { text } = await exported(ORDER);
    const bytes = (async function* () {
      yield Buffer.from(text);
    })();
    expect(await importEvents(other.pool, bytes)).toMatchObject({ appended: 3 });
    const ids = await other.pool.query(
      "select event_id from foldline.events where stream_id = 'order-104211' order by version",
    );
    const own = await store.readStream("order-104211");
    expect(ids.rows.map((row) => row.event_id)).toEqual(own.map(({ eventId }) => eventId));
  });

  test("leaves an audit record of what was taken, and of what was masked, before anything leaves", async () => {
    const before = (await audits()).length;
    await asRole("viewer", () =>
      exportHistory({ ...ORDER, to: 2 }, wanted({ mask: ["shipTo.street"], rename: ["streams"] })),
    );
    const all = await audits();
    expect(all).toHaveLength(before + 1);
    expect(all.at(-1)).toMatchObject({
      data: {
        streamId: "order-104211",
        from: 1,
        to: 2,
        format: "cloudevents",
        events: 2,
        masked: ["shipTo.street"],
        renamed: ["streams"],
      },
      metadata: { actor: "test-viewer" },
    });
    await exported(CORRELATION);
    expect((await audits()).at(-1)?.data).toMatchObject({
      correlationId: "shop:104211",
      streams: 2,
      events: 3,
      masked: [],
    });
  });

  test("refuses somebody without a session, and records nothing", async () => {
    const before = (await audits()).length;
    for (const work of [
      () => exportHistory(ORDER, wanted()),
      () => previewExport(ORDER, wanted()),
      () => readExportFields(ORDER, "cloudevents"),
    ])
      await expect(work()).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await audits()).toHaveLength(before);
  });

  test("says that there is nothing of that name, or no such version", async () => {
    await expect(exported({ streamId: "order-0", from: 1 })).rejects.toMatchObject({ code: "not-found" });
    await expect(exported({ streamId: "a\0b", from: 1 })).rejects.toMatchObject({ code: "not-found" });
    await expect(exported({ ...ORDER, from: 4 })).rejects.toMatchObject({ code: "not-found", details: { actual: 3 } });
    await expect(exported({ correlationId: "none" })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("masks of an export", () => {
  const masks = {
    mask: ["shipTo.street", "OrderPlaced:shipTo.city", "T:odd.type:note", "customerId"],
    maskMetadata: ["actor"],
    rename: ["streams", "events"] as ("streams" | "events")[],
  };

  test("leave nothing of what they name anywhere in the file, nor in its name", async () => {
    const ids = [...(await store.readStream("order-104211")), ...(await store.readStream("payment-104211"))].map(
      (event) => event.eventId,
    );
    const { text, fileName } = await exported(CORRELATION, masks);
    for (const hidden of ["Lindengasse", "Berlin", "Anna", "keller", "20001", "104211", ...ids]) {
      expect(text).not.toContain(hidden);
      expect(fileName).not.toContain(hidden);
    }
    const events = parsed(text);
    expect(events.every(({ foldlinemasked }) => foldlinemasked === true)).toBe(true);
    expect(events[0].subject.slice("order-".length)).toBe(events[2].subject.slice("payment-".length));
    expect((await exported(ORDER, masks)).fileName).toMatch(/^order-\d{6}\.masked\.ndjson$/);
  });

  test("leave the correlation id out of the file's name where it is masked, however its path is written", async () => {
    for (const path of ["correlationId", '["correlationId"]', "$"]) {
      const { text, fileName } = await exported(CORRELATION, { maskMetadata: [path] });
      expect(fileName).toBe("correlation.masked.ndjson");
      expect(text).not.toContain("shop:104211");
    }
    expect((await exported(CORRELATION, { maskMetadata: ["actor"] })).fileName).toBe("shop-104211.masked.ndjson");
  });

  test("say the same every time for the same stream", async () => {
    expect((await exported(ORDER, masks)).text).toBe((await exported(ORDER, masks)).text);
  });

  test("are refused when they are no paths", async () => {
    await expect(exported(ORDER, { mask: ["a..b"] })).rejects.toThrow('"a..b" is no path such as shipTo.street');
  });
});

describe("an export as a test", () => {
  test("passes, for a stream, some of its versions and a correlation, and with masks", async () => {
    for (const [request, tests] of [
      [ORDER, 3],
      [{ ...ORDER, from: 2, to: 3 }, 2],
      [CORRELATION, 2],
    ] as const) {
      const { text, fileName } = await exported(request, { format: "test" });
      expect(fileName).toMatch(/\.history\.test\.ts$/);
      const ran = runHistoryTest(text);
      expect(ran.map(({ failure }) => failure)).toEqual(Array.from({ length: tests }, () => null));
    }
    const { text } = await exported(ORDER, {
      format: "test",
      mask: ["shipTo.street", "customerId"],
      rename: ["streams"],
    });
    expect(text).not.toMatch(/Lindengasse|20001|104211/);
    expect(text).toContain("// Values are pseudonyms in: shipTo.street, customerId, names of streams.");
    expect(runHistoryTest(text).every(({ failure }) => failure === null)).toBe(true);
  });

  test("is refused, with the reason, where a mask would make it a lie", async () => {
    const refused = exported(ORDER, { format: "test", mask: ["lines[*].quantity"] });
    await expect(refused).rejects.toMatchObject({ code: "invalid" });
    await expect(refused).rejects.toThrow(
      /version 1 of order-104211 \(OrderPlaced\): it leads to OrderPlaced with other data/,
    );
  });

  test("is refused for more events than anybody reads as a test", async () => {
    await store.append(
      "long-1",
      0,
      Array.from({ length: 501 }, () => ({ type: "Counted", data: {} })),
    );
    await expect(exported({ streamId: "long-1", from: 1 }, { format: "test" })).rejects.toMatchObject({
      code: "too-large",
    });
    await expect(exported({ streamId: "long-1", from: 400 }, { format: "test" })).resolves.toBeDefined();
  });
});

test("an export of a correlation as a test takes a stream that goes on for long after it", async () => {
  const counted = (data: object) => ({ type: "Counted", data, metadata: { correlationId: "early" } });
  await store.append("goes-on-1", 0, [counted({ first: 1 }), counted({ second: 2 })]);
  const later = Array.from({ length: 2_100 }, (_, later) => ({ type: "Counted", data: { later } }));
  await store.append("goes-on-1", 2, later);
  const { text } = await exported({ correlationId: "early" }, { format: "test" });
  expect(runHistoryTest(text).map(({ failure }) => failure)).toEqual([null]);
  expect(text).not.toContain("later");
  await store.append("goes-on-1", 2_102, [counted({ third: 3 })]);
  const long = exported({ correlationId: "early" }, { format: "test" });
  await expect(long).rejects.toMatchObject({ code: "too-large" });
});

test("an export as a test refuses masks of what a test does not hold", async () => {
  for (const masks of [{ maskMetadata: ["actor"] }, { rename: ["events" as const] }])
    await expect(exported(ORDER, { format: "test", ...masks })).rejects.toThrow(
      "A test holds neither metadata nor ids of events",
    );
});

test("a preview names the paths of masks that lead to nothing in any of the events", async () => {
  const preview = (request: ExportRequest, choices: Partial<HistoryExport>) =>
    asRole("viewer", () => previewExport(request, wanted(choices)));
  const note = "Nothing is there to be masked at: shipto.street, OrderConfirmed:shipTo.street.";
  const mask = ["shipTo.street", "shipto.street", "OrderConfirmed:shipTo.street"];
  for (const format of ["cloudevents", "test"] as const)
    expect((await preview(ORDER, { format, mask })).notes).toEqual([note]);
  await store.append("late-1", 0, [
    ...Array.from({ length: 9 }, () => ({ type: "A", data: {} })),
    { type: "B", data: { by: "x" } },
  ]);
  expect((await preview({ streamId: "late-1", from: 1 }, { mask: ["by"] })).notes).toEqual([]);
  expect((await preview({ streamId: "late-1", from: 1, to: 9 }, { mask: ["by"] })).notes).toHaveLength(1);
});

describe("previewExport", () => {
  const preview = (request: ExportRequest, choices: Partial<HistoryExport> = {}) =>
    asRole("viewer", () => previewExport(request, wanted(choices)));

  test("shows the first events and the counts, and leaves no audit record", async () => {
    const before = (await audits()).length;
    expect(await preview(ORDER)).toMatchObject({
      events: 3,
      streams: 1,
      tests: null,
      masked: false,
      cut: false,
      notes: [],
    });
    const long = await preview({ streamId: "long-1", from: 1 }, { rename: ["events"] });
    expect(long).toMatchObject({ events: 501, masked: true, cut: true });
    expect(parsed(long.text)).toHaveLength(5);
    expect(await audits()).toHaveLength(before);
  });

  test("shows the pseudonyms that the export will have, and nothing of what they stand for", async () => {
    const choices = { mask: ["shipTo.street"], maskMetadata: ["actor"], rename: ["events" as const] };
    const { text } = await preview(ORDER, choices);
    expect(text).not.toMatch(/Lindengasse|anna\.keller/);
    expect(text).toBe((await exported(ORDER, choices)).text);
  });

  test("shows how a test begins, by whole lines, and what in it needs a word", async () => {
    const { text, tests, notes, cut } = await preview(CORRELATION, { format: "test" });
    expect(tests).toBe(2);
    const whole = (await exported(CORRELATION, { format: "test" })).text;
    expect(whole.startsWith(text)).toBe(true);
    expect(cut).toBe(text !== whole);
    const before = (await audits()).length;
    const long = await preview({ streamId: "long-1", from: 400 }, { format: "test" });
    expect(long.cut).toBe(true);
    expect(long.text.length).toBeLessThanOrEqual(4_000);
    expect(long.text.endsWith("\n")).toBe(true);
    expect(await audits()).toHaveLength(before);
    expect(notes).toEqual([
      "payment-104211: Version 1, T:odd.type, is left out: the decider of payment streams knows no such type.",
    ]);
    const nothing = preview({ streamId: "payment-104211", from: 1 }, { format: "test" });
    await expect(nothing).rejects.toThrow(/nothing to test here\. Version 1, T:odd\.type, is left out/);
  });
});

describe("readExportFields", () => {
  test("lists fields as stored by type, with how often they occur, and those that look personal", async () => {
    const { fields, lookedAt, events } = await asRole("viewer", () => readExportFields(CORRELATION, "cloudevents"));
    expect([lookedAt, events]).toEqual([3, 3]);
    const of = (type: string | null, path: string) =>
      fields.find((field) => field.type === type && field.path === path);
    expect(of("OrderPlaced", "shipTo.street")).toEqual({
      ...{
        scope: "data",
        type: "OrderPlaced",
        path: "shipTo.street",
        events: 1,
        of: 1,
        example: '"Lindengasse 4"',
        personal: true,
      },
    });
    expect(of("OrderPlaced", "lines[*].quantity")).toMatchObject({ personal: false });
    expect(of("T:odd.type", "ticks")).toMatchObject({ example: "12345678901234567890" });
    expect(of(null, "actor")).toMatchObject({ scope: "metadata", events: 3, of: 3, personal: true });
  });

  test("takes what holds things by name for personal, whatever its names say", async () => {
    const events = Array.from({ length: 201 }, (_, at) => ({
      type: "Seen",
      data: { at: { [`k${at}`]: { mail: "a@b.c" } } },
    }));
    await store.append("seen-1", 0, events);
    const { fields } = await asRole("viewer", () => readExportFields({ streamId: "seen-1", from: 1 }, "cloudevents"));
    expect(fields.map(({ path, personal }) => [path, personal])).toEqual([["at", true]]);
  });

  test("says of which types not every field is listed", async () => {
    const items = Array.from({ length: 101 }, () => ({ note: "x" }));
    await store.append("cut-1", 0, [
      { type: "Long", data: { items }, metadata: { items } },
      { type: "Short", data: {} },
    ]);
    const cutOf = async (format: "cloudevents" | "test") =>
      (await asRole("viewer", () => readExportFields({ streamId: "cut-1", from: 1 }, format))).cut;
    expect(await cutOf("cloudevents")).toEqual(["Long", null]);
    expect(await cutOf("test")).toEqual(["Long"]);
  });

  test("lists fields as read today for a test, without metadata, which a test has none of", async () => {
    await store.append("order-104299", 0, [{ type: "OrderPaid", schemaVersion: 1, data: {} }]);
    const { fields } = await asRole("viewer", () => readExportFields({ streamId: "order-104299", from: 1 }, "test"));
    expect(fields.map(({ type, path }) => `${type} ${path}`)).toEqual(["OrderConfirmed basis"]);
  });
});

test("a file is sent with its name, packed when that is asked for, to the digit", async () => {
  const choices = wanted({ compression: "gzip" });
  const response = exportedFile(await asRole("viewer", () => exportHistory(CORRELATION, choices)), choices);
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="shop-104211.ndjson.gz"');
  expect(response.headers.get("content-type")).toBe("application/gzip");
  const text = gunzipSync(Buffer.from(await response.arrayBuffer())).toString();
  expect(text).toBe((await exported(CORRELATION)).text);
  expect(stringifyLossless(parseLossless(text.split("\n")[2] ?? ""))).toContain("12345678901234567890");
  const plain = exportedFile(await asRole("viewer", () => exportHistory(ORDER, wanted())), wanted());
  expect(plain.headers.get("content-type")).toBe("application/x-ndjson");
  await plain.body?.cancel();
});
