import { spend } from "../../evolution/cel/fuel";
import { toJson } from "../../evolution/cel/json";
import { Decimal, digitsOfNumeric, fromJsonNumber } from "../../evolution/exact-decimal";
import { isLossless, numberOf } from "../../json";

const MAX_PARTS = 200_000;
const MAX_CHARACTERS = 8_000_000;
const MAX_DEPTH = 100;

interface Known {
  readonly exact: unknown;
  /** How many levels of objects and lists there are in it. */
  readonly height: number;
}

const known = new WeakMap<object, Known>();

/**
 * A JSON value of `parseLossless` as expressions see it: every number by its digits. Remembered for each object, so that
 * the parts of a state that no event changed are not gone through again.
 */
export function toExact(value: unknown): unknown {
  return look(value, 0).exact;
}

function look(value: unknown, depth: number): Known {
  if (typeof value === "number" || isLossless(value)) return { exact: fromJsonNumber(value), height: 0 };
  if (typeof value !== "object" || value === null) return { exact: value, height: 0 };
  const found = known.get(value) ?? lookInside(value, depth);
  if (depth + found.height > MAX_DEPTH) throw tooDeep();
  known.set(value, found);
  return found;
}

function lookInside(value: object, depth: number): Known {
  if (depth >= MAX_DEPTH) throw tooDeep();
  let height = 0;
  const inside = (item: unknown) => {
    const found = look(item, depth + 1);
    height = Math.max(height, found.height);
    return found.exact;
  };
  const exact = Array.isArray(value)
    ? value.map(inside)
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inside(item)]));
  return { exact, height: height + 1 };
}

function tooDeep(): Error {
  return new Error(`It is nested more than ${MAX_DEPTH} levels deep: too deep for an expression.`);
}

/** The result of an expression as JSON, numbers with the digits that they have; throws where JSON has no such value. */
export function fromExact(result: unknown): unknown {
  let parts = 0;
  let characters = 0;
  const convert = (value: unknown, depth: number): unknown => {
    if (typeof value === "string") characters += value.length;
    parts += 1;
    if (parts > MAX_PARTS || characters > MAX_CHARACTERS) throw new Error("The result is too large for a state.");
    if (depth > MAX_DEPTH) throw tooDeep();
    if (value instanceof Decimal || typeof value === "bigint") return numberOf(digitsOfNumeric(value));
    if (Array.isArray(value)) return value.map((item) => convert(item, depth + 1));
    if (!isPlainObject(value)) return toJson(value);
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, convert(item, depth + 1)]));
  };
  const json = convert(result, 0);
  spend(parts);
  return json;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
