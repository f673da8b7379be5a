import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import type { NewEvent } from "../events";
import { compileChain } from "../evolution/chain";
import { jsonText } from "../json";
import { postgresEventStore } from "../store/postgres-event-store";
import { inTransaction } from "../store/transaction";
import { watermark } from "../store/watermark";
import { eventCatalogue } from "./event-catalogue";
import { replayRaw } from "./raw-replay";
import { createTable } from "./read-model-table";
import { registerProjections } from "./register";
import { replayParking } from "./replay-parking";
import { requestRebuild } from "./request-rebuild";
import { clearStore } from "./testing/clear-store";
import { type NaiveRow, naiveCatalogue } from "./testing/naive-catalogue";
import { advance } from "./testing/poison";
import { caughtUp, rebuildWhen, startWorker } from "./testing/workers";

const chain = compileChain([]);
const LIVE = "read_models.event_catalogue";
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
beforeEach(() => clearStore(pool));
afterAll(() => database.drop());

interface Written {
  readonly stream: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly json: string;
  readonly occurredAt: Date;
}

/** Appends events in order; those that follow each other in a stream at once. */
async function write(events: readonly Partial<Written>[]): Promise<void> {
  const store = postgresEventStore(pool, { maxPayloadBytes: 4_000_000 });
  const runs: { stream: string; events: NewEvent[] }[] = [];
  for (const { stream = "a-1", type = "Sold", schemaVersion = 1, json = "{}", occurredAt } of events) {
    if (runs.at(-1)?.stream !== stream) runs.push({ stream, events: [] });
    const data = jsonText(json);
    runs.at(-1)?.events.push({ type, schemaVersion, data, ...(occurredAt === undefined ? {} : { occurredAt }) });
  }
  await inTransaction(pool, async (client) => {
    for (const run of runs) await store.append(run.stream, "any", run.events, { client });
  });
}

/** Fills the live version in batches of these sizes, over and over. */
async function fill(limits: readonly number[]): Promise<void> {
  await registerProjections(pool, [eventCatalogue], chain);
  for (let turn = 0; await advance(pool, eventCatalogue, chain, { limit: limits[turn % limits.length] ?? 1 }); turn++);
}

/** Fills another table as a rebuild does. */
async function replayed(): Promise<string> {
  const client = await pool.connect();
  await createTable(client, eventCatalogue, "replayed");
  const { apply } = eventCatalogue;
  if (apply === null) throw new Error("The catalogue is a raw projection.");
  const request = {
    projection: eventCatalogue,
    chain,
    tableName: "replayed",
    upTo: await watermark(pool),
    passes: 1,
    count: { eventsRead: 0, rowsWritten: 0 },
    parking: replayParking(eventCatalogue, "test"),
    control: { admit: async () => 3n },
    signal: new AbortController().signal,
  };
  await replayRaw(client, request, apply);
  client.release();
  return "foldline_data.replayed";
}

async function rowsOf(table = LIVE): Promise<{ key: string; detail: unknown; [column: string]: unknown }[]> {
  return (await pool.query(`select * from ${table} order by key collate "C"`)).rows;
}

/** The rows as the naive catalogue has them; what names a shape is looked up in its detail. */
async function comparable(table = LIVE): Promise<NaiveRow[]> {
  const rows = (await rowsOf(table)) as unknown as (NaiveRow & { key: string })[];
  return rows.map(({ key: _, ...row }) => ({
    ...row,
    name: row.facet === "shape" ? shapeName(row.detail) : row.name,
    events: Number(row.events),
    streams: row.streams === null ? null : Number(row.streams),
    first_position: Number(row.first_position),
    last_position: Number(row.last_position),
  }));
}

function shapeName(detail: unknown): string {
  const { paths } = detail as { paths: { path: string; kinds: string[] }[] };
  const lines = paths.map(({ path, kinds }) => `${path}: ${kinds.join(" or ")}`);
  return lines.toSorted().join("\n");
}

const sorted = (rows: readonly NaiveRow[]) =>
  rows.toSorted((a, b) => (JSON.stringify(Object.values(a)) < JSON.stringify(Object.values(b)) ? -1 : 1));

const pathRow = async (name: string) =>
  (await rowsOf()).find((row) => row.facet === "path" && row.name === name) ?? { detail: null };

