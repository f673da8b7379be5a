import { isLossless, parseLossless } from "../json";

/** A number of a payload, or its text where a double would lose digits of it. */
export type ExactNumber = number | string;

// A double holds any decimal of 15 digits: only longer ones, and those with an exponent, are worth a second parse.
const MAY_LOSE_DIGITS = /[0-9.]{16}|(?:^|[:,[\s])-?[0-9.]+[eE]/;

/** The data of an event; a number of more digits than a double holds is an object that `exactNumber` takes. */
export function exactData(event: { readonly data: unknown; readonly dataText: string }): unknown {
  if (!MAY_LOSE_DIGITS.test(event.dataText)) return event.data;
  try {
    return parseLossless(event.dataText);
  } catch {
    // Nested deeper than a recursive parser can follow; the built-in one has read it.
    return event.data;
  }
}

/** The number behind a value of `exactData`; `null` when it is none, or its digits are lost. */
export function exactNumber(value: unknown): ExactNumber | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return isLossless(value) ? fromText(value.value) : null;
}

/** A number as `numberText` wrote it. */
export function fromText(text: string): ExactNumber {
  const { digits, point } = decimalOf(text);
  return digits.length <= 15 && Math.abs(point) <= 15 ? Number(text) : text;
}

/** All its digits. */
export function numberText(number: ExactNumber): string {
  return typeof number === "number" ? JSON.stringify(number) : number;
}

/** Whether it is a whole number, however it is written. */
export function isWhole(number: ExactNumber): boolean {
  if (typeof number === "number") return Number.isInteger(number);
  const { digits, point } = decimalOf(number);
  return digits.length <= point;
}

/** Below, at or above zero, as `a` lies to `b`. */
export function compareNumbers(a: ExactNumber, b: ExactNumber): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [x, y] = [Number(a), Number(b)];
  // Rounding keeps the order, so only numbers that round alike need a look at their digits.
  if (x !== y) return x < y ? -1 : 1;
  return compareDecimals(decimalOf(String(a)), decimalOf(String(b)));
}

interface Decimal {
  readonly negative: boolean;
  /** Without zeros at either end; empty for zero. */
  readonly digits: string;
  /** Where the decimal point stands: `0.digits` times ten to this. */
  readonly point: number;
}

function decimalOf(text: string): Decimal {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const all = whole + fraction;
  const leading = all.length - all.replace(/^0+/, "").length;
  const digits = all.slice(leading).replace(/0+$/, "");
  if (digits === "") return { negative: false, digits, point: 0 };
  return { negative: mantissa.startsWith("-"), digits, point: whole.length - leading + Number(exponent) };
}

function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const bySize =
    a.digits === "" || b.digits === "" || a.point === b.point ? byDigits(a.digits, b.digits) : a.point - b.point;
  return a.negative ? -bySize : bySize;
}

function byDigits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
