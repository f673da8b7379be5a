import fc from "fast-check";
import { expect, test } from "vitest";
import { roundDecimal } from "./decimal";

/** `digits` times ten to the power of `-places`, rounded without any arithmetic on doubles. */
function roundedDigits(digits: number, places: number, scale: number): number {
  const padded = BigInt(Math.abs(digits)) * 10n ** BigInt(Math.max(0, scale - places));
  const divisor = 10n ** BigInt(Math.max(0, places - scale));
  const units = (padded + divisor / 2n) / divisor;
  return Number(`${digits < 0 && units > 0n ? "-" : ""}${units}e-${scale}`);
}

test("rounds the decimal digits that print, halves away from zero", () => {
  const cases = [
    [1.005, 2, 1.01],
    [-1.005, 2, -1.01],
    [8.345, 2, 8.35],
    [0.1 + 0.2, 2, 0.3],
    [2.5, 0, 3],
    [1e-7, 2, 0],
    [-0.001, 2, 0],
    [9007199254740.5, 0, 9007199254741],
  ] as const;
  for (const [value, scale, rounded] of cases) expect(Object.is(roundDecimal(value, scale), rounded)).toBe(true);
});

test("agrees with rounding done on digits alone", () => {
  // At most 15 significant digits, as the doc comment promises.
  const decimals = fc.tuple(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: 0, max: 6 }));
  fc.assert(
    fc.property(decimals, fc.integer({ min: 0, max: 4 }), ([digits, places], scale) => {
      const value = Number(`${digits}e-${places}`);
      expect(roundDecimal(value, scale)).toBe(roundedDigits(digits, places, scale));
    }),
    { numRuns: 2_000 },
  );
});

test("keeps a long sum of cents exact", () => {
  let sum = 0;
  let cents = 0;
  for (let index = 0; index < 200_000; index++) {
    const added = (index * 37) % 1_000;
    sum = roundDecimal(sum + added / 100, 2);
    cents += added;
  }
  expect(sum).toBe(cents / 100);
});
