import { JsonEditError } from "../json-draft";
import { parsePath } from "../path";
import { integerDigits, jsonNumber, type NoInteger } from "./decimal";
import { instantText } from "./instant";
import type { Payload, Step } from "./payload";
import type { ConvertOperation } from "./schemas";

type Path = ReturnType<typeof parsePath>;

/** `convert`: makes a value another kind of value; one that cannot become it is an error of that event. */
export function convertStep(operation: ConvertOperation): Step {
  const path = parsePath(operation.path);
  const convert = converter(operation, path);
  return (payload) => {
    const value = payload.data.at(path);
    if (operation.ifPresent === true && (value === undefined || value === null)) return;
    if (value === undefined) throw new JsonEditError(path, "is missing.");
    if (typeof value === "object")
      throw new JsonEditError(path, `is ${kindOf(value)}, which cannot become ${operation.to}.`);
    convert(payload, value);
  };
}

type Convert = (payload: Payload, value: unknown) => void;

function converter({ to, decimals = 0 }: ConvertOperation, path: Path): Convert {
  const fail = (problem: string): never => {
    throw new JsonEditError(path, problem);
  };
  switch (to) {
    case "integer":
      return (payload, value) => {
        const units = typeof value === "number" && payload.isPlain ? wholeUnits(value, decimals) : null;
        if (units !== null) return payload.put(path, units);
        const integer = integerDigits(writtenNumber(payload, path, value), decimals);
        if ("digits" in integer) payload.putNumber(path, integer.digits);
        else fail(problemWords(integer.problem, decimals));
      };
    case "number":
      return (payload, value) => {
        if (typeof value === "number") return;
        const digits = jsonNumber(writtenNumber(payload, path, value));
        if (digits === null) return fail("is no number.");
        if (!Number.isFinite(Number(digits))) return fail("is too large for a number.");
        payload.putNumber(path, digits);
      };
    case "text":
      return (payload, value) => {
        if (typeof value === "number") payload.put(path, payload.digitsAt(path, value, true));
        else if (typeof value === "boolean") payload.put(path, String(value));
      };
    case "boolean":
      return (payload, value) => {
        if (typeof value === "boolean") return;
        const text = typeof value === "number" ? wholeNumber(payload.digitsAt(path, value, false)) : value;
        if (text === "true" || text === "1") payload.put(path, true);
        else if (text === "false" || text === "0") payload.put(path, false);
        else fail('is neither true nor false, "true" nor "false", 1 nor 0.');
      };
    case "instant":
      return (payload, value) => {
        const written = typeof value === "number" ? payload.digitsAt(path, value, false) : value;
        const instant = typeof written === "string" ? instantText(written) : null;
        if (instant === null)
          return fail("is no time: write 2026-01-31T12:00:00Z, or seconds or milliseconds since 1970.");
        payload.put(path, instant);
      };
  }
}

/**
 * How many 10^-`decimals` a number of at most 15 digits is, without looking at them: no two such numbers have the same
 * double. Null: the digits have to tell.
 */
function wholeUnits(number: number, decimals: number): number | null {
  const unit = 10 ** decimals;
  const units = Math.round(number * unit);
  return Math.abs(units) < 1e15 && units / unit === number ? units + 0 : null;
}

function writtenNumber(payload: Payload, path: Path, value: unknown): string {
  if (typeof value === "number") return payload.digitsAt(path, value, false);
  return typeof value === "boolean" ? String(Number(value)) : String(value);
}

function wholeNumber(written: string): string | null {
  const integer = integerDigits(written, 0);
  return "digits" in integer ? integer.digits : null;
}

function problemWords(problem: NoInteger, decimals: number): string {
  if (problem === "no number") return "is no number.";
  if (problem === "too large") return "is too large for a number.";
  return decimals === 0 ? "is no whole number." : `has more than ${decimals} decimal places.`;
}

function kindOf(value: object | null): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : "an object";
}
