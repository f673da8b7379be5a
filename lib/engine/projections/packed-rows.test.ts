import fc from "fast-check";
import { expect, test } from "vitest";
import { copyField } from "./copy-text";
import type { Rows } from "./fold";
import { packedRows } from "./packed-rows";
import { projection } from "./projection";
import { rowTexts } from "./write-rows";

interface AllTypes {
  readonly name: string | null;
  readonly count: number | null;
  readonly place: bigint | null;
  readonly sum: number | null;
  readonly open: boolean | null;
  readonly at: Date | null;
  readonly day: string | null;
  readonly detail: unknown;
  readonly ratio: number | null;
  readonly tags: readonly string[] | null;
}

const everyType = projection<AllTypes>({
  name: "every-type",
  version: 1,
  columns: {
    name: "text",
    count: "integer",
    place: "bigint",
    sum: "numeric(12,2)",
    open: "boolean",
    at: "timestamptz",
    day: "date",
    detail: "jsonb",
    ratio: "double precision",
    tags: "text[]",
  },
  on: { Seen: (row) => row },
});

const text = fc.string({ unit: "grapheme", maxLength: 30 }).filter((value) => !/\0|\p{Surrogate}/u.test(value));
const instant = fc.date({ min: new Date(0), max: new Date("2999-12-31"), noInvalidDate: true });
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 4 });
const row: fc.Arbitrary<AllTypes> = fc.record({
  name: orNull(text),
  count: orNull(fc.integer({ min: -9, max: 9 })),
  place: orNull(fc.bigInt({ min: -9n, max: 2n ** 63n - 1n })),
  sum: orNull(fc.double({ min: -999, max: 999, noNaN: true })),
  open: orNull(fc.boolean()),
  at: orNull(instant),
  day: orNull(instant.map((date) => date.toISOString().slice(0, 10))),
  detail: orNull(fc.constantFrom<unknown>({ b: [1, "x"], a: null }, "plain", '"quoted"', 0, [])),
  ratio: orNull(fc.double({ noNaN: true, noDefaultInfinity: true })),
  tags: orNull(fc.array(text, { maxLength: 3 })),
});
const change = fc.record({ key: fc.constantFrom("a", "b", "c", "k".repeat(40)), to: orNull(row) });

const canonical = (given: AllTypes) =>
  Object.fromEntries(
    everyType.codecs.map(({ name, codec }) => {
      const value = given[name as keyof AllTypes] ?? null;
      return [name, value === null ? null : codec.canonical(value)];
    }),
  );

test("packed rows are the rows of a map, whatever is set and deleted in whatever order", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const packed = packedRows(everyType);
      const plain: Rows = new Map();
      for (const { key, to } of changes) {
        packed.set(key, to === null ? null : { ...to });
        if (to === null) plain.delete(key);
        else plain.set(key, canonical(to));
      }
      for (const key of ["a", "b", "c", "k".repeat(40)]) expect(packed.get(key)).toEqual(plain.get(key));
      expect(packed.size).toBe(plain.size);
      const lines = [...plain].map(
        ([key, kept]) =>
          `${rowTexts(everyType, key, kept ?? {})
            .map(copyField)
            .join("\t")}\n`,
      );
      expect([...packed.copyLines()].sort()).toEqual(lines.sort());
    }),
  );
});

test("a row that a column refuses leaves the row as it was", () => {
  const packed = packedRows(everyType);
  packed.set("a", { name: "first", sum: 1, detail: { n: 1 } });
  const before = packed.get("a");
  expect(() => packed.set("a", { name: "second", sum: 2, detail: { n: 2 }, day: "never" })).toThrow(/"day"/);
  expect(() => packed.set("b", { sum: "many" })).toThrow(/"sum"/);
  expect(() => packed.set("a", { colour: "red" })).toThrow(/no column/);
  expect(packed.get("a")).toEqual(before);
  expect(packed.get("b")).toBeUndefined();
  expect(packed.size).toBe(1);
});

test("what a handler does to the row it is given changes nothing, however deep", () => {
  const packed = packedRows(everyType);
  packed.set("a", { detail: { list: [1] }, tags: ["x"], at: new Date(0) });
  const given = packed.get("a") as unknown as { detail: { list: number[] }; tags: string[]; at: Date };
  given.detail.list.push(2);
  given.tags.push("y");
  given.at.setTime(1);
  expect(packed.get("a")).toMatchObject({ detail: { list: [1] }, tags: ["x"], at: new Date(0) });
});

test("the bytes count what is kept now, and nothing is left of rows that are gone", () => {
  const packed = packedRows(everyType);
  packed.set("a", { name: "x" });
  const small = packed.bytes;
  packed.set("a", { name: "x".repeat(1_000_000) });
  expect(packed.bytes - small).toBeGreaterThanOrEqual(1_000_000);
  packed.set("a", { name: "y" });
  expect(packed.bytes).toBe(small);
  for (let index = 0; index < 5_000; index++) packed.set(`k-${index}`, { name: `n-${index}`, tags: ["t"] });
  const full = packed.bytes;
  for (let index = 0; index < 5_000; index++) packed.set(`k-${index}`, null);
  for (let index = 0; index < 5_000; index++) packed.set(`k-${index}`, { name: `n-${index}`, tags: ["t"] });
  expect(packed.bytes).toBe(full);
});
