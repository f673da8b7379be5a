import type { FuncKeywordDefinition } from "ajv";
import { canonicalJson } from "./canonical-json";
import { isMultipleOf } from "./decimal-multiple";
import { type Payload, ROOT } from "./payload-numbers";
import { takeSteps } from "./steps";

/** Stands for the type `integer` in a schema that was made ready for the compiler. */
export const WHOLE = "foldlineWhole";

/** Stands beside every reference: each costs a step. */
export const STEP = "foldlineStep";

let fractions: Payload["fractions"] = null;

/** Says which numbers of the payload that is checked next have a fraction that their doubles lost. */
export function expectFractions(next: Payload["fractions"]): void {
  fractions = next;
}

/** Keywords whose meaning in ajv is wrong for large numbers, or takes quadratic time. */
export const EXACT_KEYWORDS: readonly FuncKeywordDefinition[] = [
  {
    keyword: WHOLE,
    type: "number",
    errors: false,
    validate: (_: unknown, value: number, _parent, place) =>
      Number.isInteger(value) &&
      !fractions?.get(place?.parentData ?? ROOT)?.has(String(place?.parentDataProperty ?? ROOT)),
  },
  {
    keyword: STEP,
    errors: false,
    before: "$ref",
    validate: () => {
      takeSteps(1);
      return true;
    },
  },
  {
    keyword: "multipleOf",
    type: "number",
    errors: false,
    validate: (unit: number, value: number) => isMultipleOf(value, unit),
  },
  {
    keyword: "uniqueItems",
    type: "array",
    errors: false,
    validate: (wanted: boolean, items: readonly unknown[]) =>
      !wanted || new Set(items.map(canonicalJson)).size === items.length,
  },
];
