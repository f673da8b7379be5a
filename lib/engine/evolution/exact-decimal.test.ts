import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addExactly,
  compareExactly,
  digitsOfNumeric,
  multiplyExactly,
  type Numeric,
  numeric,
  roundExactly,
  subtractExactly,
  wholeExactly,
} from "./exact-decimal";

/** A decimal with so many places, as its digits. */
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(12))
  .map(([units, places]) => ({ units, places, value: numeric(digits(units, places)) }));

function digits(units: bigint, places: number): string {
  const sign = units < 0n ? "-" : "";
  const padded = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  return places === 0 ? `${sign}${padded}` : `${sign}${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

const at = ({ units, places }: { units: bigint; places: number }, common: number) =>
  units * 10n ** BigInt(common - places);
const same = (value: Numeric, units: bigint, places: number) =>
  compareExactly(value, numeric(digits(units, places))) === 0;

test("adds, subtracts, multiplies and compares without losing a digit", () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      const places = Math.max(a.places, b.places);
      const [left, right] = [at(a, places), at(b, places)];
      expect(same(addExactly(a.value, b.value), left + right, places)).toBe(true);
      expect(same(subtractExactly(a.value, b.value), left - right, places)).toBe(true);
      expect(same(multiplyExactly(a.value, b.value), a.units * b.units, a.places + b.places)).toBe(true);
      expect(Math.sign(compareExactly(a.value, b.value))).toBe(left < right ? -1 : left > right ? 1 : 0);
    }),
  );
});

test("rounds halves away from zero, and cuts towards any side", () => {
  const rounded = (text: string, places: number) => digitsOfNumeric(roundExactly(numeric(text), places));
  expect(["0.5", "-0.5", "2.5", "1.005", "-1.005", "0.4999"].map((text) => rounded(text, 0))).toEqual([
    "1",
    "-1",
    "3",
    "1",
    "-1",
    "0",
  ]);
  expect([rounded("1.005", 2), rounded("1234", -2), rounded("1.5", 9), rounded("1", -1_000_000)]).toEqual([
    "1.01",
    "1200",
    "1.5",
    "0",
  ]);
  const whole = (text: string) =>
    (["trunc", "floor", "ceil"] as const).map((towards) => digitsOfNumeric(wholeExactly(numeric(text), towards)));
  expect([whole("-2.5"), whole("2.5"), whole("3.0")]).toEqual([
    ["-2", "-3", "-2"],
    ["2", "2", "3"],
    ["3", "3", "3"],
  ]);
});

test("refuses numbers that would take forever, and still copies them", () => {
  for (const text of ["1e999999999", "1e-999999999", "9".repeat(2_000)]) {
    expect(() => addExactly(numeric(text), 1)).toThrow("too many to compute with");
    expect(digitsOfNumeric(numeric(text))).toBe(text);
  }
  expect(digitsOfNumeric(addExactly(numeric("1e3"), numeric("1.50")))).toBe("1001.5");
});
