import type { ShapePath } from "@/lib/api/event-type-shape";

type Known = Pick<ShapePath, "kinds" | "min" | "max" | "values" | "examples">;

/** What stands at a path, in few words: the range of numbers, digit for digit, or how many different values there are. */
export function rangeWords({ kinds, min, max, values, examples }: Known): {
  range: string | null;
  values: string | null;
} {
  const range = min === null || max === null ? null : min === max ? min : `${min} to ${max}`;
  const scalar = kinds.some(({ kind }) => kind !== "object" && kind !== "list");
  if (!scalar) return { range, values: null };
  if (values === null) return { range, values: range === null && examples.length > 0 ? "many values" : null };
  return { range, values: values.length === 1 ? "1 value" : `${values.length} values` };
}

/** "integer | null", the most frequent first. */
export function kindWords(kinds: ShapePath["kinds"]): string {
  return kinds.map(({ kind }) => kind).join(" | ");
}
