import { isLosslessNumber, LosslessNumber } from "lossless-json";
import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";
import { isRfc3339 } from "@/lib/format/rfc3339";
import type { FormField } from "./form-field";

/** The way to a place in JSON: names of members and places in lists. */
export type FormPath = readonly (string | number)[];

type JsonObject = Readonly<Record<string, unknown>>;

/** The value at a place; undefined when there is none. */
export function valueAt(value: unknown, path: FormPath): unknown {
  let at = value;
  for (const step of path) {
    if (Array.isArray(at)) at = at[Number(step)];
    else if (isJsonObject(at) && Object.hasOwn(at, step)) at = at[step];
    else return undefined;
  }
  return at;
}

/** The JSON with another value at a place; objects on the way are made where they are not there. */
export function withValueAt(value: unknown, path: FormPath, next: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (typeof step === "number") {
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    const changed = [...list];
    changed[step] = withValueAt(list[step], rest, next);
    return changed;
  }
  const object = isJsonObject(value) ? value : {};
  const changed = withValueAt(Object.hasOwn(object, step) ? object[step] : undefined, rest, next);
  // A member keeps its place; an assignment to `__proto__` would make no member.
  const entries = Object.entries(object);
  const known = entries.some(([name]) => name === step);
  return Object.fromEntries(
    known ? entries.map(([name, member]) => [name, name === step ? changed : member]) : [...entries, [step, changed]],
  );
}

/** The JSON without what stands at a place; in a list, what follows moves up. */
export function withoutValueAt(value: unknown, path: FormPath): unknown {
  const step = path.at(-1);
  if (step === undefined) return null;
  const parent = valueAt(value, path.slice(0, -1));
  if (Array.isArray(parent)) return withValueAt(value, path.slice(0, -1), parent.toSpliced(Number(step), 1));
  if (!isJsonObject(parent)) return value;
  const rest = Object.fromEntries(Object.entries(parent).filter(([name]) => name !== step));
  return withValueAt(value, path.slice(0, -1), rest);
}

/** What a field holds when it is put in: everything that its schema demands, still empty. */
export function emptyValue(field: FormField): unknown {
  switch (field.kind) {
    case "text":
    case "date":
    case "date-time":
      return "";
    case "number":
      return new LosslessNumber("0");
    case "boolean":
      return false;
    case "choice":
      return parseForReading(field.choices?.[0] ?? "null");
    case "list":
      return [];
    case "object": {
      const required = (field.members ?? []).filter(({ required }) => required);
      return Object.fromEntries(required.map((member) => [member.name, emptyValue(member.field)]));
    }
    default:
      return null;
  }
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What was typed where a number belongs: the number with just these digits, or, until it is one, the text. */
export function typedNumber(text: string): unknown {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? new LosslessNumber(trimmed) : text;
}

/** Whether a value is of a field's kind, so that the field can stand for it; text may stand where a number belongs. */
export function isOfKind(field: FormField, value: unknown): boolean {
  switch (field.kind) {
    case "text":
    case "date":
    case "date-time":
      return typeof value === "string";
    case "number":
      return isNumber(value) || typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "choice":
      return field.choices?.includes(jsonTextOf(value)) ?? false;
    case "list":
      return Array.isArray(value);
    case "object":
      return isJsonObject(value);
    default:
      return false;
  }
}

/** What is wrong with a value where the field belongs, as far as the form can tell; the schema tells the rest. */
export function fieldProblem(field: FormField, value: unknown): string | null {
  if (field.kind === "number" && typeof value === "string") {
    return value.trim() === "" ? "A number is missing." : "This is no number.";
  }
  if (field.kind === "number" && field.whole === true && isNumber(value) && !isWhole(jsonTextOf(value))) {
    return "A whole number belongs here.";
  }
  if (field.kind === "date" && typeof value === "string" && !/^\d{4}-\d\d-\d\d$/.test(value)) {
    return "A date belongs here, such as 2026-03-01.";
  }
  if (field.kind === "date-time" && typeof value === "string" && !isRfc3339(value)) {
    return "An instant with its zone belongs here, such as 2026-03-01T12:00:00Z.";
  }
  return null;
}

function isWhole(digits: string): boolean {
  const [, whole = "", fraction = "", exponent = "0"] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(digits) ?? [];
  const shift = Number(exponent);
  const decimals = fraction.replace(/0+$/, "").length;
  if (shift >= decimals) return true;
  return shift < 0 && /^0*$/.test(whole + fraction);
}

function isNumber(value: unknown): boolean {
  return isLosslessNumber(value) || typeof value === "number";
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}
