import { randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import pg from "pg";
import { v5 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../testing/database";
import type { NewEvent } from "../../events";
import type { EventStore } from "../event-store";
import { postgresEventStore } from "../postgres-event-store";
import { sliceOf } from "../stream-name";
import { inTransaction } from "../transaction";
import { eventIdOf } from "./cloud-event-id";
import { exportEvents } from "./export-events";
import { type ImportOptions, importEvents } from "./import-events";

let database: TestDatabase;
let store: EventStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = postgresEventStore(database.pool);
});
afterAll(() => database.drop());
beforeEach(emptyStore);

async function emptyStore(): Promise<void> {
  await inTransaction(database.pool, async (client) => {
    await client.query("set local foldline.allow_event_changes = 'on'");
    await client.query("delete from foldline.events");
    await client.query("delete from foldline.streams");
  });
}

const line = (changes: object = {}) =>
  JSON.stringify({
    ...{ specversion: "1.0", id: randomUUID(), source: "here", subject: "thing-1", type: "Happened", data: {} },
    ...changes,
  });

const happened: NewEvent = { type: "Happened", data: {} };

async function* bytes(content: string | Buffer): AsyncGenerator<Buffer> {
  yield Buffer.from(content);
}

const importText = (content: string | Buffer, options?: ImportOptions) =>
  importEvents(database.pool, bytes(content), options);

function exportText(): Promise<string> {
  return text(exportEvents(database.pool, { includeSystem: true }));
}

describe("importEvents", () => {
  test("adds the events of a file in the order of its lines, and nothing the second time", async () => {
    const content = [
      line({ id: "a:0", subject: "fine-1", time: "2000-01-01T00:00:00+01:00", resource: "18" }),
      line({ id: "b:0", subject: "fine-2", time: "1999-01-01T00:00:00+01:00" }),
      line({ id: "a:1", subject: "fine-1", type: "Payment", schemaversion: 3 }),
    ].join("\n");
    expect(await importText(content)).toMatchObject({ lines: 3, events: 3, appended: 3, known: 0, skippedCount: 0 });
    expect(await importText(gzipSync(content))).toMatchObject({ events: 3, appended: 0, known: 3 });
    const all = await store.readAll({});
    expect(all.map(({ streamId, version }) => `${streamId}@${version}`)).toEqual(["fine-1@1", "fine-2@1", "fine-1@2"]);
    expect(all[0]).toMatchObject({
      eventId: eventIdOf("here", "a:0"),
      occurredAt: new Date("1999-12-31T23:00:00Z"),
      metadata: { cloudEvent: { source: "here", id: "a:0", extensions: { resource: "18" } } },
    });
    expect(all[2]).toMatchObject({ type: "Payment", schemaVersion: 3 });
  });

  test("goes on from what the streams hold, and appends go on from the import", async () => {
    await store.append("thing-1", 0, [{ type: "Opened", data: {} }]);
    await importText([line(), line()].join("\n"));
    expect(await store.append("thing-1", 3, [{ type: "Closed", data: {} }])).toMatchObject({ version: 4 });
  });

  test("gives streams the category and slice that an append would", async () => {
    const ids = ["fine-1", "Käufer-ü/ 3", "plain", "-x", "😀-1"];
    await importText(ids.map((subject) => line({ subject })).join("\n"));
    const { rows } = await database.pool.query<{ stream_id: string; category: string; slice: number }>(
      "select distinct stream_id, category, streams.slice from foldline.streams join foldline.events using (stream_id, slice)",
    );
    expect(new Set(rows.map((row) => `${row.stream_id} ${row.category} ${row.slice}`))).toEqual(
      new Set(ids.map((id) => `${id} ${id.split("-")[0]} ${sliceOf(id)}`)),
    );
  });

  test("leaves out ids that the file repeats, keeping the first", async () => {
    const content = [
      line({ id: "x", data: 1 }),
      line({ id: "x", data: 2 }),
      line({ id: "x", subject: "thing-2" }),
    ].join("\n");
    expect(await importText(content)).toMatchObject({ events: 3, appended: 2, known: 1 });
    expect(await store.readStream("thing-1")).toMatchObject([{ data: 1 }]);
  });

  test("keeps data exactly as the line writes it", async () => {
    const data = '{ "z": 41.0,\t"a": [1e2, 0.10, 12345678901234567890], "t": "\\u00e9\\\\n\\"" }';
    await importText(`{"specversion":"1.0","id":"1","source":"s","subject":"thing-1","data":${data},"type":"T"}`);
    expect((await store.readStream("thing-1"))[0]?.dataText).toBe(data);
  });

  test("reads blank lines, CRLF and a byte order mark as the same events", async () => {
    expect(await importText(`\ufeff${line()}\r\n\r\n  \n${line()}\r\n`)).toMatchObject({ lines: 4, appended: 2 });
  });

  test("takes an empty file", async () => {
    expect(await importText("")).toMatchObject({ lines: 0, events: 0, appended: 0 });
  });

  test("maps correlation, causation and actor, and derives ids as UUIDv5 of source and id", async () => {
    await importText(line({ id: "no uuid", correlationid: "c", causationid: "d", actor: "ada" }));
    const [event] = await store.readAll({ correlationId: "c" });
    expect(event?.metadata).toEqual({
      ...{ correlationId: "c", causationId: "d", actor: "ada" },
      cloudEvent: { source: "here", id: "no uuid" },
    });
    expect(event?.eventId).toBe(v5("no uuid", v5("here", "8f1d5f5e-4f0a-5d0e-9f57-2c6a3b0d7e11")));
  });

  test("counts in a dry run what an import would add, and adds nothing", async () => {
    await importText(line({ id: "x" }));
    const content = [line({ id: "x" }), line({ id: "y" }), line({ id: "y" })].join("\n");
    expect(await importText(content, { dryRun: true })).toMatchObject({
      events: 3,
      appended: 1,
      known: 2,
      dryRun: true,
    });
    expect(await store.streamVersion("thing-1")).toBe(1);
  });
});

