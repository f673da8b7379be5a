import { Duration, UnsignedInt } from "@marcbachmann/cel-js/evaluator";
import { toJson } from "../evolution/cel/json";
import type { PgType } from "./columns";

/** Turns the result of an expression into what a column of the type takes; the column's codec checks it. */
export function celValueFor(type: PgType): (value: unknown) => unknown {
  switch (type) {
    case "jsonb":
    case "text[]":
      return (value) => toJson(value);
    case "text":
      return (value) => (typeof value === "object" ? textOf(value) : value);
    case "bigint":
    case "boolean":
    case "timestamptz":
    case "date":
      return (value) => (value instanceof UnsignedInt ? value.value : value);
    default:
      return numberOf;
  }
}

function textOf(value: object | null): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? value : value.toISOString();
  if (value instanceof UnsignedInt || value instanceof Duration) return value.toString();
  return value;
}

function numberOf(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  return value instanceof UnsignedInt ? Number(value.value) : value;
}
