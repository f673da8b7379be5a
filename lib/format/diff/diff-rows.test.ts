import { describe, expect, test } from "vitest";
import { parseLossless } from "@/lib/engine";
import { diffJson } from "./diff-json";
import { type DiffChoices, diffTable } from "./diff-rows";

const ALL: DiffChoices = { filter: "", pin: null, ignored: [], all: false };
const BEFORE = {
  customerId: "c1",
  currency: "EUR",
  status: "open",
  lines: [
    { lineId: "L1", sku: "a", qty: 1 },
    { lineId: "L2", sku: "b", state: "open" },
    { lineId: "L3", sku: "c", qty: 2 },
  ],
  shipTo: { name: "Ines", street: "Lindenweg 4", city: "Berlin" },
  contactEmail: "ines@example.org",
};
const AFTER = {
  customerId: "c1",
  currency: "EUR",
  status: "partly returned",
  lines: [
    { lineId: "L1", sku: "a", qty: 1 },
    { lineId: "L2", sku: "b", state: "returned" },
  ],
  shipTo: { name: "Ines", street: "Lindenweg 14", city: "Berlin" },
  contact: { email: "ines@example.org" },
};

function table(choices: Partial<DiffChoices> = {}, toggled: readonly string[] = []) {
  const root = diffJson(parseLossless(JSON.stringify(BEFORE)), parseLossless(JSON.stringify(AFTER)));
  return diffTable(root, { ...ALL, ...choices }, new Set(toggled));
}

/** Each row as its sign, its label, indented as it is shown. */
function lines(choices: Partial<DiffChoices> = {}, toggled: readonly string[] = []): string[] {
  return table(choices, toggled).rows.map((row) => {
    const indent = "  ".repeat(row.depth);
    if (row.kind === "heading") return `${indent}${row.folded ? ">" : "v"} ${row.label}`;
    if (row.kind === "unchanged")
      return `${indent}${row.leaves} same: ${row.parts.map(({ label }) => label).join(", ")}`;
    if (row.kind === "leaf") return `${indent}= ${row.label}`;
    return `${indent}${row.node.kind} ${row.label}`;
  });
}

test("reads as the states do, what is the same in one line between", () => {
  expect(lines()).toEqual([
    "2 same: customerId, currency",
    "changed status",
    "v lines",
    "  5 same: [L1], [L2].lineId, [L2].sku",
    "  changed [L2].state",
    "  removed [L3]",
    "v shipTo",
    "  1 same: name",
    "  changed street",
    "  1 same: city",
    "moved contact.email",
  ]);
});

test("a heading folds, a line of what is the same and a whole value unfold", () => {
  expect(lines({}, ["h lines", "u shipTo.name", "v lines[L3]"])).toEqual([
    "2 same: customerId, currency",
    "changed status",
    "> lines",
    "v shipTo",
    "  1 same: name",
    "  = name",
    "  changed street",
    "  1 same: city",
    "moved contact.email",
  ]);
  expect(lines({ pin: "lines" }, ["v lines[L3]"]).slice(-4)).toEqual([
    "removed [L3]",
    "  = lineId",
    "  = sku",
    "  = qty",
  ]);
});

describe("choices", () => {
  test("show all unfolds every part that is the same", () => {
    const all = lines({ all: true }).filter((line) => line.trim().startsWith("="));
    expect(all.map((line) => line.trim())).toEqual([
      "= customerId",
      "= currency",
      "= [L1].lineId",
      "= [L1].sku",
      "= [L1].qty",
      "= [L2].lineId",
      "= [L2].sku",
      "= name",
      "= city",
    ]);
  });

  test("a filter keeps the paths that contain it, also inside a value that is whole, and what they stand in", () => {
    expect(lines({ filter: "STREET" })).toEqual(["v shipTo", "  changed street"]);
    expect(lines({ filter: "[l3].qty" })).toEqual(["v lines", "  removed [L3]"]);
    expect(lines({ filter: "no such path" })).toEqual([]);
  });

  test("a filter finds what is folded, and keeps no item for having moved", () => {
    expect(lines({ filter: "street" }, ["h shipTo"])).toEqual(["v shipTo", "  changed street"]);
    const [before, after] = [
      [{ id: 1 }, { id: 2, n: 1 }],
      [{ id: 2, n: 2 }, { id: 1 }],
    ];
    const paths = (filter: string) =>
      diffTable(diffJson(before, after), { ...ALL, filter }, new Set()).rows.map(({ path }) => path);
    expect(paths("no such path")).toEqual([]);
    expect(paths("[2]")).toEqual(["[2]", "[2].id", "[2].n"]);
  });

  test("a pinned sub-tree is all there is, with counts of its own", () => {
    expect(lines({ pin: "shipTo" })).toEqual(["1 same: name", "changed street", "1 same: city"]);
    expect(table({ pin: "shipTo" }).counts).toMatchObject({ changed: 1, removed: 0, unchanged: 2 });
    expect(lines({ pin: "lines[L1].sku" })).toEqual(["1 same: lines[L1].sku"]);
    expect(table({ pin: "nowhere" })).toMatchObject({ rows: [], pinMissing: true });
  });

  test("ignored paths are in neither rows nor counts, whichever item of a list they name", () => {
    const ignored = table({ ignored: ["shipTo", "lines[*].state", "lines[*].sku"] });
    expect(ignored.counts).toMatchObject({ changed: 1, removed: 1, unchanged: 5 });
    expect(ignored.ignoredLeaves).toBe(6);
    expect(lines({ ignored: ["shipTo", "lines[*].state", "status", "contact"] })).toEqual([
      "2 same: customerId, currency",
      "v lines",
      "  5 same: [L1], [L2].lineId, [L2].sku",
      "  removed [L3]",
    ]);
    expect(table({ ignored: ["ship"] }).counts).toEqual(table().counts);
  });
});

test("knows which rows are differences", () => {
  const { rows, differences } = table();
  expect(differences.map((index) => rows[index]?.path)).toEqual([
    "status",
    "lines[L2].state",
    "lines[L3]",
    "shipTo.street",
    "contact.email",
  ]);
});