describe("a line that is no event", () => {
  const bad: [string, string, string][] = [
    ["cut off", '{"specversion":"1.0"', "is not valid JSON"],
    ["no object", "[1]", "is not a JSON object"],
    ["another specversion", line({ specversion: "0.3" }), '"specversion" must be "1.0"'],
    ["no subject", line({ subject: undefined }), '"subject" (the stream) is missing'],
    ["an empty id", line({ id: "" }), '"id" must be text that is not empty'],
    ["a type that is a number", line({ type: 7 }), '"type" must be text'],
    ["a type that is too long", line({ type: "x".repeat(300) }), "type must have 1 to 256 characters"],
    ["a stream id that is too long", line({ subject: "x".repeat(513) }), "of 513 characters is too long"],
    ["NUL in data", line({ data: { a: ["\0"] } }), "data.a[0] contains a NUL character"],
    ["a lone surrogate in data", line({ data: { b: "\ud800" } }), "data.b contains a lone surrogate"],
    ["a lone surrogate in an extension", line({ ext: "\udfff" }), "metadata.cloudEvent.extensions.ext contains a lone"],
    ["binary data", line({ data_base64: "AA==" }), "binary data"],
    ["a day that does not exist", line({ time: "2001-02-29T00:00:00Z" }), '"time" names a day that does not exist'],
    ["a schema version out of range", line({ schemaversion: 40_000 }), "schemaVersion must be"],
    ["an extension with a capital", line({ Subject: "b-2" }), '"Subject" is no name of an extension'],
    ["an extension with an underscore", line({ data_schema: "b-2" }), '"data_schema" is no name of an extension'],
    ["an extension that is an object", line({ ext: {} }), 'the extension "ext" must be text'],
    [
      "metadata of another shape",
      line({ source: "foldline", foldlinemetadata: '{"cloudEvent":null}' }),
      "metadata.cloudEvent must be",
    ],
    ["an actor that is no text", line({ foldlinemetadata: '{"actor":7}' }), "metadata.actor must be text"],
    ["data that is too large", line({ data: "x".repeat(2 ** 20) }), "take 1048"],
    [
      "data nested too deep",
      line({ data: 0 }).replace(":0}", `:${"[".repeat(2000)}${"]".repeat(2000)}}`),
      "deeper than 1000",
    ],
  ];

  test.each(bad)(
    "stops the import with its number and what is wrong, and nothing applied: %s",
    async (_, text, problem) => {
      const refused = importText([line(), line(), text, line()].join("\n"));
      await expect(refused).rejects.toMatchObject({ name: "ImportLineError", line: 3 });
      await expect(refused).rejects.toThrow(problem);
      expect(await store.readAll({})).toEqual([]);
    },
  );

  test("is left out and listed when asked to", async () => {
    const content = [...bad.map(([, text]) => text), line()].join("\n");
    const result = await importText(content, { skipBad: true });
    expect(result).toMatchObject({ appended: 1, skippedCount: bad.length });
    expect(result.skipped.map((skipped) => skipped.line)).toEqual(bad.map((_, index) => index + 1));
  });

  test("is counted but no longer listed after the first hundred", async () => {
    const result = await importText("x\n".repeat(1500), { skipBad: true });
    expect(result.skippedCount).toBe(1500);
    expect(result.skipped).toHaveLength(100);
  });

  test("gives an import of damaged gzip an error of its own, and nothing applied", async () => {
    const whole = gzipSync(Array.from({ length: 2000 }, () => line()).join("\n"));
    await expect(importText(whole.subarray(0, whole.length / 2))).rejects.toThrow("damaged or ends too early");
    expect(await store.readAll({})).toEqual([]);
  });
});

