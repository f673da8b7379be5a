import { STEP, WHOLE } from "./exact-keywords";
import { KEYWORDS } from "./keywords";
import { isObject } from "./schema-tree";

/** A checked schema as the compiler takes it: `integer` decided by our keyword, references counted, no address of its own. */
export function readySchema(schema: unknown): Record<string, unknown> | boolean {
  if (!isObject(schema)) return schema === true;
  const ready: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "$id" || keyword === "$schema") continue;
    ready[keyword] = readyValue(keyword, value);
  }
  const types = [schema.type].flat();
  if (types.includes("integer") && !types.includes("number")) {
    ready.type = types.map((type) => (type === "integer" ? "number" : type));
    ready[WHOLE] = true;
  }
  if ("$ref" in schema) ready[STEP] = true;
  return ready;
}

function readyValue(keyword: string, value: unknown): unknown {
  const kind = KEYWORDS.get(keyword);
  if (kind === "schema") return readySchema(value);
  if (kind === "list of schemas" && Array.isArray(value)) return value.map(readySchema);
  if (kind === "map of schemas" && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, readySchema(item)]));
  }
  return value;
}
