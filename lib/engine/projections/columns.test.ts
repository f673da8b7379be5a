import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { columnCodec, type PgType } from "./columns";
import { CopyLines, copyField } from "./copy-text";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const text = fc.string({ unit: "grapheme", maxLength: 20 }).filter((value) => !/\0|\p{Surrogate}/u.test(value));
const instant = fc.date({
  min: new Date("0001-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});
const values: Readonly<Record<PgType & string, fc.Arbitrary<unknown>>> = {
  text,
  integer: fc.integer({ min: -2147483647, max: 2147483647 }),
  bigint: fc.bigInt({ min: -(2n ** 63n - 1n), max: 2n ** 63n - 1n }),
  "numeric(12,2)": fc.double({ min: -9_999_999_999, max: 9_999_999_999, noNaN: true }),
  "numeric(15,6)": fc.integer({ min: -999_999_999, max: 999_999_999 }).map((value) => value / 1_000_000),
  boolean: fc.boolean(),
  timestamptz: instant,
  date: instant,
  jsonb: fc.jsonValue({ noUnicodeString: false, stringUnit: "grapheme" } as never).map((value) => value ?? 0),
  "double precision": fc.double({ noNaN: true, noDefaultInfinity: true }),
  "text[]": fc.array(text, { maxLength: 4 }),
};

test.each(Object.entries(values))("%s reads back exactly what the fold kept in memory", async (type, arbitrary) => {
  const codec = columnCodec(type);
  const samples = fc.sample(arbitrary, 200).map((value) => codec.canonical(value));
  const statement = `select ${codec.select("c")} as text from (select t::${codec.pgType} as c from unnest($1::text[]) with ordinality u (t, n) order by n) r`;
  const { rows } = await database.pool.query<{ text: string }>(statement, [
    samples.map((value) => codec.toText(value)),
  ]);
  const read = rows.map((row) => codec.fromText(row.text));
  expect(read).toEqual(samples);
  // Order of keys matters to a handler that walks an object.
  expect(read.map((value) => shown(value))).toEqual(samples.map((value) => shown(value)));
});

const shown = (value: unknown) => (typeof value === "bigint" ? value.toString() : JSON.stringify(value));

test.each([
  ["integer", 1.5],
  ["integer", 2 ** 40],
  ["bigint", 0.5],
  ["numeric(4,2)", 100],
  ["numeric(4,2)", "many"],
  ["boolean", "true"],
  ["timestamptz", "yesterday"],
  ["date", "2026-02-30"],
  ["jsonb", () => 1],
  ["double precision", Number.NaN],
  ["text", "a\0b"],
  ["text", "\ud800"],
  ["text[]", ["a", 1]],
])("%s refuses %o", (type, value) => {
  expect(() => columnCodec(type).canonical(value)).toThrow(TypeError);
});

test("refuses types that a read model cannot have", () => {
  for (const type of ["money", "numeric(20,2)", "numeric(4,5)", "text; drop table x", "numeric"]) {
    expect(() => columnCodec(type)).toThrow(TypeError);
  }
});

test("COPY text survives any split into chunks and every special character", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      (lines, size) => {
        const bytes = Buffer.from(lines.map((line) => `${line.map(copyField).join("\t")}\n`).join(""));
        const read: string[][] = [];
        const cut = new CopyLines();
        for (let at = 0; at < bytes.length; at += size)
          cut.push(bytes.subarray(at, at + size), (fields) => read.push(fields));
        expect(read).toEqual(lines);
      },
    ),
  );
});
