import fc from "fast-check";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import type { NewEvent } from "../events";
import { compileChain } from "../evolution/chain";
import { codeUpcaster, dropEvent, severalEvents } from "../evolution/code-upcaster";
import { postgresEventStore } from "../store/postgres-event-store";
import { watermark } from "../store/watermark";
import { applyBatch, type HeldPartition } from "./batch";
import { foldAll, type Rows } from "./fold";
import { joinInline } from "./inline-join";
import { foldLive } from "./live-fold";
import { type Projection, projection } from "./projection";
import { createTable, indexStatements } from "./read-model-table";
import { registerProjections } from "./register";
import { replay } from "./replay";
import { unhindered } from "./replay-control";
import { replayParking } from "./replay-parking";
import { accounts, allEvents, targets } from "./testing/ledger";
import { loadRows } from "./write-rows";

interface Moved {
  readonly to: string;
  readonly amount: number;
  readonly text: string;
}

/** Events of version 1 are read in other ways: renamed, split in two, or not at all. */
const chain = compileChain([
  codeUpcaster<Moved>({
    ...{ type: "Moved", from: 1, to: 2, title: "Amounts are doubled" },
    upcast: (data) => ({ ...data, amount: data.amount * 2 }),
  }),
  codeUpcaster<Moved>({
    ...{ type: "Exchanged", from: 1, to: 2, toType: "Moved", title: "An exchange is two moves" },
    upcast: (data) => severalEvents([data, { ...data, to: `${data.to}'`, amount: -data.amount }]),
  }),
  codeUpcaster({ type: "Forgotten", from: 1, to: 2, toType: "Closed", title: "Dropped", upcast: () => dropEvent }),
]);

/** Every row belongs to one stream, without being named like it. */
const doubled = (partitions: number): Projection =>
  projection<{ moves: number; last: string }>({
    name: "doubled",
    version: 1,
    key: ({ streamId }) => [streamId, `${streamId}/2`],
    keyedBy: "stream",
    columns: { moves: "integer", last: "text" },
    partitions,
    on: {
      "*": (row, { type, eventId }) => (type === "Closed" ? null : { moves: (row?.moves ?? 0) + 1, last: eventId }),
    },
  });

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
beforeEach(clear);
afterAll(() => database.drop());

async function clear(): Promise<void> {
  const client = await pool.connect();
  await client.query("set session_replication_role = replica");
  await client.query(
    "truncate foldline.events, foldline.streams, foldline.partitions, foldline.read_models, foldline.projections cascade",
  );
  await client.query(
    "drop schema if exists read_models cascade; create schema read_models; drop schema if exists foldline_data cascade; alter sequence foldline.position_seq restart",
  );
  client.release(true);
}

async function expectedRows(folded: Projection): Promise<Rows> {
  const events = (await allEvents(pool)).flatMap((event) => chain.upcast(event));
  return present(foldAll(folded, events));
}

