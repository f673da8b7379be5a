import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import {
  InvalidEventError,
  InvalidStreamIdError,
  PayloadTooLargeError,
  StoreNotMigratedError,
  UnstorableTextError,
} from "../errors";
import { jsonText } from "../json";
import type { EventStore } from "./event-store";
import { postgresEventStore } from "./postgres-event-store";
import { inTransaction } from "./transaction";

let database: TestDatabase;
let store: EventStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
afterAll(() => database.drop());

const event = { type: "Happened", data: {} };

describe("stream ids", () => {
  const longest = "😀".repeat(512);

  test.each(["-", " ", "a/b c?d#e", "Ünïcödé-κόσμος", "..", "~x", "'; drop table events; --", longest])(
    "takes %j and finds its events again",
    async (streamId) => {
      await store.append(streamId, 0, [event]);
      expect(await store.readStream(streamId)).toMatchObject([{ streamId, version: 1 }]);
      expect(await store.streamVersion(streamId)).toBe(1);
    },
  );

  test.each([
    ["", "empty"],
    [`${longest}x`, "of 513 characters"],
    ["a\0b", "a NUL character"],
    ["a\ud800b", "a lone surrogate"],
  ])("refuses %j before the database sees it", async (streamId, problem) => {
    const refused = store.append(streamId, "any", [event]);
    await expect(refused).rejects.toBeInstanceOf(InvalidStreamIdError);
    await expect(refused).rejects.toThrow(problem);
  });
});

describe("payloads", () => {
  const refuse = (data: unknown, metadata = {}) => store.append("refused-1", "any", [{ ...event, data, metadata }]);

  test.each([
    [{ a: [{ "b c": "x\0" }] }, 'data.a[0]["b c"] contains a NUL character'],
    [{ "key\0": 1 }, 'data["key\\u0000"] contains a NUL character'],
    ["\udc00", "data contains a lone surrogate"],
    [jsonText('{"a": "\\u0000"}'), "data.a contains a NUL character"],
    [jsonText('{"a": ["\\ud83d"]}'), "data.a[0] contains a lone surrogate"],
  ])("refuses %j, which Postgres cannot store, and names the place", async (data, message) => {
    await expect(refuse(data)).rejects.toBeInstanceOf(UnstorableTextError);
    await expect(refuse(data)).rejects.toThrow(message);
  });

  test("names the place in metadata too", async () => {
    await expect(refuse({}, { actor: "a\0" })).rejects.toMatchObject({ path: "metadata.actor" });
  });

  test.each([
    [{ price: undefined }, "data.price is undefined"],
    [{ price: Number.NaN }, "data.price is NaN"],
    [[1, Number.POSITIVE_INFINITY], "data[1] is Infinity"],
    [{ when: () => 1 }, "data.when is a function"],
    [undefined, "data is undefined"],
  ])("refuses %j, which is no JSON, and names the place", async (data, message) => {
    await expect(refuse(data)).rejects.toBeInstanceOf(InvalidEventError);
    await expect(refuse(data)).rejects.toThrow(message);
  });

  test("refuses a value that holds itself", async () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    await expect(refuse(loop)).rejects.toThrow("nested deeper than 1000 levels, or in itself");
  });

  test("takes emoji, escapes that only look dangerous, and text with every other control character", async () => {
    const data = { a: "😀\\u0000 \u0001\u001f\u007f\u2028", b: "\\\\ud800" };
    const streamId = `kept-${randomUUID()}`;
    await store.append(streamId, 0, [{ ...event, data }]);
    expect((await store.readStream(streamId))[0]?.data).toEqual(data);
  });

  test("keeps digits that a JavaScript number would lose: of bigints, and of JSON that is passed as text", async () => {
    const streamId = `digits-${randomUUID()}`;
    const text = '{"b": 41.0, "a": 12345678901234567890.10, "a2": 1e400}';
    await store.append(streamId, 0, [
      { ...event, data: { n: 2n ** 80n, at: new Date(0) } },
      { ...event, data: jsonText(text) },
    ]);
    const stored = await store.readStream(streamId);
    expect(stored.map(({ dataText }) => dataText)).toEqual([
      '{"n":1208925819614629174706176,"at":"1970-01-01T00:00:00.000Z"}',
      text,
    ]);
  });

  test("refuses what is larger than the limit, counted in bytes of data and metadata together, and no less", async () => {
    const small = postgresEventStore(database.pool, { maxPayloadBytes: 100 });
    const sized = (bytes: number) => [{ ...event, data: "é".repeat((bytes - 4) / 2) }];
    await small.append("sized-1", 0, sized(100));
    await expect(small.append("sized-1", 1, sized(102))).rejects.toMatchObject({ bytes: 102, maxBytes: 100 });
    await expect(store.append("sized-1", 1, sized(2 ** 20 + 2))).rejects.toBeInstanceOf(PayloadTooLargeError);
    await store.append("sized-1", 1, sized(2 ** 20));
  });
});

