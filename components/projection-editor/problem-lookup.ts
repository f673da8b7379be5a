import type { ConsoleCheck, ConsoleDefinitionBody, ConsoleProblem } from "@/lib/api/console-projections";

/** An expression of a definition. */
export type ExpressionPlace =
  | { readonly part: "key" }
  | { readonly part: "set"; readonly type: string; readonly column: string }
  | { readonly part: "deleteWhen"; readonly type: string };

export type Checked = ConsoleCheck & { readonly definition: ConsoleDefinitionBody };

/** The problems of one expression, as long as it still is what was checked: places in another text mean nothing. */
export function expressionProblems(
  checked: Checked | undefined,
  place: ExpressionPlace,
  text: string,
): readonly ConsoleProblem[] {
  if (checked === undefined || textAt(checked.definition, place) !== text.trim()) return [];
  // The field shows what stands before the first letter too.
  const shift = text.length - text.trimStart().length;
  return checked.problems
    .filter(({ where }) => isAt(where, place))
    .map((problem) => ({ ...problem, from: problem.from + shift, to: problem.to + shift }))
    .toSorted((left, right) => left.from - right.from);
}

/** The problem of a field that is no expression, named by its path. */
export function fieldProblem(checked: Checked | undefined, path: string): string | null {
  const found = checked?.problems.find(({ where }) => where.part === "definition" && where.path === path);
  return found?.message ?? null;
}

/** How many expressions on a type are wrong. */
export function errorsOnType(checked: Checked | undefined, type: string): number {
  const errors = checked?.problems.filter(
    ({ where, severity }) => "type" in where && where.type === type && severity === "error",
  );
  return errors?.length ?? 0;
}

function textAt(definition: ConsoleDefinitionBody, place: ExpressionPlace): string {
  if (place.part === "key") return definition.key ?? "";
  const on = definition.on.find(({ type }) => type === place.type);
  return (place.part === "set" ? on?.set[place.column] : on?.deleteWhen) ?? "";
}

function isAt(where: ConsoleProblem["where"], place: ExpressionPlace): boolean {
  if (where.part === "definition") return place.part === "key" && where.path === "key";
  if (where.part !== place.part) return false;
  if (where.part === "key" || place.part === "key") return true;
  return where.type === place.type && (where.part !== "set" || place.part !== "set" || where.column === place.column);
}
