import type { Environment, ParseResult } from "@marcbachmann/cel-js";
import { meter } from "./fuel";
import { relaxTernaries } from "./ternary";

/** The longest expression that is taken. */
export const MAX_EXPRESSION_LENGTH = 2_000;

/** Where in the text of an expression something stands, in characters from 0. */
export interface ExpressionPlace {
  readonly start: number;
  readonly end: number;
}

/** An expression that is no CEL, or that has no answer for the event at hand. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  readonly expression: string;
  readonly place: ExpressionPlace | undefined;

  constructor(problem: string, expression: string, place: ExpressionPlace | undefined, options?: ErrorOptions) {
    super(place === undefined ? problem : `${problem} (at character ${place.start + 1})`, options);
    this.expression = expression;
    this.place = place;
  }
}

/**
 * Parses and checks an expression, within the limits on its length, and on its steps when it runs; `prepare` may change
 * the tree before the check.
 */
export function parseExpression(
  scope: Environment,
  text: string,
  prepare?: (root: ParseResult["ast"]) => void,
): ParseResult {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw new ExpressionError(`An expression has at most ${MAX_EXPRESSION_LENGTH} characters.`, text, undefined);
  }
  return placed(text, () => {
    const parsed = scope.parse(text);
    prepare?.(parsed.ast);
    relaxTernaries(parsed.ast);
    const checked = parsed.check();
    if (!checked.valid) throw checked.error;
    meter(parsed.ast);
    return parsed;
  });
}

/** Runs a part of an expression's life; what goes wrong becomes an `ExpressionError` with its place. */
export function placed<Result>(text: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw expressionError(text, error);
  }
}

// What cel-js says of an expression that stops in the middle.
const TOO_SHORT = "Unexpected token: EOF";

/** An error of cel-js, or of a function that an expression calls, with its place in the text. */
export function expressionError(text: string, error: unknown): ExpressionError {
  if (error instanceof ExpressionError) return error;
  const { summary, range, message } = error as { summary?: string; range?: ExpressionPlace; message?: string };
  const place = range === undefined ? undefined : { start: range.start, end: range.end };
  const problem = summary ?? message ?? String(error);
  return new ExpressionError(problem === TOO_SHORT ? "It ends too early" : problem, text, place, { cause: error });
}
