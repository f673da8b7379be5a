import type { Environment } from "@marcbachmann/cel-js";
import type { CheckScope } from "./check-scope";
import { expandCoalesce } from "./coalesce";
import { celEnvironment } from "./environment";
import type { ExpressionProblem } from "./expression-problem";
import { foldEnvironment, reducerEnvironment } from "./fold";
import { allowNullComparisons, giveTypes } from "./known-types";
import { findNames } from "./names";
import { expressionError, MAX_EXPRESSION_LENGTH } from "./parse";
import { relaxTernaries } from "./ternary";
import { unknownFields, unknownFunctions } from "./unknown-names";
import { inWords } from "./words";

export interface CheckedExpression {
  readonly problems: readonly ExpressionProblem[];
  /** CEL's name for the type of the result; `null` where there are errors. */
  readonly type: string | null;
}

const LANGUAGES = {
  projection: languageOf(foldEnvironment()),
  upcaster: languageOf(celEnvironment()),
  reducer: languageOf(reducerEnvironment()),
};

function languageOf(environment: Environment) {
  const { functions } = environment.getDefinitions();
  return { environment, functions: new Set(functions.map(({ name }) => name)) as ReadonlySet<string> };
}

/** Every mistake in an expression that can be seen without running it. */
export function checkExpression(text: string, scope: CheckScope): CheckedExpression {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    const message = `An expression has at most ${MAX_EXPRESSION_LENGTH} characters.`;
    return refused([{ severity: "error", from: MAX_EXPRESSION_LENGTH, to: text.length, message }]);
  }
  const { environment, functions } = LANGUAGES[scope.in ?? "projection"];
  let parsed: ReturnType<Environment["parse"]>;
  try {
    parsed = environment.parse(text);
  } catch (error) {
    return refused([problemOf(text, error)]);
  }
  const names = findNames(parsed.ast);
  const problems = [...unknownFunctions(text, names.calls, functions), ...unknownFields(text, names, scope)];
  const hasErrors = () => problems.some(({ severity }) => severity === "error");
  if (hasErrors()) return refused(problems);
  giveTypes(names, scope);
  relaxTernaries(parsed.ast, true);
  expandCoalesce(parsed.ast, true);
  allowNullComparisons(names.comparisons);
  const checked = parsed.check();
  if (!checked.valid) return refused([...problems, problemOf(text, checked.error)]);
  return { problems, type: checked.type ?? "dyn" };
}

const refused = (problems: readonly ExpressionProblem[]): CheckedExpression => ({ problems, type: null });

function problemOf(text: string, error: unknown): ExpressionProblem {
  const { place, message } = expressionError(text, error);
  const from = Math.min(place?.start ?? 0, Math.max(0, text.length - 1));
  const to = Math.min(Math.max(place?.end ?? text.length, from + 1), Math.max(text.length, 1));
  return { severity: "error", from, to, message: inWords(message) };
}
