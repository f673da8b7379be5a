import { expect, test } from "vitest";
import { NO_MAIL, textParts } from "./pseudonym-parts";
import { pseudonyms } from "./pseudonyms";

const LONG = 100_000;

test("takes what has one @ and a dot within what follows for an e-mail address, and nothing else", () => {
  const isMail = (text: string) => textParts(text).at(-1) === NO_MAIL;
  for (const text of ["a@b.c", "anna.keller@example.org", "a@.b.c", "a@b..c", `${"a".repeat(400)}@b.c`, "é@名.前"])
    expect(isMail(text), text).toBe(true);
  for (const text of [
    "",
    "@",
    "a@",
    "@b.c",
    "a@b",
    "a@.b",
    "a@b.",
    "a@.",
    "a@..",
    "a@b@c.d",
    "a b@c.d",
    "a@b.c ",
    "a@b\n.c",
  ])
    expect(isMail(text), text).toBe(false);
});

test("keeps a mark before a number, after characters of two units too", () => {
  const kept = textParts("😀 CH-3011 A-1 x1").flatMap((part, at) => (typeof part === "string" ? [`${at}${part}`] : []));
  expect(kept).toEqual(["0x", "1 ", "2C", "3H", "4-", "9 ", "10A", "11-", "13 "]);
});

test("takes a moment for a long text, whatever is in it", () => {
  const other = pseudonyms("a key of this test");
  const texts = [`a@${".".repeat(LONG)} `, "A-1 ".repeat(LONG / 4), "é".repeat(4 * LONG), `${"a".repeat(LONG)}@b.c`];
  for (const text of texts) {
    const startedAt = performance.now();
    other.text(text);
    expect(performance.now() - startedAt, text.slice(0, 8)).toBeLessThan(6_000);
  }
});
