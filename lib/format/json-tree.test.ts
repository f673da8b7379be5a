import { expect, test } from "vitest";
import { leafPaths, parseForReading } from "./json-tree";

test("the leaves of a value stand in its order, empty lists and objects among them", () => {
  const value = parseForReading('{"a":1,"list":[{"x":2,"y":[]},3],"o":{},"b":{"c":null}}');
  expect(leafPaths(value, "")).toEqual(["a", "list[0].x", "list[0].y", "list[1]", "o", "b.c"]);
  expect(leafPaths(parseForReading("7"), "total")).toEqual(["total"]);
});

test("the leaf of a value nested more deeply than calls can be is found", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 50_000; level += 1) deep = [deep];
  expect(leafPaths(deep, "")).toHaveLength(1);
});
