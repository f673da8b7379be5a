import { isLosslessNumber, LosslessNumber, parse, stringify } from "lossless-json";

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
  return parse(text, null, { parseNumber: numberOf, onDuplicateKey: ({ newValue }) => newValue });
}

/** Writes a value of `parseLossless` back, every number with the digits it came with. */
export function stringifyLossless(value: unknown, space?: number): string {
  return stringify(value, null, space) ?? "null";
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
