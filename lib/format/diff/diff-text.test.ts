import fc from "fast-check";
import { expect, test } from "vitest";
import { diffText } from "./diff-text";

const SIGNS = { both: "", before: "-", after: "+" } as const;
const marked = (before: string, after: string) =>
  diffText(before, after)
    ?.map(({ side, text }) => (side === "both" ? text : `${SIGNS[side]}(${text})`))
    .join("");

test("marks the characters that changed", () => {
  expect(marked("Lindenweg 4", "Lindenweg 14")).toBe("Lindenweg +(1)4");
  expect(marked("Rua Augusta 9, Lisboa", "Rua Agosto 9, Lisbon")).toBe("Rua A-(ugusta)+(gosto) 9, Lisbo-(a)+(n)");
});

test("marks what was added to a text, however much", () => {
  expect(marked("Thing 7", "Thing 7 changed beyond")).toBe("Thing 7+( changed beyond)");
});

test("says nothing where texts have little in common", () => {
  expect(diffText("open", "partly returned")).toBeNull();
  expect(diffText("", "new")).toBeNull();
});

test("does not cut a character in two", () => {
  expect(marked("flag 😀 here", "flag 😁 here")).toBe("flag -(😀)+(😁) here");
});

test("the pieces of each side are its text, whole characters each", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "é", "😀", "😁", "\ud83d", "\u202e", " "), maxLength: 30 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = diffText(before, after);
      if (parts === null) return;
      const of = (side: "before" | "after") => parts.filter((part) => part.side === "both" || part.side === side);
      expect(
        of("before")
          .map((part) => part.text)
          .join(""),
      ).toBe(before);
      expect(
        of("after")
          .map((part) => part.text)
          .join(""),
      ).toBe(after);
      expect(of("before").flatMap((part) => [...part.text])).toEqual([...before]);
      expect(of("after").flatMap((part) => [...part.text])).toEqual([...after]);
    }),
    { numRuns: 3_000 },
  );
});

test("two long texts without anything in common take little time", () => {
  const [before, after] = ["ab ".repeat(200_000), "cd ".repeat(200_000)];
  const startedAt = performance.now();
  diffText(before, after);
  diffText(`${before.slice(0, 1_900)}x`, `${after.slice(0, 1_900)}y`);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
