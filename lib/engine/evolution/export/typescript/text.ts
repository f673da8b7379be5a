import type { Snippets } from "../snippets";

/** Functions on text, lists and maps, and between kinds of values, as TypeScript. */
export const TEXT: Snippets = {
  text: `
function text(value: unknown): string {
  return typeof value === "string" ? value : fail("Text was expected, not " + kindOf(value) + ".");
}`,
  int: `
function int(value: unknown): number {
  return typeof value === "bigint" ? Number(value) : fail("A whole number was expected, not " + kindOf(value) + ".");
}`,
  size: `
function size(value: unknown): bigint {
  if (typeof value === "string") return BigInt([...value].length);
  if (Array.isArray(value)) return BigInt(value.length);
  return isMap(known(value)) ? BigInt(Object.keys(value as object).length) : unfit("size", value);
}`,
  startsWith: `
function startsWith(value: unknown, part: unknown): boolean {
  return text(value).startsWith(text(part));
}`,
  endsWith: `
function endsWith(value: unknown, part: unknown): boolean {
  return text(value).endsWith(text(part));
}`,
  contains: `
function contains(value: unknown, part: unknown): boolean {
  return text(value).includes(text(part));
}`,
  lower: `
function lower(value: unknown): string {
  return text(value).toLowerCase();
}`,
  upper: `
function upper(value: unknown): string {
  return text(value).toUpperCase();
}`,
  trimmed: `
function trimmed(value: unknown): string {
  return text(value).trim();
}`,
  place: `
/** A place in a text to look from. */
function place(value: string, from: unknown): number {
  const at = int(from);
  return at < 0 || at >= value.length ? fail("indexOf: " + at + " is out of range") : at;
}`,
  indexOf: `
function indexOf(value: unknown, part: unknown, from?: unknown): bigint {
  const [whole, wanted] = [text(value), text(part)];
  if (from === undefined) return BigInt(whole.indexOf(wanted));
  return wanted === "" ? BigInt(int(from)) : BigInt(whole.indexOf(wanted, place(whole, from)));
}`,
  lastIndexOf: `
function lastIndexOf(value: unknown, part: unknown, from?: unknown): bigint {
  const [whole, wanted] = [text(value), text(part)];
  if (from === undefined) return BigInt(whole.lastIndexOf(wanted));
  return wanted === "" ? BigInt(int(from)) : BigInt(whole.lastIndexOf(wanted, place(whole, from)));
}`,
  substring: `
function substring(value: unknown, start: unknown, end?: unknown): string {
  const whole = text(value);
  const from = int(start);
  const to = end === undefined ? whole.length : int(end);
  if (from < 0 || from > whole.length) fail("substring: start index out of range");
  if (to < from || to > whole.length) fail("substring: end index out of range");
  return whole.substring(from, to);
}`,
  split: `
function split(value: unknown, separator: unknown, limit?: unknown): string[] {
  const parts = text(value).split(text(separator));
  if (limit === undefined) return parts;
  const most = int(limit);
  if (most === 0) return [];
  if (most < 0 || parts.length <= most) return parts;
  return [...parts.slice(0, most - 1), parts.slice(most - 1).join(text(separator))];
}`,
  joined: `
function joined(list: unknown, separator: unknown = ""): string {
  return Array.isArray(list) ? list.map(text).join(text(separator)) : unfit("join", list);
}`,
  replaced: `
function replaced(value: unknown, from: unknown, to: unknown): string {
  return text(from) === "" ? (text(to), text(value)) : text(value).split(text(from)).join(text(to));
}`,
  matches: `
function matches(value: unknown, pattern: RegExp): boolean {
  return pattern.test(text(value));
}`,
  asText: `
function asText(value: unknown): string {
  if (value === Infinity) return "+Inf";
  if (value === -Infinity) return "-Inf";
//@Duration   if (value instanceof Date) return timeText(value);
  return typeof value === "string" || typeof value === "boolean" || isNumeric(value) ? String(value) : unfit("string", value);
}`,
  asInt: String.raw`
function asInt(value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isFinite(value) ? BigInt(Math.trunc(value)) : fail("int() type error: integer overflow");
  const digits = text(value);
  const isOne = digits === digits.trim() && digits.length <= 20 && /^([+-]?\d+|0X[\dA-Fa-f]+|0[bB][01]+|0[oO][0-7]+|)$/.test(digits);
  return isOne ? int64(BigInt(digits)) : fail("int() type error: cannot convert to int");
}`,
  asDouble: `
function asDouble(value: unknown): number {
  if (isNumeric(value)) return Number(value);
  const digits = text(value);
  const word = /^([+-]?)(?:inf|infinity)$/i.exec(digits);
  if (word !== null) return word[1] === "-" ? -Infinity : Infinity;
  if (digits.toLowerCase() === "nan") return NaN;
  const number = digits === "" || digits !== digits.trim() ? NaN : Number(digits);
  return Number.isNaN(number) ? fail("double() type error: cannot convert to double") : number;
}`,
  asTruth: `
function asTruth(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  if (["1", "t", "true", "TRUE", "True"].includes(text(value))) return true;
  return ["0", "f", "false", "FALSE", "False"].includes(text(value)) ? false : fail("bool() conversion error");
}`,
  items: `
/** What a loop goes through: the items of a list, or the names in a map. */
function items(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null ? Object.keys(value) : fail("There is nothing to go through in " + kindOf(value) + ".");
}`,
  every: `
function every(list: unknown, test: (each: unknown) => unknown): boolean {
  return !decided(list, test, false);
}`,
  some: `
function some(list: unknown, test: (each: unknown) => unknown): boolean {
  return decided(list, test, true);
}`,
  decided: `
/** Whether an item's test gives "end"; only where none does, an error of another item's test counts. */
function decided(list: unknown, test: (each: unknown) => unknown, end: boolean): boolean {
  let failure: unknown;
  for (const each of items(list)) {
    known(each);
    try {
      if (truth(test(each)) === end) return true;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return false;
}`,
  exactlyOne: `
function exactlyOne(list: unknown, test: (each: unknown) => unknown): boolean {
  return filtered(list, test).length === 1;
}`,
  filtered: `
function filtered(list: unknown, test: (each: unknown) => unknown): unknown[] {
  return items(list).filter((each) => truth(test(known(each))));
}`,
  mapped: `
function mapped(list: unknown, make: (each: unknown) => unknown): unknown[] {
  return items(list).map((each) => make(known(each)));
}`,
};
