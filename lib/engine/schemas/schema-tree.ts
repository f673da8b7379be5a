import { pointerStep } from "./json-pointer";
import { KEYWORDS } from "./keywords";

/** A schema inside a schema that is an object, and the keyword of its parent that holds it. */
export interface Subschema {
  /** JSON Pointer from the root. */
  readonly path: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** Null of the root. */
  readonly parent: { readonly path: string; readonly keyword: string } | null;
}

/** The schema and every schema inside it, in the order of the text; what is no schema is left to the check. */
export function* subschemas(schema: unknown, path = "", parent: Subschema["parent"] = null): Generator<Subschema> {
  if (!isObject(schema)) return;
  yield { path, schema, parent };
  for (const [keyword, value] of Object.entries(schema)) {
    const inside = { path, keyword };
    for (const [step, child] of children(keyword, value)) yield* subschemas(child, path + step, inside);
  }
}

function children(keyword: string, value: unknown): [string, unknown][] {
  const at = pointerStep(keyword);
  const kind = KEYWORDS.get(keyword);
  if (kind === "schema") return [[at, value]];
  if (kind === "list of schemas" && Array.isArray(value)) return value.map((item, index) => [`${at}/${index}`, item]);
  if (kind === "map of schemas" && isObject(value)) {
    return Object.entries(value).map(([name, item]) => [at + pointerStep(name), item]);
  }
  return [];
}

/** Whether a JSON value is an object, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