const digits = fc.constantFrom(
  ..."0 -0 7 -12 1.5 41.0 1e3 0.1 9007199254740993 9007199254740992 -123456789012345678901 1e400 -1e400 0.12345678901234567 1e-7 123456789012345".split(
    " ",
  ),
);
const text = fc.oneof(
  fc.constantFrom("", "x", "12345678901234567890", "__proto__", "🦊".repeat(60), "v".repeat(59)),
  fc.string({ maxLength: 3, unit: "grapheme-ascii" }),
);
const field = fc.constantFrom("a", "b", "*", "x/y", "~", "", "__proto__", "constructor", "7", "vehicle class");
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(
      digits,
      text.map((value) => JSON.stringify(value)),
      fc.constantFrom("null", "true", "false"),
    ),
    fc.array(tie("json"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc
      .array(fc.tuple(field, tie("json")), { maxLength: 4 })
      .map((fields) => `{${fields.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(", ")}}`),
  ),
}));
const written = fc.record({
  stream: fc.constantFrom("a-1", "a-2", "b-1", "…-1"),
  type: fc.constantFrom("Sold", "Fine paid"),
  schemaVersion: fc.constantFrom(1, 2),
  json,
  occurredAt: fc.date({ min: new Date("0999-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
});

test("is the same however the events are cut into batches, and what a naive count gives", async () => {
  await fc.assert(
    fc
      .asyncProperty(
        fc.array(written, { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
        async (events, limits) => {
          await write(events);
          await fill(limits);
          const expected = sorted(await naiveCatalogue(pool));
          expect(sorted(await comparable())).toEqual(expected);
          expect(await rowsOf(await replayed())).toEqual(await rowsOf());
        },
      )
      .afterEach(() => clearStore(pool)),
    { numRuns: 15 },
  );
});

test("a rebuild gives the same rows, verified clean under appends, and is promoted", async () => {
  await write(Array.from({ length: 60 }, (_, n) => ({ stream: `a-${n % 7}`, json: `{"n": ${n % 3}, "x": [${n}]}` })));
  const stop = await startWorker(pool, [eventCatalogue]);
  await caughtUp(pool, "event-catalogue");
  const { id } = await requestRebuild(pool, {
    projection: "event-catalogue",
    requestedBy: "t",
    promotion: "when-clean",
  });
  await write(Array.from({ length: 20 }, (_, n) => ({ stream: `b-${n % 7}`, json: `{"n": ${n}}` })));
  const rebuilt = await rebuildWhen(pool, id, ({ status }) => !["queued", "running", "ready"].includes(status));
  expect(rebuilt).toMatchObject({
    status: "promoted",
    verification: { clean: true, rows: { changed: 0, missing: 0 } },
  });
  await caughtUp(pool, "event-catalogue");
  expect(sorted(await comparable())).toEqual(sorted(await naiveCatalogue(pool)));
  await stop();
});

test("keeps numbers beyond 2^53 digit for digit, and compares them by their digits", async () => {
  const numbers = ["9007199254740993", "9007199254740992", "12345678901234567890.125", "-1e400", "3"];
  await write(numbers.map((number) => ({ json: `{"n": ${number}, "id": "12345678901234567890"}` })));
  await fill([2]);
  expect((await pathRow("/n")).detail).toMatchObject({
    min: "-1e400",
    max: "12345678901234567890.125",
    kinds: { integer: 4, number: 1 },
    examples: numbers,
    values: Object.fromEntries(numbers.map((number) => [number, 1])),
  });
});

test("counts what is beyond a thousand paths and two hundred shapes together", async () => {
  const keys = (from: number, count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${from + n}`, n])));
  const shapes = Array.from({ length: 230 }, (_, n) => ({ stream: `a-${n % 3}`, json: `{"s${n}": true}` }));
  await write([...shapes, { json: keys(0, 10_000) }, { json: keys(5_000, 10_000) }, { json: '{"s1": 1}' }]);
  await fill([17, 100]);
  const counts = await pool.query(
    "select facet, count(*)::int as rows, sum(events)::int as events from read_models.event_catalogue where facet in ('path', 'shape') group by 1 order by 1",
  );
  const ofRest =
    "select facet, events::int, detail -> 'seen' as seen from read_models.event_catalogue where name = '…' order by 1";
  expect(counts.rows).toEqual([
    { facet: "path", rows: 1_001, events: 231 + 770 + 2 },
    { facet: "shape", rows: 201, events: 233 },
  ]);
  expect((await pool.query(ofRest)).rows).toEqual([
    { facet: "path", events: 2, seen: 20_000 - 770 },
    { facet: "shape", events: 33, seen: null },
  ]);
  expect(await rowsOf(await replayed())).toEqual(await rowsOf());
});

test("counts what is beyond a thousand categories together, apart from a category of that name", async () => {
  await write(Array.from({ length: 1_010 }, (_, n) => ({ stream: n === 0 ? "…-1" : `c${n}-1` })));
  await write([{ stream: "c1009-1" }, { stream: "…-1" }]);
  await fill([400]);
  const { rows } = await pool.query(
    "select events::int, streams::int from read_models.event_catalogue where facet = 'category' and name = '…' order by 1",
  );
  expect(rows).toEqual([
    { events: 2, streams: 1 },
    { events: 11, streams: 10 },
  ]);
});

test("takes payloads that mean harm", async () => {
  const levels = `${'{"a": ['.repeat(100)}1${"]}".repeat(100)}`;
  const longText = JSON.stringify("x".repeat(1_000_000));
  await write([
    {
      json: '{"__proto__": {"polluted": true}, "constructor": {"prototype": 1}, "toString": "mine", "hasOwnProperty": null}',
    },
    { json: '{"__proto__": 12345678901234567890}' },
    { json: levels },
    { json: `{"text": ${longText}}` },
    { json: `{${longText}: 1}` },
    { json: `{"fox": "${"🦊".repeat(3)}${"x".repeat(92)}🦊"}` },
    { json: "[[[]]]" },
    { json: '"only a text"' },
  ]);
  await fill([3]);
  expect(Object.keys({})).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect((await pathRow("/__proto__")).detail).toMatchObject({ kinds: { object: 1, integer: 1 } });
  expect((await pathRow("/__proto__/polluted")).detail).toMatchObject({ values: { true: 1 } });
  expect((await pathRow("/toString")).detail).toMatchObject({ examples: ['"mine"'] });
  expect(await pathRow(`${"/a/*".repeat(50)}`)).toMatchObject({ events: "1" });
  expect((await pathRow("/text")).detail).toMatchObject({ values: null, examples: [`"${"x".repeat(99)}`] });
  expect((await pathRow("")).detail).toMatchObject({ kinds: { text: 1, list: 1 }, examples: ['"only a text"'] });
  // The key of a megabyte and what lies deeper than a hundred levels.
  expect(await pathRow("…")).toMatchObject({ events: "2", detail: { seen: 2 } });
  const skipped = await pool.query("select 1 from foldline.dead_letters");
  expect(skipped.rows).toEqual([]);
});
