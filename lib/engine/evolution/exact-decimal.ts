import { LosslessNumber } from "lossless-json";

/** A decimal number without rounding: `units` × 10^-`places`. */
interface Exact {
  readonly units: bigint;
  readonly places: number;
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
// More than any double has; what an event may hold is not to make one addition take minutes.
const MAX_DIGITS = 700;
// Two of them multiplied are below 2^53 still.
const MAX_PLAIN = 2 ** 26;
const QUOTIENT_PLACES = 20;

/**
 * A number of an event or a state whose arithmetic is on its decimal digits. `text` are the digits that it came with,
 * which a copy of it keeps.
 */
export class Decimal {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  static textOf(decimal: Decimal): string {
    return decimal.#text;
  }
}

export type Numeric = number | bigint | Decimal;

/** The number of these digits: small whole numbers as such, which doubles compute exactly, and all others as decimals. */
export function numeric(digits: string): number | Decimal {
  const value = Number(digits);
  return Number.isInteger(value) && Math.abs(value) <= MAX_PLAIN && String(value) === digits
    ? value
    : new Decimal(digits);
}

/** The digits of a number. */
export function digitsOfNumeric(value: Numeric): string {
  return value instanceof Decimal ? Decimal.textOf(value) : String(value);
}

/** A number that something other than this file has computed, as one of these. */
export function fromDouble(value: number): number | Decimal {
  return Number.isFinite(value) ? numeric(String(value)) : value;
}

/** The nearest double. */
export function toDouble(value: Numeric): number {
  return Number(value instanceof Decimal ? Decimal.textOf(value) : value);
}

/** Whether the digits of a JSON number, as `parseLossless` gives it, make it a decimal here. */
export function fromJsonNumber(value: number | LosslessNumber): number | Decimal {
  return numeric(value instanceof LosslessNumber ? value.value : String(value));
}

export function addExactly(left: Numeric, right: Numeric): number | Decimal {
  const sum = ofIntegers(left, right, (a, b) => a + b);
  return sum ?? combine(left, right, (a, b) => a + b);
}

export function subtractExactly(left: Numeric, right: Numeric): number | Decimal {
  const difference = ofIntegers(left, right, (a, b) => a - b);
  return difference ?? combine(left, right, (a, b) => a - b);
}

export function multiplyExactly(left: Numeric, right: Numeric): number | Decimal {
  const product = ofIntegers(left, right, (a, b) => a * b);
  if (product !== undefined) return product;
  const [a, b] = [exactOf(left), exactOf(right)];
  return written({ units: a.units * b.units, places: a.places + b.places });
}

/** All digits where the quotient has at most `QUOTIENT_PLACES` of them after its point, otherwise the nearest double. */
export function divideExactly(left: Numeric, right: Numeric): number | Decimal {
  if (typeof left !== "number" || typeof right !== "number") {
    const [a, b] = aligned(exactOf(left), exactOf(right));
    const scaled = a * 10n ** BigInt(QUOTIENT_PLACES);
    if (b !== 0n && scaled % b === 0n) return written({ units: scaled / b, places: QUOTIENT_PLACES });
  }
  return fromDouble(toDouble(left) / toDouble(right));
}

/** What is left of a division that is cut off towards zero. */
export function remainderExactly(left: Numeric, right: Numeric): number | Decimal {
  if (compareExactly(right, 0) === 0) throw new Error("There is no remainder of a division by 0.");
  return combine(left, right, (a, b) => a % b);
}

/** Below 0, 0 or above it. */
export function compareExactly(left: Numeric, right: Numeric): number {
  const [a, b] = aligned(exactOf(left), exactOf(right));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** With at most so many decimal places; halves go away from zero. */
export function roundExactly(value: Numeric, places: number): number | Decimal {
  const exact = exactOf(value);
  const cut = exact.places - places;
  if (cut <= 0) return written(exact);
  if (cut > 2 * MAX_DIGITS) return 0;
  const power = 10n ** BigInt(cut);
  const half = exact.units < 0n ? -power / 2n : power / 2n;
  return written({ units: (exact.units + half) / power, places });
}

/** The next whole number towards zero, below or above. */
export function wholeExactly(value: Numeric, towards: "trunc" | "floor" | "ceil"): number | Decimal {
  const { units, places } = exactOf(value);
  if (places <= 0) return written({ units, places });
  const power = 10n ** BigInt(places);
  const whole = units / power;
  const isLeft = whole * power !== units;
  if (isLeft && towards === "floor" && units < 0n) return written({ units: whole - 1n, places: 0 });
  if (isLeft && towards === "ceil" && units > 0n) return written({ units: whole + 1n, places: 0 });
  return written({ units: whole, places: 0 });
}

/** Where doubles lose nothing; undefined where they may. */
function ofIntegers(left: Numeric, right: Numeric, of: (a: number, b: number) => number): number | Decimal | undefined {
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  if (!Number.isSafeInteger(left) || !Number.isSafeInteger(right)) return undefined;
  const result = of(left, right);
  if (!Number.isSafeInteger(result)) return undefined;
  // Never -0.
  return Math.abs(result) <= MAX_PLAIN ? result + 0 : new Decimal(String(result));
}

function combine(left: Numeric, right: Numeric, of: (a: bigint, b: bigint) => bigint): number | Decimal {
  const [a, b] = [exactOf(left), exactOf(right)];
  return written({ units: of(...aligned(a, b)), places: Math.max(a.places, b.places) });
}

function aligned(left: Exact, right: Exact): [bigint, bigint] {
  const places = Math.max(left.places, right.places);
  const at = ({ units, places: own }: Exact) => units * 10n ** BigInt(places - own);
  return [at(left), at(right)];
}

function exactOf(value: Numeric): Exact {
  if (typeof value === "bigint") return { units: value, places: 0 };
  const digits = digitsOfNumeric(value);
  const match = NUMBER.exec(digits);
  if (match === null) throw new Error(`${digits} is no number to compute with.`);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const places = fraction.length - Number(exponent);
  if (Math.abs(places) > MAX_DIGITS || whole.length + fraction.length > MAX_DIGITS) throw tooLong();
  return { units: BigInt(`${sign}${whole}${fraction}`), places };
}

function written({ units, places }: Exact): number | Decimal {
  const digits = (units < 0n ? -units : units).toString();
  if (Math.max(digits.length, digits.length - places, places) > MAX_DIGITS) throw tooLong();
  const sign = units < 0n ? "-" : "";
  if (places <= 0) return numeric(units === 0n ? "0" : `${sign}${digits}${"0".repeat(-places)}`);
  const padded = digits.padStart(places + 1, "0");
  const fraction = padded.slice(-places).replace(/0+$/, "");
  const whole = `${padded.slice(0, -places)}${fraction === "" ? "" : `.${fraction}`}`;
  return numeric(whole === "0" ? "0" : `${sign}${whole}`);
}

function tooLong(): Error {
  return new Error(`A number has more than ${MAX_DIGITS} digits: too many to compute with.`);
}
