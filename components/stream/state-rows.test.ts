import { expect, test } from "vitest";
import { parseForReading } from "@/lib/format/json-tree";
import { stateRows } from "./state-rows";

const state = parseForReading('{"status":"open","lines":[{"sku":"A","price":41.0}],"shipTo":{"city":"Köln"}}');
const shown = (closed: readonly string[] = [], filter = "") =>
  stateRows(state, new Set(closed), filter).map(
    ({ depth, label, size, text }) => `${"  ".repeat(depth)}${label} ${size ?? text}`,
  );

test("shows what holds others with its size, and leaves digit for digit", () => {
  expect(shown()).toEqual([
    'status "open"',
    "lines 1 item",
    "  [0] 2 fields",
    '    sku "A"',
    "    price 41.0",
    "shipTo 1 field",
    '  city "Köln"',
  ]);
});

test("what is closed hides what is below it, unless a filter looks there", () => {
  expect(shown(["lines", "shipTo"])).toEqual(['status "open"', "lines 1 item", "shipTo 1 field"]);
  expect(shown(["lines"], "PRICE")).toEqual(["lines 1 item", "  [0] 2 fields", "    price 41.0"]);
});

test("a state that holds nothing else is one row", () => {
  expect(stateRows(parseForReading("7"), new Set(), "").map(({ label, text }) => [label, text])).toEqual([
    ["state", "7"],
  ]);
});

test("a state may be nested more deeply than calls can be", () => {
  let deep: unknown = { end: 1 };
  for (let level = 1; level < 12_000; level += 1) deep = { a: deep };
  expect(stateRows(deep, new Set(), "")).toHaveLength(12_000);
  expect(stateRows(deep, new Set(), "").at(-1)).toMatchObject({ label: "end", depth: 11_999, text: "1" });
  expect(stateRows(deep, new Set(["a.a"]), "")).toHaveLength(2);
});

test("a filter that keeps nothing leaves no row of what it looked into", () => {
  expect(shown([], "nowhere")).toEqual([]);
  expect(shown([], "city")).toEqual(["shipTo 1 field", '  city "Köln"']);
});
