import { describe, expect, test } from "vitest";
import type { DiffChoices } from "./diff-rows";
import { diffSession } from "./diff-session";

const ALL: DiffChoices = { filter: "", pin: null, ignored: [], all: false };
const RANGE = { from: 0, to: 50 };

function rowsOf(before: unknown, after: unknown, toggled: readonly string[] = []) {
  const session = diffSession();
  session.compare(JSON.stringify(before), JSON.stringify(after));
  return session.show(ALL, toggled, RANGE).rows;
}

test("shows the range that is asked for, and reads others", () => {
  const list = Array.from({ length: 500 }, (_, id) => ({ id, n: 0 }));
  const session = diffSession();
  const made = session.compare(JSON.stringify(list), JSON.stringify(list.map((item) => ({ ...item, n: 1 }))));
  expect(made.differences).toBe(500);
  const shown = session.show(ALL, [], { from: 0, to: 10 });
  expect(shown).toMatchObject({ total: 1_000, from: 0 });
  expect(shown.rows).toHaveLength(10);
  expect(shown.differences).toHaveLength(500);
  expect(session.read({ from: 998, to: 1_010 }).map(({ path }) => path)).toEqual(["[499].id", "[499].n"]);
  expect(session.show({ ...ALL, filter: "[7]." }, [], { from: 900, to: 1_000 })).toMatchObject({ total: 2, from: 0 });
});

test("has no more rows than can be drawn, and says so", () => {
  const session = diffSession();
  const list = JSON.stringify(Array.from({ length: 500_000 }, (_, n) => n));
  session.compare(list, list);
  expect(session.show({ ...ALL, all: true }, [], RANGE)).toMatchObject({ total: 400_000, cut: true });
  expect(session.show(ALL, [], RANGE)).toMatchObject({ total: 1, cut: false });
});

test("says that a text is no JSON, or is nested more deeply than can be read", () => {
  expect(() => diffSession().compare("{", "{}")).toThrow(SyntaxError);
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  expect(() => diffSession().compare(deep, "1")).toThrow("nested too deeply");
  expect(() => diffSession().show(ALL, [], RANGE)).toThrow("Nothing has been compared");
});

describe("a row", () => {
  test("of a whole item leaves out what its label says, and unfolds", () => {
    const after = { shipments: [{ shipmentId: "s-1", carrier: "DHL", lines: ["L1"] }] };
    const [, item] = rowsOf({ shipments: [] }, after);
    expect(item).toMatchObject({ label: "[s-1]", sign: "added", folded: true, before: null });
    expect(item?.after?.text).toBe('{ carrier: "DHL", lines: ["L1"] }');
    expect(rowsOf({ shipments: [] }, after, ["v shipments[s-1]"]).map(({ label }) => label)).toContain("lines[0]");
  });

  test("shows nothing that cannot be seen as nothing, and markup as text", () => {
    const [row] = rowsOf({ note: "" }, { note: "a\u202eb\u0007<b>\ud800" });
    expect(row?.after?.text).toBe(String.raw`"a\u202eb\u0007<b>\ud800"`);
    const [key] = rowsOf({}, { "\u202ekey": 1 });
    expect(key?.label).not.toContain("\u202e");
    expect(key?.path).toContain("\u202e");
  });

  test("has every digit of a number", () => {
    const session = diffSession();
    session.compare('{"n":9007199254740993.10}', '{"n":9007199254740993.1}');
    const [row] = session.show(ALL, [], RANGE).rows;
    expect(row).toMatchObject({ before: { text: "9007199254740993.10" }, after: { text: "9007199254740993.1" } });
  });

  test("of two long texts is cut around what changed, until it is unfolded", () => {
    const before = { text: `${"a".repeat(5_000)} one ${"b".repeat(5_000)}` };
    const after = { text: `${"a".repeat(5_000)} two ${"b".repeat(5_000)}` };
    const [row] = rowsOf(before, after);
    const shown = row?.parts?.map(({ text }) => text).join("") ?? "";
    expect(shown.length).toBeLessThan(600);
    expect(row?.parts?.filter(({ side }) => side !== "both").map(({ text }) => text)).toEqual(["one", "two"]);
    expect(row?.folded).toBe(true);
    const [open] = rowsOf(before, after, ["v text"]);
    expect(open?.parts?.map(({ text }) => text).join("").length).toBeGreaterThan(10_000);
  });

  test("is of bounded size whatever it is of", () => {
    const huge = { list: Array.from({ length: 100_000 }, (_, n) => ({ n, text: "x".repeat(20) })) };
    const [row] = rowsOf({}, huge);
    expect(JSON.stringify(row).length).toBeLessThan(2_000);
    expect(row?.after?.cut).toBe(true);
  });
});
