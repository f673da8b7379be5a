import { expect, test } from "vitest";
import type { ShapePath } from "@/lib/api/event-type-shape";
import { kindWords, rangeWords } from "./path-range";
import { presenceWords } from "./presence";
import { seesWords } from "./reader-rows";
import { schemaLabel } from "./schema-label";
import { shapeWords } from "./shape-words";

test("a presence has as many digits as it takes not to read as always or never", () => {
  const presences = [1, 0.713, 0.0379, 0.999999, 0.000004, 0.99999999, 0.0000001, 0.5];
  expect(presences.map(presenceWords)).toEqual([
    "100 %",
    "71.3 %",
    "3.8 %",
    "99.9999 %",
    "0.0004 %",
    "> 99.9999 %",
    "< 0.0001 %",
    "50.0 %",
  ]);
});

const known = (part: Partial<ShapePath>) =>
  rangeWords({ kinds: [{ kind: "text", count: 1 }], min: null, max: null, values: null, examples: ["1"], ...part });
const values = (...jsons: string[]) => jsons.map((json) => ({ json, count: 1 }));

test("numbers have their range, digit for digit, and few values are counted", () => {
  expect(known({ min: "0.10", max: "12345678901234567890" })).toEqual({
    range: "0.10 to 12345678901234567890",
    values: null,
  });
  expect(known({ min: "7", max: "7", values: values("7") })).toEqual({ range: "7", values: "1 value" });
  expect(known({ values: values('"EUR"', '"GBP"', '"CHF"') })).toEqual({ range: null, values: "3 values" });
  expect(known({})).toEqual({ range: null, values: "many values" });
  expect(known({ kinds: [{ kind: "object", count: 3 }], examples: [] })).toEqual({ range: null, values: null });
});

test("several kinds are joined, the most frequent first", () => {
  const kinds = [
    { kind: "text", count: 9 },
    { kind: "null", count: 1 },
  ] as const;
  expect(kindWords([...kinds])).toBe("text | null");
});

test("a shape is told by what makes it another one than the usual", () => {
  const group = (id: string, paths: Record<string, string>) => ({
    id,
    paths: Object.entries(paths).map(([path, kind]) => ({ pointer: `/${path}`, path, kinds: [kind as "text"] })),
  });
  const usual = group("1", { amount: "integer", psp: "text" });
  expect(shapeWords(usual, usual)).toBe("the usual one: amount, psp");
  expect(shapeWords(group("2", { psp: "null", legacyRef: "text" }), usual)).toBe(
    "without amount; with legacyRef; psp as null",
  );
});

test("a reader sees versions as they are or as what upcasters make of them", () => {
  const sees = [
    { schemaVersion: 1, as: "v3" },
    { schemaVersion: 2, as: "v3" },
    { schemaVersion: 3, as: "v3" },
  ];
  expect(seesWords(sees)).toBe("v1 and v2 as v3, v3 as it is");
  expect(seesWords([{ schemaVersion: 1, as: "Fine paid v2" }])).toBe("v1 as Fine paid v2");
});

test("a registered schema that events do not fit says so before anything else", () => {
  const schema = { type: "A", schemaVersion: 1, hasDraft: false, source: "code", checked: 9 } as const;
  const labels = [
    undefined,
    { ...schema, state: "draft", refuses: false, misfits: 0 } as const,
    { ...schema, state: "published", refuses: true, misfits: 0 } as const,
    { ...schema, state: "published", refuses: true, misfits: 1 } as const,
  ].map(schemaLabel);
  expect(labels.map(({ words, tone }) => `${words} (${tone})`)).toEqual([
    "inferred schema (neutral)",
    "draft schema (accent)",
    "registered schema, refuses (neutral)",
    "registered schema, 1 event does not fit (danger)",
  ]);
});
