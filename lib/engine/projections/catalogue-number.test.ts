import fc from "fast-check";
import { expect, test } from "vitest";
import { compareNumbers, exactData, exactNumber, fromText, isWhole, numberText } from "./catalogue-number";

const read = (dataText: string) => exactNumber(exactData({ data: JSON.parse(dataText), dataText }));

test.each([
  ["41.0", "41", true],
  ["-0", "0", true],
  ["1e3", "1000", true],
  ["1.5e-3", "0.0015", false],
  ["9007199254740993", "9007199254740993", true],
  ["1e400", "1e400", true],
  ["0.12345678901234567", "0.12345678901234567", false],
  ["12345678901234567890.50", "12345678901234567890.50", false],
])("keeps the digits of %s", (digits, written, whole) => {
  const number = read(digits) ?? Number.NaN;
  expect(numberText(number)).toBe(written);
  expect(isWhole(number)).toBe(whole);
  expect(numberText(fromText(written))).toBe(written);
});

test("parses a second time only what may lose digits", () => {
  const plain = { n: [1, 2.5, "3e5"] };
  expect(exactData({ data: plain, dataText: JSON.stringify(plain) })).toBe(plain);
  const long = { n: "12345678901234567890" };
  expect(exactData({ data: long, dataText: JSON.stringify(long) })).toEqual(long);
});

test("orders numbers as their exact values are ordered", () => {
  const integer = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
  fc.assert(
    fc.property(integer, integer, fc.integer({ min: 0, max: 24 }), (a, b, places) => {
      const expected = a < b ? -1 : a > b ? 1 : 0;
      const exact = (value: bigint) => fromText(`${value}e-${places}`);
      expect(Math.sign(compareNumbers(exact(a), exact(b)))).toBe(expected);
    }),
  );
});
