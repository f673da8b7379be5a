import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { inTransaction } from "../store/transaction";
import { KEPT_DIFFERENCES } from "./compare-rows";
import { compareTables } from "./compare-tables";
import { projection } from "./projection";
import { createTable, indexStatements } from "./read-model-table";
import { storeRows } from "./write-rows";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const columns = {
  t: "text",
  i: "integer",
  b: "bigint",
  n: "numeric(8,2)",
  f: "boolean",
  at: "timestamptz",
  d: "date",
  j: "jsonb",
  x: "double precision",
  a: "text[]",
} as const;
type Name = keyof typeof columns;
const names = Object.keys(columns) as Name[];
const gone = () => null;
const compared = projection<Record<string, unknown>>({ name: "compared", version: 1, columns, on: { Gone: gone } });

// Few values of each, so that rows of one key are often the same, and often differ in one column.
const row = fc.record({
  t: fc.constantFrom(null, "", "null", "a\tb", "ü"),
  i: fc.constantFrom(null, 0, -1, 2147483647),
  b: fc.constantFrom(null, 0n, 9007199254740993n),
  n: fc.constantFrom(null, 0, 1.1, 1.11),
  f: fc.constantFrom(null, true, false),
  at: fc.constantFrom(null, new Date("2026-08-01T00:00:00Z"), new Date("2026-08-01T00:00:00.001Z")),
  d: fc.constantFrom(null, "1999-12-31", "2000-01-01"),
  j: fc.constantFrom(null, {}, { a: [1, null] }, { a: [null, 1] }, "x"),
  x: fc.constantFrom(null, 0, 0.1, 1e300),
  a: fc.constantFrom(null, [], [""], ["a", "b"], ["b", "a"]),
});
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;
const pair = fc.record({
  key: fc.string({ minLength: 1, maxLength: 8, unit: "grapheme-ascii" }),
  before: fc.option(row, { nil: null, freq: 5 }),
  change: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...names), row).map(([name, to]) => ({ [name]: to[name] })) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
});

async function fill(table: string, rows: ReadonlyMap<string, Row>): Promise<void> {
  await database.pool.query(`drop table if exists foldline_data.${table}`);
  await createTable(database.pool, compared, table);
  for (const statement of indexStatements(compared, table)) await database.pool.query(statement);
  if (rows.size > 0) await storeRows(database.pool, compared, table, new Map(rows));
}

const compare = (live: string | null, next: string) =>
  inTransaction(database.pool, async (client) => {
    const found = await compareTables(client, live, next);
    const kept = found.differencesStored === 0 ? [] : (await client.query(`select * from ${KEPT_DIFFERENCES}`)).rows;
    if (found.differencesStored > 0) await client.query(`drop table ${KEPT_DIFFERENCES}`);
    return { found, kept };
  });

const shown = (value: unknown) =>
  JSON.stringify(value, (_, item) => (typeof item === "bigint" ? `${item}n` : (item ?? null)));

test("counts what a comparison of every value by itself counts, and names the same rows and columns", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(pair, { selector: ({ key }) => key, maxLength: 25 }), async (pairs) => {
      const live = new Map<string, Row>();
      const next = new Map<string, Row>();
      for (const { key, before, change } of pairs) {
        if (before !== null) live.set(key, before);
        if (before !== null && change !== null) next.set(key, { ...before, ...change } as Row);
        if (before === null) next.set(key, { ...(pairs[0]?.before ?? EMPTY), ...change } as Row);
      }
      await fill("compared_v1", live);
      await fill("compared_v2", next);
      const { found, kept } = await compare("compared_v1", "compared_v2");

      const expected = new Map<string, string[]>();
      for (const [key, after] of next) {
        const before = live.get(key);
        const differing = names.filter((name) => before !== undefined && shown(before[name]) !== shown(after[name]));
        if (before === undefined) expected.set(key, ["added", ...names]);
        else if (differing.length > 0) expected.set(key, ["changed", ...differing]);
      }
      for (const key of live.keys()) if (!next.has(key)) expected.set(key, ["missing", ...names]);
      const kinds = [...expected.values()].map(([kind]) => kind);
      const count = (kind: string) => kinds.filter((each) => each === kind).length;
      const [changed, added, missing] = [count("changed"), count("added"), count("missing")];
      expect(found.rows).toEqual({
        live: live.size,
        new: next.size,
        identical: next.size - changed - added,
        changed,
        added,
        missing,
      });
      for (const { name, differing, liveChecksum, newChecksum } of found.columns) {
        const rows = [...expected.values()].filter(([kind, ...of]) => kind === "changed" && of.includes(name));
        expect(differing, name).toBe(rows.length);
        if (differing > 0 || added + missing > 0) expect(liveChecksum, name).not.toBe(newChecksum);
        else expect(liveChecksum, name).toBe(newChecksum);
      }
      expect(found.differencesStored).toBe(expected.size);
      expect(new Map(kept.map(({ key, kind, columns: of }) => [key, [kind, ...of.toSorted()]]))).toEqual(
        new Map([...expected].map(([key, [kind = "", ...of]]) => [key, [kind, ...of.toSorted()]])),
      );
    }),
    { numRuns: 40 },
  );
});

const EMPTY = Object.fromEntries(names.map((name) => [name, null]));

test("compares by text where a column's type changed, and names the columns that only one version has", async () => {
  await database.pool.query(`create table foldline_data.typed_v1 (key text, a integer, b numeric(8,2), gone text)`);
  await database.pool.query(`create table foldline_data.typed_v2 (id text, b numeric(8,3), a bigint, fresh text)`);
  await database.pool.query(`insert into foldline_data.typed_v1 values ('x', 1, 1.5, ''), ('y', 2, null, '')`);
  await database.pool.query(`insert into foldline_data.typed_v2 values ('x', 1.5, 1, ''), ('y', null, 2, '')`);
  const { found, kept } = await compare("typed_v1", "typed_v2");
  expect(found).toMatchObject({ onlyInLive: ["key", "gone"], onlyInNew: ["id", "fresh"], rows: { changed: 1 } });
  expect(found.columns.map(({ name, type, differing }) => [name, type, differing])).toEqual([
    ["b", "numeric(8,3)", 1],
    ["a", "bigint", 0],
  ]);
  expect(kept).toMatchObject([
    { key: "x", kind: "changed", columns: ["b"], before: { b: 1.5, gone: "" }, after: { b: 1.5, fresh: "" } },
  ]);
});

test("keeps the few missing rows among very many changed ones", async () => {
  const lines = "select 'k' || g as key, g as n from generate_series(1, 6000) g";
  await database.pool.query(`create table foldline_data.many_v1 as ${lines}`);
  await database.pool.query(
    `create table foldline_data.many_v2 as select key, n + 1 as n from (${lines}) l where n <> 7`,
  );
  const { found, kept } = await compare("many_v1", "many_v2");
  expect(found).toMatchObject({ rows: { changed: 5999, missing: 1, identical: 0 }, differencesStored: 5000 });
  expect(kept.filter(({ kind }) => kind === "missing")).toMatchObject([{ key: "k7", before: { n: 7 }, after: null }]);
});