describe("events", () => {
  test.each([
    [{ type: "" }, "type must have 1 to 256 characters"],
    [{ type: "x".repeat(257) }, "type must have 1 to 256 characters"],
    [{ type: "a\0" }, "type contains a NUL character"],
    [{ schemaVersion: 0 }, "schemaVersion must be a whole number from 1 to 32767"],
    [{ schemaVersion: 32_768 }, "schemaVersion must be"],
    [{ schemaVersion: 1.5 }, "schemaVersion must be"],
    [{ eventId: "S1:0" }, "eventId must be a UUID"],
    [{ occurredAt: new Date("never") }, "occurredAt is an invalid date"],
    [{ occurredAt: new Date("0000-12-31T23:59:59Z") }, "occurredAt must lie in the years 1 to 9999"],
    [{ occurredAt: new Date("+010000-01-01T00:00:00Z") }, "occurredAt must lie in the years 1 to 9999"],
    [{ metadata: { correlationId: "x".repeat(513) } }, "metadata.correlationId must be text of at most 512"],
  ])("refuses %j", async (change, message) => {
    await expect(store.append("refused-1", "any", [{ ...event, ...change }])).rejects.toThrow(message);
  });

  test.each([
    ['{"actor":7}', "metadata.actor must be text"],
    ['{"causationId":null}', "metadata.causationId must be text"],
    ['{"cloudEvent":null}', "metadata.cloudEvent must be what an import writes"],
    ['{"cloudEvent":{"source":1}}', "metadata.cloudEvent must be"],
    ['{"cloudEvent":{"extensions":{"a":{}}}}', "metadata.cloudEvent must be"],
    ['{"cloudEvent":{"extensions":{"type":"Other"}}}', "metadata.cloudEvent must be"],
    ['{"cloudEvent":{"extensions":{"foldlinemetadata":"{}"}}}', "metadata.cloudEvent must be"],
    ['{"cloudEvent":{"extensions":{"dataBase":"z"}}}', "metadata.cloudEvent must be"],
    ['{"cloudEvent":{"extensions":{"":"z"}}}', "metadata.cloudEvent must be"],
  ])("refuses metadata that no export could write: %s", async (json, message) => {
    const refused = store.append("refused-1", "any", [{ ...event, metadata: JSON.parse(json) }]);
    await expect(refused).rejects.toBeInstanceOf(InvalidEventError);
    await expect(refused).rejects.toThrow(message);
  });

  test("refuses a number in metadata that jsonb cannot hold", async () => {
    const refused = store.append("refused-1", "any", [{ ...event, metadata: { size: jsonText("1e200000") } }]);
    await expect(refused).rejects.toBeInstanceOf(InvalidEventError);
  });

  test("keep their time whatever zone the process is in", async () => {
    vi.stubEnv("TZ", "Asia/Kolkata");
    // At this time the zone was 5:21:10 ahead.
    const occurredAt = new Date("1890-01-01T00:00:00.123Z");
    await store.append("old-1", 0, [{ ...event, occurredAt }]);
    vi.unstubAllEnvs();
    expect(await store.readStream("old-1")).toMatchObject([{ occurredAt }]);
  });

  test("refuses an append without events, one event id twice, and an expected version that is none", async () => {
    const eventId = randomUUID();
    const twice = [event, event].map((one, index) => ({ ...one, eventId: index ? eventId.toUpperCase() : eventId }));
    await expect(store.append("refused-1", "any", [])).rejects.toThrow("nothing to append");
    await expect(store.append("refused-1", "any", twice)).rejects.toThrow("the same event id twice");
    await expect(store.append("refused-1", -1, [event])).rejects.toThrow("expected must be");
    await expect(store.append("refused-1", 0.5, [event])).rejects.toThrow("expected must be");
  });

  test("writes nothing of several streams when one of them is refused", async () => {
    await store.append("whole-1", 0, [event]);
    const appends = [
      { streamId: "whole-2", expected: 0, events: [event] },
      { streamId: "whole-1", expected: 0, events: [event] },
    ];
    await expect(store.appendAll(appends)).rejects.toMatchObject({ streamId: "whole-1", actual: 1 });
    expect(await store.streamVersion("whole-2")).toBe(0);
  });

  test("cannot be changed, removed or emptied out once stored", async () => {
    await store.append("kept-1", 0, [event]);
    for (const statement of ["update foldline.events set type = 'x'", "delete from foldline.events"]) {
      await expect(database.pool.query(statement)).rejects.toThrow("stored events are immutable");
    }
    await expect(database.pool.query("truncate foldline.events")).rejects.toThrow("stored events are immutable");
  });
});

test("tells a caller whose own transaction lost against the same events to run it again", async () => {
  const events = [{ ...event, eventId: randomUUID() }];
  const loser = inTransaction(database.pool, async (client) => {
    await client.query("select 1");
    const winner = await database.pool.connect();
    await winner.query("begin");
    await store.append("race-1", "any", events, { client: winner });
    const waiting = store.append("race-1", "any", events, { client });
    const lost = expect(waiting).rejects.toMatchObject({ name: "ConcurrentAppendError", streamIds: ["race-1"] });
    await waitUntilBlocked();
    await winner.query("commit");
    winner.release();
    await lost;
    return waiting;
  });
  await expect(loser).rejects.toMatchObject({ name: "ConcurrentAppendError" });
  expect(await store.append("race-1", "any", events)).toMatchObject({ version: 1, appended: 0 });
});

test("says that a database without the engine's tables needs its migrations", async () => {
  await inTransaction(database.pool, async (client) => {
    await client.query("drop function foldline.append");
    await expect(store.append("lost-1", 0, [event], { client })).rejects.toBeInstanceOf(StoreNotMigratedError);
    throw new Error("undo");
  }).catch((error: Error) => expect(error.message).toBe("undo"));
});

/** Until some session of this database waits for a lock. */
async function waitUntilBlocked(): Promise<void> {
  const blocked =
    "select 1 from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())";
  while ((await database.pool.query(blocked)).rows.length === 0);
}
