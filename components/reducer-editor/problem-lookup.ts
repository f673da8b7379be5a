import type { CodeMark } from "@/components/code-editor/code-mark";
import type { ReducerCheck } from "@/lib/api/reducers";

export type CheckedReducer = ReducerCheck & { /** What was checked, as JSON text. */ readonly definition: string };

/** The problems of an expression, as long as it still is what was checked: places in another text mean nothing. */
export function expressionProblems(checked: CheckedReducer | undefined, path: string, text: string): CodeMark[] {
  if (checked === undefined || textAt(checked, path) !== text.trim()) return [];
  // The field shows what stands before the first letter too.
  const shift = text.length - text.trimStart().length;
  return checked.problems
    .filter((problem) => problem.path === path)
    .map(({ severity, from, to, message, fix }) => ({
      severity,
      message,
      from: from + shift,
      to: to + shift,
      ...(fix === undefined ? {} : { fix: { ...fix, from: fix.from + shift, to: fix.to + shift } }),
    }))
    .toSorted((left, right) => left.from - right.from);
}

/** The problem of a field that is no expression. */
export function fieldProblem(checked: CheckedReducer | undefined, path: string): string | null {
  return checked?.problems.find((problem) => problem.path === path)?.message ?? null;
}

/** How many mistakes there are in a part of the definition. */
export function errorsWithin(checked: CheckedReducer | undefined, path: string): number {
  const within = checked?.problems.filter((problem) => problem.path.startsWith(`${path}.`) || problem.path === path);
  return within?.filter(({ severity }) => severity === "error").length ?? 0;
}

const parsed = new WeakMap<CheckedReducer, unknown>();

function textAt(checked: CheckedReducer, path: string): unknown {
  const definition = parsed.get(checked) ?? JSON.parse(checked.definition);
  parsed.set(checked, definition);
  let value: unknown = definition;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null) return "";
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value ?? "";
}