describe("two writers at once", () => {
  test("add each event once when the same file is imported twice at the same time", async () => {
    const content = Array.from({ length: 3000 }, (_, n) => line({ id: `n${n}`, subject: `thing-${n % 70}` })).join(
      "\n",
    );
    const results = await Promise.all([importText(content), importText(content), importText(content)]);
    expect(results.reduce((sum, result) => sum + result.appended, 0)).toBe(3000);
    expect(await store.readAll({}, { limit: 4000 })).toHaveLength(3000);
  });

  test("an import makes way for a transaction that holds its streams in another order, and then goes on", async () => {
    await store.appendAll(["thing-1", "thing-2"].map((streamId) => ({ streamId, expected: 0, events: [happened] })));
    const importing = await inTransaction(database.pool, async (client) => {
      // The import looks for the deadlock first, and is the one to give in.
      await client.query("set local deadlock_timeout = '1min'");
      await store.append("thing-2", "any", [happened], { client });
      const started = importText([line({ subject: "thing-1" }), line({ subject: "thing-2" })].join("\n"));
      await untilSomebodyWaits();
      await store.append("thing-1", "any", [happened], { client });
      return { started };
    });
    expect(await importing.started).toMatchObject({ appended: 2 });
    expect(await store.streamVersion("thing-2")).toBe(3);
  });

  test("an import that loses its connection half-way is completed by running it again", async () => {
    const content = Array.from({ length: 6_000 }, (_, n) =>
      line({ id: `n${n}`, subject: `thing-${n % 250}`, data: n }),
    ).join("\n");
    const doomed = new pg.Pool({ connectionString: database.url, application_name: "doomed import" });
    const interrupted = importEvents(doomed, bytes(content), {
      batchLines: 2_000,
      onProgress: ({ phase, line: done }) => {
        if (phase === "applying" && done === 2_000) void killImport();
      },
    });
    await expect(interrupted).rejects.toThrow();
    await doomed.end();
    const before = Number((await database.pool.query("select count(*) as n from foldline.events")).rows[0].n);
    expect([2_000, 4_000]).toContain(before);
    expect(await importText(content)).toMatchObject({ appended: 6_000 - before, known: before });
    const wrong = await database.pool.query(
      `select 1 from (select stream_id, version, data::text::int as n, lag(data::text::int) over (order by position) as before,
                             row_number() over (partition by stream_id order by position) as place from foldline.events) e
        where version <> place or before <> n - 1`,
    );
    expect(wrong.rows).toEqual([]);
  });
});