function present(rows: ReadonlyMap<string, Rows extends Map<string, infer Row> ? Row : never>): Rows {
  return new Map([...rows].filter(([, row]) => row !== null).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function tableRows(stored: Projection, tableName: string): Promise<Rows> {
  const keys = await pool.query<{ key: string }>(
    `select "${stored.keyColumn}" as key from foldline_data."${tableName}"`,
  );
  const names = keys.rows.map(({ key }) => key);
  return present(await loadRows(pool, stored, tableName, names));
}

/** Advances partitions in the order and the steps that `numbers` say, until all stand at the watermark. */
async function runAsync(stored: Projection, numbers: () => number): Promise<Rows> {
  const upTo = await watermark(pool);
  const tableName = `${stored.viewName}_v1`;
  for (;;) {
    const { rows } = await pool.query(
      "select * from foldline.partitions where projection = $1 and checkpoint < $2 order by partition",
      [stored.name, upTo.toString()],
    );
    const chosen = rows[numbers() % Math.max(1, rows.length)];
    if (chosen === undefined) return tableRows(stored, tableName);
    const together = rows.filter(({ checkpoint }) => checkpoint === chosen.checkpoint);
    const group: HeldPartition[] = (numbers() % 2 === 0 ? together : [chosen]).map((row) => ({
      partition: row.partition,
      slices: { from: row.slice_from, to: row.slice_to },
      epoch: Number(row.lease_epoch),
    }));
    const limit = 1 + (numbers() % 7);
    const after = BigInt(chosen.checkpoint);
    await applyBatch(pool, { projection: stored, chain, version: 1, tableName, partitions: group, after, upTo, limit });
  }
}

async function runReplay(stored: Projection, passes: number): Promise<Rows> {
  const tableName = `${stored.viewName}_replayed`;
  const client = await pool.connect();
  await createTable(client, stored, tableName);
  const upTo = await watermark(pool);
  const count = { eventsRead: 0, rowsWritten: 0 };
  const parking = replayParking(stored, "test");
  const { signal } = new AbortController();
  await replay(client, {
    projection: stored,
    chain,
    tableName,
    upTo,
    passes,
    count,
    parking,
    control: unhindered,
    signal,
  });
  for (const statement of indexStatements(stored, tableName)) await client.query(statement);
  client.release();
  return tableRows(stored, tableName);
}

/** Folds every row that ever was by itself. */
async function runLive(folded: Projection): Promise<Rows> {
  const events = (await allEvents(pool)).flatMap((event) => chain.upcast(event));
  const rows: Rows = new Map();
  for (const key of foldAll(folded, events).keys()) {
    const live = await foldLive(pool, { projection: folded, chain, of: { key } });
    expect(live.position).toBe(await watermark(pool));
    for (const [name, row] of live.rows) rows.set(name, { ...row });
  }
  return present(rows);
}

const stream = fc.constantFrom("a-1", "a-2", "ä 3/…", "tab\there", "b");
const data = fc.record({
  to: fc.constantFrom("t-1", "t-2", "ß", "b"),
  amount: fc.integer({ min: -500, max: 5_000 }).map((cents) => cents / 100),
  text: fc.string({ unit: "grapheme", maxLength: 4 }).filter((value) => !/\0|\p{Surrogate}/u.test(value)),
});
const eventOf = (type: string, schemaVersion: number) => data.map((value) => ({ type, schemaVersion, data: value }));
const event: fc.Arbitrary<NewEvent> = fc.oneof(
  { weight: 4, arbitrary: eventOf("Moved", 1) },
  { weight: 3, arbitrary: eventOf("Moved", 2) },
  { weight: 2, arbitrary: eventOf("Exchanged", 1) },
  { weight: 1, arbitrary: eventOf("Forgotten", 1) },
  { weight: 1, arbitrary: fc.constant({ type: "Closed", schemaVersion: 2, data: {} }) },
);
const history = fc.array(fc.record({ stream, events: fc.array(event, { minLength: 1, maxLength: 4 }) }), {
  minLength: 1,
  maxLength: 16,
});

test("inline, async, live and as a replay, one definition gives the same rows", async () => {
  await fc.assert(
    fc
      .asyncProperty(
        history,
        fc.constantFrom(1, 3, 16),
        fc.constantFrom(1, 4),
        fc.array(fc.nat(), { minLength: 5, maxLength: 30 }),
        async (appends, partitions, passes, choices) => {
          let turn = 0;
          const numbers = () => choices[turn++ % choices.length] ?? 0;
          const definitions = [accounts(partitions), targets(partitions), doubled(partitions)];
          const inline = definitions.map((each) => ({
            ...each,
            name: `${each.name}-inline`,
            viewName: `${each.viewName}_inline`,
            mode: "inline" as const,
          }));
          await registerProjections(pool, [...definitions, ...inline], chain);
          const store = postgresEventStore(pool, { inline: { projections: inline, chain: async () => chain } });
          const joinAt = numbers() % appends.length;
          for (const [index, append] of appends.entries()) {
            if (index === joinAt) for (const each of inline) expect(await joinInline(pool, each, chain)).toBe(true);
            await store.append(append.stream, "any", append.events);
          }
          for (const [index, definition] of definitions.entries()) {
            const expected = await expectedRows(definition);
            const twin = inline[index] ?? definition;
            expect(await tableRows(twin, `${twin.viewName}_v1`)).toEqual(expected);
            expect(await runAsync(definition, numbers)).toEqual(expected);
            expect(await runLive(definition)).toEqual(expected);
            expect(await runReplay(definition, passes)).toEqual(expected);
          }
        },
      )
      .afterEach(clear),
    { numRuns: 7 },
  );
}, 240_000);
