import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLossless } from "../json";
import { applyChanges, diffJson } from "./diff";

describe("a diff", () => {
  test("lists what was added, removed and changed, by path", () => {
    const before = { status: "open", amount: 41, address: { city: "Bern", zip: "3000" }, "a.b": 1 };
    const after = { status: "paid", amount: 41, address: { city: "Bern" }, paidAt: "2026-01-02", "a.b": 2 };
    expect(diffJson(before, after)).toEqual([
      { path: "status", kind: "changed", before: "open", after: "paid" },
      { path: "address.zip", kind: "removed", before: "3000" },
      { path: "/a.b", kind: "changed", before: 1, after: 2 },
      { path: "paidAt", kind: "added", after: "2026-01-02" },
    ]);
  });

  test("shows one item put into a list, or taken out of it, as one change", () => {
    expect(diffJson([1, 2, 3], [1, 9, 2, 3])).toEqual([{ path: "1", kind: "added", after: 9 }]);
    expect(diffJson({ l: [{ a: 1 }, { a: 2 }] }, { l: [{ a: 2 }] })).toEqual([
      { path: "l.0", kind: "removed", before: { a: 1 } },
    ]);
    expect(diffJson([{ a: 1, b: 1 }], [{ a: 1, b: 2 }])).toEqual([
      { path: "0.b", kind: "changed", before: 1, after: 2 },
    ]);
  });

  test("of values of different kinds is one change of the whole", () => {
    expect(diffJson([], {})).toEqual([{ path: "", kind: "changed", before: [], after: {} }]);
    expect(diffJson(null, 0)).toEqual([{ path: "", kind: "changed", before: null, after: 0 }]);
    expect(diffJson({ a: null }, {})).toEqual([{ path: "a", kind: "removed", before: null }]);
  });

  test("sees large numbers by their digits", () => {
    const [one, same, other] = ["12345678901234567890", "12345678901234567890", "12345678901234567891"].map((digits) =>
      parseLossless(`{"n":${digits}}`),
    );
    expect(diffJson(one, same)).toEqual([]);
    expect(diffJson(one, other)).toMatchObject([{ path: "n", kind: "changed" }]);
  });

  test("applied to the first value gives the second, and is empty for the same value only", () => {
    fc.assert(
      fc.property(similar(), similar(), (before, after) => {
        const changes = diffJson(before, after);
        const copy = structuredClone(before);
        expect(withoutMinusZero(applyChanges(before, changes))).toEqual(withoutMinusZero(after));
        expect(before).toEqual(copy);
        expect(changes.length === 0).toBe(sortedText(before) === sortedText(after));
      }),
      { numRuns: 2_000 },
    );
  });

  test("survives names that JavaScript treats as special", () => {
    const [before, after] = [JSON.parse('{"a":1}'), JSON.parse('{"a":1,"__proto__":{"x":1},"constructor":2}')];
    const result = applyChanges(before, diffJson(before, after));
    expect(JSON.stringify(result)).toBe('{"a":1,"__proto__":{"x":1},"constructor":2}');
    expect(diffJson(after, before)).toHaveLength(2);
  });
});

/** JSON values that have much in common, so that most changes are small. */
function similar(): fc.Arbitrary<unknown> {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      fc.constantFrom(null, true, 0, 1, 2, "", "a", "b", 1.5),
      fc.array(tie("value"), { maxLength: 5 }),
      fc.dictionary(fc.constantFrom("a", "b", "c", "0", "", "x.y", "/", "~"), tie("value"), { maxKeys: 5 }),
    ),
  }));
  return fc.oneof(value, fc.jsonValue());
}

function sortedText(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? ["\u0000object", ...Object.entries(item).sort(([left], [right]) => (left < right ? -1 : 1))]
      : item,
  );
}

function withoutMinusZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
