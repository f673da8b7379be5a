import { expect, test } from "vitest";
import { fieldTally } from "./field-tally";
import { parseMaskPath } from "./mask-path";

test("lists every place that holds a value, in how many events, with the first that is not empty", () => {
  const tally = fieldTally();
  tally.add('{"customer":{"email":""},"lines":[{"sku":"A","note":null},{"sku":"B"}],"n":12345678901234567890}');
  tally.add('{"customer":{"email":"a@b.c"},"lines":[],"n":1.50}');
  expect(tally.events).toBe(2);
  expect(tally.fields()).toEqual([
    { path: "customer.email", events: 2, example: '"a@b.c"' },
    { path: "lines[*].sku", events: 1, example: '"A"' },
    { path: "lines[*].note", events: 1, example: "null" },
    { path: "n", events: 2, example: "12345678901234567890" },
  ]);
});

test("takes data that is no object, and one that holds things by name, as a whole", () => {
  const tally = fieldTally();
  tally.add('"just text"');
  tally.add(JSON.stringify({ byMail: Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`u${at}@x.y`, at])) }));
  expect(tally.fields().map(({ path }) => path)).toEqual(["$", "byMail"]);
  expect(tally.fields()[1]?.example.length).toBeLessThanOrEqual(80);
});

test("names paths that a mask takes", () => {
  const tally = fieldTally();
  tally.add('{"a b":[[{"é":1}]],"$":{"x":2},"":3}');
  for (const { path } of tally.fields()) expect(parseMaskPath(path), path).not.toBeNull();
});
