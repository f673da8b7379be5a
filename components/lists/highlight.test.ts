import fc from "fast-check";
import { expect, test } from "vitest";
import { piecesOf } from "./highlight";

const hits = (text: string, search: string) =>
  piecesOf(text, search)
    .filter(({ hit }) => hit)
    .map((piece) => piece.text);

test("marks every hit, in any case", () => {
  expect(hits("order-A100a100", "a1")).toEqual(["A1", "a1"]);
});

test("signs of patterns are only themselves, and the pieces make up the text again", () => {
  expect(hits("a.b*c", ".")).toEqual(["."]);
  const signs = "-!\"#$%&'()*+,./:;<=>?@[\\]^_`{|}~ 😀";
  for (const sign of signs) expect(hits(`a${sign}b`, `${sign}b`)).toEqual([`${sign}b`]);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (text, search) => {
      expect(
        piecesOf(text, search)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