async function untilSomebodyWaits(): Promise<void> {
  const waiting = `select 1 from pg_locks where not granted
    and pid in (select pid from pg_stat_activity where datname = current_database())`;
  while ((await database.pool.query(waiting)).rows.length === 0);
}

async function killImport(): Promise<void> {
  await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doomed import'",
  );
}

describe("export", () => {
  const storable = fc.string({ unit: "binary", maxLength: 10 }).filter((text) => !text.includes("\0"));
  const named = storable.filter((text) => text !== "");
  const json = fc
    .jsonValue({ maxDepth: 3, stringUnit: "binary" })
    .filter((value) => !JSON.stringify(value).includes("\\u0000"));
  const event: fc.Arbitrary<NewEvent> = fc.record(
    {
      type: named,
      data: json,
      schemaVersion: fc.integer({ min: 1, max: 32_767 }),
      occurredAt: fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
      metadata: fc.record(
        {
          ...{ correlationId: storable, causationId: storable, actor: storable },
          note: json,
          cloudEvent: fc.record(
            {
              source: named,
              id: named,
              extensions: fc.dictionary(
                fc.constantFrom("resource", "tenant", "n"),
                fc.oneof(storable, fc.integer(), fc.boolean()),
              ),
            },
            { requiredKeys: ["source", "id"] },
          ),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ["type", "data", "occurredAt"] },
  );

  test("of any history, imported into an empty store, exports the same lines again", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(named, fc.array(event, { minLength: 1, maxLength: 4 })), { maxLength: 5 }),
        async (streams) => {
          await emptyStore();
          for (const [streamId, events] of streams) await store.append(streamId, "any", events);
          const exported = await exportText();
          const before = await store.readAll({ includeSystem: true }, { limit: 1000 });
          await emptyStore();
          await importText(exported);
          expect(await exportText()).toBe(exported);
          const after = await store.readAll({ includeSystem: true }, { limit: 1000 });
          expect(after.map(({ streamId, version, dataText }) => ({ streamId, version, dataText }))).toEqual(
            before.map(({ streamId, version, dataText }) => ({ streamId, version, dataText })),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test("gives imported events back the id, source, extensions and digits they came with", async () => {
    const content = `{"specversion":"1.0","id":"S1:0","source":"road","subject":"fine-1","type":"Create Fine","time":"1999-12-31T23:00:00.25Z","data":{"amount":41.0,"points":0},"schemaversion":2,"resource":"18"}\n`;
    await importText(content);
    expect(await exportText()).toBe(content);
  });

  test("can be narrowed to a stream, a category or types, and leaves out the engine's own streams", async () => {
    for (const subject of ["order-1", "order-2", "invoice-1", "$audit-1"])
      await importText(line({ subject, type: subject }));
    const subjects = async (options: object) =>
      (await text(exportEvents(database.pool, options)))
        .split("\n")
        .filter((exported) => exported !== "")
        .map((exported) => JSON.parse(exported).subject);
    expect(await subjects({})).toEqual(["order-1", "order-2", "invoice-1"]);
    expect(await subjects({ category: "order" })).toEqual(["order-1", "order-2"]);
    expect(await subjects({ streamId: "$audit-1" })).toEqual(["$audit-1"]);
    expect(await subjects({ types: ["invoice-1", "it's"] })).toEqual(["invoice-1"]);
  });
});
