import type { ErrorObject } from "ajv";
import type { SchemaProblem } from "./errors";
import { WHOLE } from "./exact-keywords";
import { pointerStep } from "./json-pointer";

/** What ajv found, as one problem: of alternatives that all failed at one place, what each wanted. */
export function misfitProblem(errors: readonly ErrorObject[]): SchemaProblem {
  const depth = (error: ErrorObject) => error.instancePath.split("/").length;
  const deepest = Math.max(...errors.map(depth));
  const there = errors.filter((error) => depth(error) === deepest);
  const direct = there.filter(({ keyword }) => !COMBINING.has(keyword));
  const problems = (direct.length > 0 ? direct : there).map(problemOf);
  const [first] = problems;
  if (first === undefined) return { path: "", message: "does not fit." };
  const messages = problems.filter(({ path }) => path === first.path).map(({ message }) => message);
  return { path: first.path, message: [...new Set(messages)].slice(0, 4).join(", or ") };
}

const COMBINING: ReadonlySet<string> = new Set(["anyOf", "oneOf", "if", "not", "propertyNames"]);

function problemOf(error: ErrorObject): SchemaProblem {
  const { instancePath: path, params, keyword } = error;
  switch (keyword) {
    case "required":
    case "dependentRequired":
      return { path: path + pointerStep(params.missingProperty), message: "is missing" };
    case "additionalProperties":
      return { path: path + pointerStep(params.additionalProperty), message: UNKNOWN_FIELD };
    case "unevaluatedProperties":
      return { path: path + pointerStep(params.unevaluatedProperty), message: UNKNOWN_FIELD };
    default:
      return { path, message: words(error) };
  }
}

const UNKNOWN_FIELD = "is a field that the schema does not have";

function words({ keyword, message, data, schema, parentSchema, propertyName }: ErrorObject): string {
  switch (keyword) {
    case "type":
    case WHOLE:
      return `must be ${typeWords(parentSchema ?? {})}, and is ${shown(data)}`;
    case "enum":
      return `must be one of ${listed(schema)}, and is ${shown(data)}`;
    case "const":
      return `must be ${shown(schema)}, and is ${shown(data)}`;
    case "multipleOf":
      return `must be a multiple of ${shown(schema)}, and is ${shown(data)}`;
    case "uniqueItems":
      return "must not hold the same item twice";
    case "pattern":
      return `must match ${shown(schema)}, and is ${shown(propertyName ?? data)}`;
    case "format":
      return `must be of the format ${String(schema)}, and is ${shown(data)}`;
    case "false schema":
      return "is not allowed";
    default:
      return typeof data === "number" ? `${message}, and is ${data}` : (message ?? "does not fit");
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "a truth value",
  object: "an object",
  array: "a list",
  null: "null",
};

function typeWords({ type, [WHOLE]: whole }: Readonly<Record<string, unknown>>): string {
  const names = [type].flat().map((name) => (name === "number" && whole === true ? "integer" : String(name)));
  return names.map((name) => TYPE_WORDS[name] ?? name).join(" or ");
}

function listed(values: unknown): string {
  const all = Array.isArray(values) ? values : [];
  return `${all.slice(0, 12).map(shown).join(", ")}${all.length > 12 ? ", …" : ""}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
}
