import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../testing/database";
import { jsonText } from "../../json";
import type { EventStore } from "../event-store";
import { postgresEventStore } from "../postgres-event-store";
import { type ExportOptions, exportEvents } from "./export-events";
import { type ExportedPart, exportPages } from "./export-pages";
import { type ImportOptions, importEvents } from "./import-events";
import { eventMask } from "./masking/mask-events";

let source: TestDatabase;
let target: TestDatabase;
let store: EventStore;

const PAYLOAD = '{ "name":"Anna Keller", "amount": 10.00, "ticks": 12345678901234567890 }';

beforeAll(async () => {
  [source, target] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  store = postgresEventStore(source.pool);
  await store.append("order-104211", 0, [
    { type: "OrderPlaced", data: jsonText(PAYLOAD), metadata: { correlationId: "c", actor: "m.keller" } },
    { type: "OrderConfirmed", data: {}, metadata: { correlationId: "c" } },
  ]);
  await store.append("payment-104211", 0, [
    { type: "PaymentCaptured", data: jsonText('{"amount":10.00}'), metadata: { correlationId: "c" } },
  ]);
  await store.append("order-104211", 2, [
    { type: "OrderShipped", data: {}, metadata: { correlationId: "d" } },
    { type: "OrderCompleted", data: {}, metadata: { correlationId: "c", weight: 1 } },
  ]);
  const digits = "update foldline.events set metadata = metadata || $1 where type = 'OrderCompleted'";
  const client = await source.pool.connect();
  await client.query("set foldline.allow_event_changes = 'on'");
  await client.query(digits, ['{"weight":12345678901234567890.10}']);
  client.release(true);
});
afterAll(async () => {
  await Promise.all([source.drop(), target.drop()]);
});

const exported = (options: ExportOptions = {}) => text(exportEvents(source.pool, options));
const imported = (lines: string, options: ImportOptions = {}) => importEvents(target.pool, bytes(lines), options);
const places = (lines: string) =>
  lines
    .trimEnd()
    .split("\n")
    .map((line) => placeOf(JSON.parse(line)));

function placeOf({ subject, type }: { subject: string; type: string }): string {
  return `${subject} ${type}`;
}

async function* bytes(content: string): AsyncGenerator<Buffer> {
  yield Buffer.from(content);
}

describe("an export", () => {
  test("takes a range of versions of a stream, both ends included", async () => {
    expect(places(await exported({ streamId: "order-104211", from: 2, to: 3 }))).toEqual([
      "order-104211 OrderConfirmed",
      "order-104211 OrderShipped",
    ]);
    expect(places(await exported({ streamId: "order-104211", from: 4 }))).toEqual(["order-104211 OrderCompleted"]);
  });

  test("takes a correlation across its streams, in the order in which it happened", async () => {
    expect(places(await exported({ correlationId: "c" }))).toEqual([
      "order-104211 OrderPlaced",
      "order-104211 OrderConfirmed",
      "payment-104211 PaymentCaptured",
      "order-104211 OrderCompleted",
    ]);
  });

  test("goes into another store and out of it again, the same lines, with every digit of data and metadata", async () => {
    const lines = await exported({ correlationId: "c" });
    expect(lines).toContain(`"data":${PAYLOAD}`);
    expect(lines).toContain("12345678901234567890.10");
    expect(await imported(lines)).toMatchObject({ appended: 4 });
    expect(await text(exportEvents(target.pool, {}))).toBe(lines);
  });
});

test("an export keeps extensions that were stored under the name of an attribute from standing for it", async () => {
  await store.append("forged-1", 0, [{ type: "Real", data: { real: true }, metadata: { correlationId: "forged" } }]);
  const client = await source.pool.connect();
  await client.query("set foldline.allow_event_changes = 'on'");
  await client.query("update foldline.events set metadata = metadata || $1 where stream_id = 'forged-1'", [
    '{"cloudEvent":{"extensions":{"type":"Other","subject":"b-2","data":"z","correlationid":"x","A b":1,"ok":"kept"}}}',
  ]);
  client.release(true);
  const lines = await exported({ streamId: "forged-1" });
  expect(lines).toMatch(/"data":\{ ?"real": ?true\},"correlationid":"forged","ok":"kept"\}\n$/);
  expect(lines.match(/"(type|subject|data)":/g)).toHaveLength(3);
  expect(await imported(lines)).toMatchObject({ appended: 1 });
});

describe("an export in pages", () => {
  const paged = async (part: ExportedPart, limit?: number) => {
    let lines = "";
    for await (const page of exportPages(source.pool, part, limit === undefined ? {} : { limit })) lines += page;
    return lines;
  };

  test("writes the same lines as one in one go", async () => {
    const many = Array.from({ length: 700 }, (_, n) => ({
      type: "Counted",
      data: { n },
      metadata: { correlationId: "many" },
    }));
    await store.append("many-1", 0, many);
    expect(await paged({ streamId: "many-1", from: 3, to: 690 })).toBe(
      await exported({ streamId: "many-1", from: 3, to: 690 }),
    );
    expect(await paged({ streamId: "order-104211", from: 1, to: 9 })).toBe(
      await exported({ streamId: "order-104211" }),
    );
    const upTo = await store.watermark();
    expect(await paged({ correlationId: "many", upTo })).toBe(await exported({ correlationId: "many" }));
    expect(await paged({ correlationId: "c", upTo })).toBe(await exported({ correlationId: "c" }));
    expect(await paged({ correlationId: "c", upTo: 1n })).not.toContain("PaymentCaptured");
  });

  test("ends after as many as are wanted", async () => {
    expect(places(await paged({ streamId: "order-104211", from: 1, to: 4 }, 2))).toHaveLength(2);
  });
});

describe("a masked export", () => {
  const mask = eventMask(
    {
      data: [{ type: null, path: "name" }],
      metadata: ["actor"],
      eventIds: true,
      streamIds: ["order-104211", "payment-104211"],
    },
    "a key of this test",
  );

  test("is refused by an import unless it is told to take it, and stays marked in the store", async () => {
    const lines = await exported({ correlationId: "c", ...(mask !== null && { mask: mask.event }) });
    expect(lines).not.toMatch(/Anna|Keller|104211|m\.keller/);
    await expect(imported(lines)).rejects.toThrow(/Line 1: is masked: it holds pseudonyms.*--masked/);
    expect(await imported(lines, { skipBad: true })).toMatchObject({ appended: 0, skippedCount: 4 });
    expect(await imported(lines, { masked: true })).toMatchObject({ appended: 4 });
    const again = await text(exportEvents(target.pool, {}));
    expect(again).toContain(lines);
    await expect(imported(again)).rejects.toThrow(/is masked/);
  });
});
