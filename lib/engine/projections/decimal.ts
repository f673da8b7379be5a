/**
 * The number nearest to `value` with at most `scale` decimal places. Halves go away from zero, judged on the decimal
 * digits that print (1.005 is a half at two places, although its binary value lies below), as `numeric` does.
 * Exact while `value` has at most 15 significant digits.
 */
export function roundDecimal(value: number, scale: number): number {
  const power = POWERS[scale] ?? 10 ** scale;
  const magnitude = Math.abs(value);
  const scaled = magnitude * power;
  const whole = Math.floor(scaled);
  const fraction = scaled - whole;
  // The product is off by a few units in the last place at most: only near a half does that decide.
  const rounded =
    Math.abs(fraction - 0.5) > scaled * 1e-15 + Number.MIN_VALUE ? Math.round(scaled) : roundDigits(magnitude, scale);
  // Division of two integers below 2^53 is correctly rounded: the double that parsing the decimal would give.
  const result = rounded / power;
  return value < 0 && result !== 0 ? -result : result;
}

const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

function roundDigits(magnitude: number, scale: number): number {
  const [digits = "0", exponent = "0"] = String(magnitude).split("e");
  return Math.round(Number(`${digits}e${Number(exponent) + scale}`));
}
