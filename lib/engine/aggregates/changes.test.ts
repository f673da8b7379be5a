import { expect, test } from "vitest";
import { parseLossless } from "../json";
import { changesBetween } from "./changes";

function changes(before: string, after: string): string[] {
  return [...changesBetween(parseLossless(before), parseLossless(after))].map(
    ({ kind, path, from }) => `${kind} ${path.join(".")}${from === null ? "" : ` from ${from.join(".")}`}`,
  );
}

test("names what was added, changed and removed, in the order of the newer state", () => {
  expect(changes('{"a":1,"b":{"c":2,"d":3},"z":0}', '{"new":1,"b":{"c":5,"d":3},"a":1}')).toEqual([
    "added new",
    "changed b.c",
    "removed z",
  ]);
});

test("names what came into an empty object or list, and what went until it was empty", () => {
  expect(changes("{}", '{"a":1,"b":{}}')).toEqual(["added a", "added b"]);
  expect(changes('{"lines":[{"id":1}],"b":{"c":1}}', '{"lines":[],"b":{}}')).toEqual([
    "removed lines.0",
    "removed b.c",
  ]);
  expect(changes('{"a":{}}', '{"a":[]}')).toEqual(["changed a"]);
});

test("sees a digit that JavaScript's numbers would not", () => {
  expect(changes('{"n":12345678901234567890}', '{"n":12345678901234567891}')).toEqual(["changed n"]);
  expect(changes('{"n":1.0}', '{"n":1.00}')).toEqual(["changed n"]);
  expect(changes('{"n":1.0,"m":[{}]}', '{"m":[{}],"n":1.0}')).toEqual([]);
});

test("follows items by their id, and says the fewest that moved", () => {
  expect(
    changes(
      '{"lines":[{"sku":"A"},{"sku":"B","n":1},{"sku":"C"}]}',
      '{"lines":[{"sku":"B","n":2},{"sku":"C"},{"sku":"A"}]}',
    ),
  ).toEqual(["changed lines.0.n", "moved lines.2 from lines.0"]);
  expect(changes('{"lines":[{"lineId":1},{"lineId":2}]}', '{"lines":[{"lineId":3},{"lineId":2}]}')).toEqual([
    "removed lines.0",
    "added lines.0",
  ]);
});

test("follows items without an id by their place, and those with the same id in their order", () => {
  expect(changes('{"tags":["x","y"]}', '{"tags":["new","x","y"]}')).toEqual([
    "changed tags.0",
    "changed tags.1",
    "added tags.2",
  ]);
  expect(changes('[{"id":1,"n":1},{"id":1,"n":2}]', '[{"id":1,"n":1},{"id":1,"n":3}]')).toEqual(["changed 1.n"]);
  expect(changes('[{"id":1,"n":1}]', '[{"id":1,"n":1},{"id":1,"n":3}]')).toEqual(["added 1"]);
});

test.each([
  ["entries", '{"entries":[{"entryId":1,"at":1},{"entryId":2}]}', '{"entries":[{"entryId":2},{"entryId":1,"at":2}]}'],
  ["openLines", '{"openLines":[{"id_":0,"lineId":"x","sku":"A"}]}', '{"openLines":[{"id_":1,"lineId":"x","sku":"B"}]}'],
  ["cart", '{"cart":[{"productId":7,"n":1}]}', '{"cart":[{"n":2,"productId":7}]}'],
])("finds the id of items by its name: %s", (_, before, after) => {
  expect(changes(before, after).every((change) => !/added|removed/.test(change))).toBe(true);
});

test("says once that a value became one of another kind", () => {
  expect(changes('{"a":[1]}', '{"a":{"b":1}}')).toEqual(["changed a"]);
  expect(changes("0", "1")).toEqual(["changed "]);
});

test("passes by what is the very same object", () => {
  const same = new Proxy({ a: 1 }, { ownKeys: () => expect.fail("it was looked at") });
  expect([...changesBetween({ same, n: 1 }, { same, n: 2 })].map(({ path }) => path)).toEqual([["n"]]);
});
