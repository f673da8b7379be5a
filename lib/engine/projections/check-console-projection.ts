import { type CheckedExpression, checkExpression } from "../evolution/cel/check";
import type { CheckScope } from "../evolution/cel/check-scope";
import type { ExpressionProblem } from "../evolution/cel/expression-problem";
import { typeInWords } from "../evolution/cel/words";
import type { DataShape } from "../evolution/data-shape";
import type { PgType } from "./columns";
import type { ConsoleDefinition } from "./console-definition";

/** Which expression of a definition a problem is in. */
export type ExpressionPart =
  | { readonly part: "key" }
  | { readonly part: "set"; readonly type: string; readonly column: string }
  | { readonly part: "deleteWhen"; readonly type: string };

export interface DefinitionProblem extends ExpressionProblem {
  readonly where: ExpressionPart;
}

/**
 * Every mistake in the expressions of a definition that can be seen without running them, each with its characters.
 * `shapes` says what the data of stored events looks like, by type; what is not in it is not checked.
 */
export function checkConsoleProjection(
  definition: ConsoleDefinition,
  shapes: ReadonlyMap<string, DataShape>,
): DefinitionProblem[] {
  const row = new Map(definition.columns.map(({ name, type }) => [name, celTypeOf(type)]));
  const problems: DefinitionProblem[] = [];
  const check = (where: ExpressionPart, text: string, scope: CheckScope, refuses: (type: string) => string | null) => {
    const { problems: found, type } = checkExpression(text, scope);
    for (const problem of found) problems.push({ where, ...problem });
    const message = type === null ? null : refuses(type);
    if (message !== null) problems.push({ where, severity: "error", from: 0, to: text.length, message });
  };
  const known = (type: string) => {
    const shape = shapes.get(type);
    return shape === undefined ? [] : [{ type, shape }];
  };
  const all = definition.on.flatMap(({ type }) => known(type));
  check({ part: "key" }, definition.key, { row: null, shapes: all }, keyRefuses);
  for (const { type, set, deleteWhen } of definition.on) {
    const scope = { row, shapes: known(type) };
    if (deleteWhen) check({ part: "deleteWhen", type }, deleteWhen, scope, truthRefuses);
    for (const column of definition.columns) {
      const text = set[column.name];
      if (!text) continue;
      check({ part: "set", type, column: column.name }, text, scope, (result) => columnRefuses(column, result));
    }
  }
  return problems;
}

function celTypeOf(type: PgType): string {
  switch (type) {
    case "text":
    case "date":
      return "string";
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    case "timestamptz":
      return "google.protobuf.Timestamp";
    case "text[]":
      return "list<string>";
    case "jsonb":
      return "dyn";
    default:
      return "double";
  }
}

const TIME = "google.protobuf.Timestamp";
const NUMBERS = ["int", "double", "uint"];

function columnRefuses(
  { name, type }: ConsoleDefinition["columns"][number],
  result: CheckedExpression["type"],
): string | null {
  if (result === null || takes(type, result)) return null;
  return `Column "${name}" is ${type} and does not take ${typeInWords(result)}.${advice(type, result)}`;
}

function takes(type: PgType, result: string): boolean {
  if (result === "dyn" || result === "null") return true;
  switch (type) {
    case "jsonb":
      return result !== "type" && result !== "bytes";
    case "text":
      return ["string", "bool", TIME, ...NUMBERS].includes(result);
    case "boolean":
      return result === "bool";
    case "timestamptz":
    case "date":
      return result === "string" || result === TIME;
    case "text[]":
      return result.startsWith("list") && !["list<int>", "list<double>", "list<bool>"].includes(result);
    default:
      return NUMBERS.includes(result);
  }
}

function advice(type: PgType, result: string): string {
  if (type === "text" && result === "google.protobuf.Duration") return " Write string(…).";
  const wantsNumber = type.startsWith("numeric") || type === "double precision";
  if (result === "string" && wantsNumber) return " Write double(…) when the text is a number.";
  if (result === "string" && (type === "integer" || type === "bigint"))
    return " Write int(…) when the text is a number.";
  return "";
}

function keyRefuses(result: string): string | null {
  const takesIt = ["string", "int", "double", "uint", "dyn", "null"].includes(result) || result.startsWith("list");
  return takesIt ? null : `A key is text or a list of texts, and not ${typeInWords(result)}.`;
}

function truthRefuses(result: string): string | null {
  return result === "bool" || result === "dyn"
    ? null
    : `Deleting depends on a truth value, and not on ${typeInWords(result)}.`;
}
