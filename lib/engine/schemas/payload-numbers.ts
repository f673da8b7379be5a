import { isLossless, parseLossless } from "../json";

/** The data of an event as doubles, and which of them stand for digits that were no whole number. */
export interface Payload {
  readonly value: unknown;
  /** Names of the members whose digits have a fraction that the double lost, by the object or list they are in. */
  readonly fractions: ReadonlyMap<unknown, ReadonlySet<string>> | null;
}

/** Under which a payload that is a number itself stands in `fractions`. */
export const ROOT = "";

// Numbers that a double may not hold; digits inside of texts only make it look twice.
const MAY_LOSE_DIGITS = /\d[\d.]{15}|\d[eE]/;

/** Parses the data of an event; what is too large for a double becomes the largest one. */
export function parsePayload(text: string): Payload {
  if (!MAY_LOSE_DIGITS.test(text)) return { value: JSON.parse(text), fractions: null };
  const fractions = new Map<unknown, Set<string>>();
  const value = toDoubles(JSON.parse(text), parseLossless(text), (parent, name) => {
    const names = fractions.get(parent) ?? new Set();
    fractions.set(parent, names.add(name));
  });
  return { value, fractions: fractions.size === 0 ? null : fractions };
}

type Note = (parent: unknown, name: string) => void;

/** Goes through both readings of one text at once: JSON.parse keeps names such as `__proto__`, the other the digits. */
function toDoubles(value: unknown, lossless: unknown, note: Note): unknown {
  const lostAtRoot = doubleOf(value, lossless);
  if (lostAtRoot !== null) {
    if (lostAtRoot.fraction) note(ROOT, ROOT);
    return lostAtRoot.value;
  }
  walk(value, lossless, note);
  return value;
}

function walk(value: unknown, lossless: unknown, note: Note): void {
  if (typeof value !== "object" || value === null || typeof lossless !== "object" || lossless === null) return;
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(lossless, name)) continue;
    const item = (lossless as Record<string, unknown>)[name];
    const lost = doubleOf(members[name], item);
    if (lost === null) {
      walk(members[name], item, note);
    } else {
      members[name] = lost.value;
      if (lost.fraction) note(value, name);
    }
  }
}

function doubleOf(value: unknown, lossless: unknown): { readonly value: number; readonly fraction: boolean } | null {
  if (typeof value !== "number" || !isLossless(lossless)) return null;
  if (!Number.isFinite(value)) return { value: Math.sign(value) * Number.MAX_VALUE, fraction: false };
  return { value, fraction: Number.isInteger(value) && !isWhole(lossless.value) };
}

/** Whether digits such as `1.50e1` stand for a whole number. */
function isWhole(digits: string): boolean {
  const [mantissa = "", exponent = "0"] = digits.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const significant = (whole + fraction).replace(/0+$/, "");
  if (/^0*$/.test(significant)) return true;
  const trailing = whole.length + fraction.length - significant.length;
  return Number(exponent) - fraction.length + trailing >= 0;
}
