import fc from "fast-check";
import { expect, test } from "vitest";
import { visibleParts, visibleText } from "./visible-text";

const DANGEROUS = [
  "\0",
  "\b",
  "\t",
  "\n",
  "\r",
  "\u001b",
  "\u007f",
  "\u0085",
  "\u009f",
  "\u061c",
  "\u200e",
  "\u200f",
  "\u202a",
  "\u202b",
  "\u202c",
  "\u202d",
  "\u202e",
  "\u2066",
  "\u2067",
  "\u2068",
  "\u2069",
  "\u00ad",
  "\u034f",
  "\u115f",
  "\u180e",
  "\u200b",
  "\u200c",
  "\u200d",
  "\u2060",
  "\u2064",
  "\u2028",
  "\u2029",
  "\u3164",
  "\ufe0f",
  "\ufeff",
  "\uffa0",
  "\ufff9",
  "\u{e0041}",
  "\u{e0100}",
  "\ud800",
  "\udfff",
];
const unseen = fc.constantFrom(...DANGEROUS);
const text = fc
  .array(fc.oneof(fc.string({ unit: "binary" }), fc.string(), unseen, fc.constantFrom("שלום", "مرحبا")))
  .map((parts) => parts.join(""));

test("whatever the text, nothing unseen is left in what is shown, and the text can be got back", () => {
  fc.assert(
    fc.property(text, (value) => {
      const parts = visibleParts(value);
      expect(parts.map((part) => part.true).join("")).toBe(value);
      for (const { shown, written } of parts) if (written) expect(shown).toMatch(/^[\u2400-\u2421\\u{}0-9a-f]+$/);
      expect(visibleText(value)).toBe(parts.map(({ shown }) => shown).join(""));
      expect(visibleText(value)).not.toMatch(
        /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c\ufeff]/u,
      );
    }),
    { numRuns: 500 },
  );
});

test.each(DANGEROUS)("%j is written out", (character) => {
  expect(visibleText(`a${character}b`)).not.toContain(character);
});

test("each is written as people know it", () => {
  expect(visibleText("a\0b\nc\u007f")).toBe("a␀b␊c\\u007f");
  expect(visibleText("\u202eabc\u202c")).toBe("\\u202eabc\\u202c");
  expect(visibleText("x\u{e0041}\ud800")).toBe("x\\u{e0041}\\ud800");
  expect(visibleParts("ab\u200b\u200cc").map(({ shown }) => shown)).toEqual(["ab", "\\u200b\\u200c", "c"]);
});

test("what people write stays as it is: other scripts, accents, emoji with what joins them", () => {
  for (const plain of ["", "Köln", "naïve e\u0301", "שלום עולם", "مرحبا", "日本語", "❤️", "👩🏽‍🚀", "👨‍👩‍👧"]) {
    expect(visibleParts(plain)).toEqual([{ shown: plain, true: plain, written: false }]);
  }
});

test("marks heaped on one letter are written out from the fifth on", () => {
  expect(visibleText(`a${"\u0301".repeat(6)}`)).toBe(`a${"\u0301".repeat(4)}\\u0301\\u0301`);
});

test("a long text takes no long time", () => {
  const long = `${"a".repeat(1_000_000)}\u202e`;
  const startedAt = performance.now();
  expect(visibleParts(long)).toHaveLength(2);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
