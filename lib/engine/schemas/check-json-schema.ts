import { fullFormats } from "ajv-formats/dist/formats.js";
import { endlessReference } from "./endless-reference";
import type { SchemaProblem } from "./errors";
import { pointerStep } from "./json-pointer";
import { KEYWORDS } from "./keywords";
import { linearPattern } from "./linear-pattern";
import { localTarget } from "./local-target";
import { isObject, type Subschema, subschemas } from "./schema-tree";

const MAX_CHARACTERS = 262_144;
const MAX_DEPTH = 64;
const MAX_SCHEMAS = 5_000;
const DIALECT = /^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

/** What is wrong with a JSON Schema before anything is compiled; at most 50 problems, each with its place. */
export function checkJsonSchema(schema: unknown): SchemaProblem[] {
  const whole = wholeProblem(schema);
  if (whole !== null) return [{ path: "", message: whole }];
  const all: Subschema[] = [];
  for (const each of subschemas(schema)) {
    all.push(each);
    if (all.length > MAX_SCHEMAS) return [{ path: "", message: `holds more than ${MAX_SCHEMAS} schemas.` }];
  }
  const places = new Set(all.map(({ path }) => path));
  const problems = all.flatMap((each) => problemsOf(each, places)).slice(0, 50);
  const endless = problems.length > 0 ? null : endlessReference(all);
  return endless === null ? problems : [endless];
}

function wholeProblem(schema: unknown): string | null {
  if (!isObject(schema) && typeof schema !== "boolean") return "must be a JSON Schema: an object, true or false.";
  if (isTooDeep(schema)) return `is nested deeper than ${MAX_DEPTH} levels.`;
  if (JSON.stringify(schema).length > MAX_CHARACTERS) return `is longer than ${MAX_CHARACTERS} characters.`;
  return null;
}

/** Whether a schema is nested so deeply that nothing should recurse into it. */
export function isTooDeep(schema: unknown): boolean {
  return deeperThan(schema, MAX_DEPTH);
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => deeperThan(item, levels - 1));
}

function problemsOf({ path, schema, parent }: Subschema, places: ReadonlySet<string>): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    const place = path + pointerStep(keyword);
    const message = KEYWORDS.has(keyword) ? valueProblem(keyword, value, places) : unknownKeyword(keyword);
    if (message !== null) problems.push({ path: place, message });
    if (keyword === "$id" && parent !== null) problems.push({ path: place, message: "may stand at the top only." });
    if (KEYWORDS.get(keyword) === "map of schemas" && isObject(value))
      problems.push(...namesProblems(place, keyword, value));
  }
  return problems;
}

function unknownKeyword(keyword: string): string {
  return `is no keyword of JSON Schema 2020-12 that Foldline knows${hint(keyword)}.`;
}

function hint(keyword: string): string {
  if (keyword === "nullable") return '; write "type": ["…", "null"]';
  if (keyword === "dependencies") return "; write dependentRequired or dependentSchemas";
  if (keyword === "additionalItems") return "; write prefixItems and items";
  if (/^\$(dynamic|recursive)?(Anchor|Ref)$/.test(keyword)) return '; refer to a place with "$ref": "#/$defs/name"';
  return "";
}

function valueProblem(keyword: string, value: unknown, places: ReadonlySet<string>): string | null {
  if (keyword === "$schema" && !DIALECT.test(String(value))) {
    return "must be https://json-schema.org/draft/2020-12/schema, or be left out.";
  }
  if (keyword === "format" && !Object.hasOwn(fullFormats, String(value))) return `${quoted(value)} is no known format.`;
  if (keyword === "$ref") return referenceProblem(value, places);
  if (keyword === "pattern" && typeof value === "string") return patternProblem(value);
  return null;
}

function referenceProblem(value: unknown, places: ReadonlySet<string>): string | null {
  const target = localTarget(value);
  if (target === null)
    return `refers to ${quoted(value)}; only places in the same schema can be referred to, as "#/$defs/name".`;
  return places.has(target) ? null : `refers to ${quoted(value)}, where no schema stands.`;
}

function namesProblems(place: string, keyword: string, value: Readonly<Record<string, unknown>>): SchemaProblem[] {
  return Object.keys(value).flatMap((name) => {
    const message =
      name === "__proto__"
        ? "is a name that no schema can describe."
        : keyword === "patternProperties"
          ? patternProblem(name)
          : null;
    return message === null ? [] : [{ path: place + pointerStep(name), message }];
  });
}

function patternProblem(pattern: string): string | null {
  try {
    linearPattern(pattern);
    return null;
  } catch (error) {
    return `${quoted(pattern)} ${error instanceof Error ? error.message : String(error)}`;
  }
}

function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length <= 100 ? text : `${text.slice(0, 100)}…`;
}
