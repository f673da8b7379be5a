import { parseForReading } from "@/lib/format/json-tree";
import { formatCount } from "@/lib/format/number";
import type { FormField } from "./form-field";
import { isOfKind } from "./form-value";

const MOST_ROWS = 300;
const MOST_LETTERS = 100_000;

/** Why data is too much for a form, which draws every field anew with every letter; null when it is not. */
export function tooMuchForForm(field: FormField, text: string): string | null {
  if (text.length > MOST_LETTERS) {
    return `The form is for data of up to ${formatCount(MOST_LETTERS)} characters; this has ${formatCount(text.length)}.`;
  }
  return rowsLeft(field, parseForReading(text), MOST_ROWS) < 0
    ? `The form is for data of up to ${formatCount(MOST_ROWS)} fields; this has more.`
    : null;
}

/** How many rows of `left` remain once a value is drawn; below 0, it is too many, and the rest is not counted. */
function rowsLeft(field: FormField, value: unknown, left: number): number {
  let rest = left - 1;
  if (value === undefined || value === null || !isOfKind(field, value)) return rest;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (rest < 0) return rest;
      rest = field.item === undefined ? rest - 1 : rowsLeft(field.item, item, rest);
    }
  } else if (field.kind === "object") {
    const object = value as Readonly<Record<string, unknown>>;
    const known = new Set(field.members?.map(({ name }) => name));
    for (const { name, field: member } of field.members ?? []) {
      if (rest < 0) return rest;
      rest = rowsLeft(member, Object.hasOwn(object, name) ? object[name] : undefined, rest);
    }
    rest -= Object.keys(object).filter((key) => !known.has(key)).length;
  }
  return rest;
}
