import type { StoredEvent } from "../events";
import { isLossless, parseLossless, stringifyLossless } from "../json";

/** Writes `data`, which code made from the event's, with the event's own digits wherever a number is still the same. */
export function keepDigits(data: unknown, event: Pick<StoredEvent, "data" | "dataText">): string {
  return stringifyLossless(merge(data, event.data, parseLossless(event.dataText)));
}

function merge(value: unknown, before: unknown, digits: unknown): unknown {
  if (typeof value === "number") return isLossless(digits) && value === before ? digits : value;
  if (typeof value !== "object" || value === null || hasToJson(value)) return value;
  if (Array.isArray(value)) return value.map((item, index) => merge(item, field(before, index), field(digits, index)));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, merge(item, field(before, key), field(digits, key))]),
  );
}

function field(value: unknown, name: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[name];
}

function hasToJson(value: object): boolean {
  return "toJSON" in value && typeof value.toJSON === "function";
}
