import { expect, test } from "vitest";
import { fieldTally } from "./field-tally";
import { parseMaskPath } from "./mask-path";

test("lists every place that holds a value, in how many events, with the first that is not empty", () => {
  const tally = fieldTally();
  tally.add('{"customer":{"email":""},"lines":[{"sku":"A","note":null},{"sku":"B"}],"n":12345678901234567890}');
  tally.add('{"customer":{"email":"a@b.c"},"lines":[],"n":1.50}');
  expect(tally.events).toBe(2);
  expect(tally.fields()).toEqual([
    { path: "customer.email", events: 2, example: '"a@b.c"', whole: false },
    { path: "lines[*].sku", events: 1, example: '"A"', whole: false },
    { path: "lines[*].note", events: 1, example: "null", whole: false },
    { path: "n", events: 2, example: "12345678901234567890", whole: false },
  ]);
});

test("takes data that is no object, and one that holds things by name, as a whole", () => {
  const tally = fieldTally();
  tally.add('"just text"');
  tally.add(JSON.stringify({ byMail: Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`u${at}@x.y`, at])) }));
  expect(tally.fields().map(({ path }) => path)).toEqual(["$", "byMail"]);
  expect(tally.fields().map(({ whole }) => whole)).toEqual([false, true]);
  expect(tally.fields()[1]?.example.length).toBeLessThanOrEqual(80);
});

test("takes one whose members have other names in every event as a whole, so that it hides no other field", () => {
  const tally = fieldTally();
  for (let at = 0; at < 900; at++)
    tally.add(`{"by":{"user-${at}":{"mail":"u${at}@x.y"}},"list":[{"of":{"${at}":{"a":{"b":1}}}}],"n":${at}}`);
  tally.add('{"late":true,"by":{}}');
  expect(tally.fields().map(({ path }) => path)).toEqual(["n", "by", "list[*].of", "late"]);
  expect(tally.cut).toBe(false);
  expect(tally.fields()[1]).toMatchObject({ whole: true, example: expect.stringContaining("user-200") });
  expect(tally.fields()[1]?.events).toBeGreaterThan(690);
});

test("takes data that is an object by itself, with other names in every event, as a whole", () => {
  const tally = fieldTally();
  for (let at = 0; at < 300; at++) tally.add(`{"user-${at}":{"mail":"u${at}@x.y"}}`);
  expect(tally.fields().map(({ path }) => path)).toEqual(["$"]);
});

test("says when it lists not all: more fields than anybody ticks, more items than it looks at", () => {
  const fields = fieldTally();
  const members = (of: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`a${of}-${n}`, 1])));
  for (let at = 0; at < 10; at++) fields.add(`{"of${at}":${members(at)}}`);
  expect([fields.fields().length, fields.cut]).toEqual([500, false]);
  fields.add('{"more":1}');
  expect([fields.fields().length, fields.cut]).toEqual([500, true]);
  const items = fieldTally();
  items.add(JSON.stringify(Array.from({ length: 100 }, (_, n) => n)));
  expect(items.cut).toBe(false);
  items.add(JSON.stringify([...Array.from({ length: 100 }, () => ({})), { note: 1 }]));
  expect(items.cut).toBe(true);
});

test("names paths that a mask takes", () => {
  const tally = fieldTally();
  tally.add('{"a b":[[{"é":1}]],"$":{"x":2},"":3}');
  for (const { path } of tally.fields()) expect(parseMaskPath(path), path).not.toBeNull();
});
