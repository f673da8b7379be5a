interface Decimal {
  readonly sign: "" | "-";
  /** Without zeros at its start; empty for 0. */
  readonly digits: string;
  /** How many places the point stands to the right of the digits' end. */
  readonly exponent: number;
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;
// As many as the largest double has.
const MAX_DIGITS = 308;

export type NoInteger = "no number" | "left over" | "too large";

/** How many 10^-`decimals` the number is, as digits, or why there is no such integer. */
export function integerDigits(
  text: string,
  decimals: number,
): { readonly digits: string } | { readonly problem: NoInteger } {
  const decimal = decimalOf(text);
  if (decimal === null) return { problem: "no number" };
  const { sign, digits, exponent } = decimal;
  if (digits === "") return { digits: "0" };
  const zeros = exponent + decimals;
  if (zeros < 0) {
    const cut = digits.length + zeros;
    if (cut <= 0 || /[^0]/.test(digits.slice(cut))) return { problem: "left over" };
    return { digits: sign + digits.slice(0, cut) };
  }
  if (digits.length + zeros > MAX_DIGITS) return { problem: "too large" };
  return { digits: sign + digits + "0".repeat(zeros) };
}

/** The number as JSON writes it, digit for digit; null: it is none. */
export function jsonNumber(text: string): string | null {
  const match = NUMBER.exec(text.trim());
  if (match === null) return null;
  const [, sign = "", whole = "", fraction, exponent] = match;
  const digits = whole.replace(/^0+(?=\d)/, "");
  return `${sign}${digits}${fraction === undefined ? "" : `.${fraction}`}${exponent === undefined ? "" : `e${exponent}`}`;
}

function decimalOf(text: string): Decimal | null {
  const match = NUMBER.exec(text.trim());
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const digits = (whole + fraction).replace(/^0+/, "");
  return { sign: sign === "-" ? "-" : "", digits, exponent: Number(exponent) - fraction.length };
}
