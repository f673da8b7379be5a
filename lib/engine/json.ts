import { isLosslessNumber, LosslessNumber, parse, stringify } from "lossless-json";
import { parseMarked } from "./json-marks";

const TEXT = Symbol("foldline.json-text");

/** JSON that is stored exactly as it is written. */
export interface JsonText {
  readonly [TEXT]: string;
}

/** Marks `text` as JSON to be stored as it stands, digit for digit; throws a SyntaxError if it is no JSON. */
export function jsonText(text: string): JsonText {
  JSON.parse(text);
  return { [TEXT]: text };
}

/** The text behind a `jsonText`, or undefined for any other value. */
export function textOf(value: object): string | undefined {
  return TEXT in value ? (value as JsonText)[TEXT] : undefined;
}

/** Parses JSON; a number that would lose digits as a JavaScript number becomes an object that keeps them. */
export function parseLossless(text: string): unknown {
  const value = parseMarked(text);
  if (value !== undefined) return value;
  return parse(text, null, { parseNumber: numberOf, onDuplicateKey: ({ newValue }) => newValue });
}

/** Writes a value of `parseLossless` back, every number with the digits it came with. */
export function stringifyLossless(value: unknown, space?: number): string {
  if (isPlain(value)) return JSON.stringify(value, null, space);
  return stringify(value, null, space) ?? "null";
}

const MAX_DEPTH = 1_000;

/** Whether the built-in writer, which is many times as fast, gives the same: only what JSON has, and no lossless number. */
function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value !== "object")
    return typeof value === "string" || typeof value === "number" || value === true || value === false;
  if (value === null) return true;
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype || "toJSON" in value) return false;
  return Object.values(value).every((item) => isPlain(item, depth + 1));
}

/** Whether `parseLossless` kept this number as digits. */
export function isLossless(value: unknown): value is LosslessNumber {
  return isLosslessNumber(value);
}

/** The digits of a number of `parseLossless`; undefined for any other value. */
export function digitsOf(value: unknown): string | undefined {
  if (isLosslessNumber(value)) return value.value;
  return typeof value === "number" ? String(value) : undefined;
}

/** The number that these digits are, as `parseLossless` gives it. */
export function numberOf(digits: string): number | LosslessNumber {
  const number = Number(digits);
  return String(number) === digits ? number : new LosslessNumber(digits);
}
