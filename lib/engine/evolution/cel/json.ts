import { Duration, UnsignedInt } from "@marcbachmann/cel-js/evaluator";

/** CEL's values as JSON has them: ints as numbers (as text where a number would lose digits), times as ISO text. */
export function toJson(value: unknown, depth = 0): unknown {
  if (depth > 64) throw new Error("The result is nested too deeply.");
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw new Error(`The result is ${value}, which JSON does not have.`);
      // JSON writes -0 as 0.
      return value === 0 ? 0 : value;
    case "bigint":
      return integer(value);
    case "object":
      return value === null ? null : objectToJson(value, depth);
    default:
      throw new Error(`The result is a ${typeof value}, which JSON does not have.`);
  }
}

function objectToJson(value: object, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1));
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new Error("The result is a time that does not exist.");
    return value.toISOString();
  }
  if (value instanceof UnsignedInt) return integer(value.value);
  if (value instanceof Duration) return value.toString();
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new Error("The result is neither text, number, truth value, list, nor map.");
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item, depth + 1)]));
}

function integer(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
