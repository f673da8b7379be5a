import type { ASTNode, Environment, ParseResult } from "@marcbachmann/cel-js";
import { Duration, UnsignedInt } from "@marcbachmann/cel-js/evaluator";
import type { StoredEvent } from "../events";
import { celEnvironment } from "./cel-environment";
import { meter, ranDry, refuel } from "./cel-fuel";
import { relaxTernaries } from "./cel-ternary";

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

/** What an expression sees: `data`, and `event` for everything about the event but its data. */
export interface ExpressionScope {
  readonly data: unknown;
  readonly event: StoredEvent;
}

export interface CompiledExpression {
  readonly text: string;
  /** The result as a JSON value; throws an `ExpressionError` when there is none. */
  evaluate(scope: ExpressionScope): unknown;
}

const environment = celEnvironment();

/** Compiles a CEL expression; throws an `ExpressionError` that names the place when it is none. */
export function compileExpression(text: string): CompiledExpression {
  const parsed = parseExpression(environment, text);
  const readsEvent = mentions(parsed.ast, "event");
  const noEvent = {};
  return {
    text,
    evaluate({ data, event }) {
      return placed(text, () => {
        refuel();
        const result: unknown = parsed({ data, event: readsEvent ? eventFields(event) : noEvent });
        if (ranDry()) throw new Error("The expression takes too many steps on this event.");
        return toJson(result);
      });
    },
  };
}

/** Parses and checks an expression, within the limits on its length, and on its steps when it runs. */
export function parseExpression(scope: Environment, text: string): ParseResult {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw new ExpressionError(`An expression has at most ${MAX_EXPRESSION_LENGTH} characters.`, text, undefined);
  }
  return placed(text, () => {
    const parsed = scope.parse(text);
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

/** An error of cel-js, or of a function that an expression calls, with its place in the text. */
export function expressionError(text: string, error: unknown): ExpressionError {
  if (error instanceof ExpressionError) return error;
  const { summary, range, message } = error as { summary?: string; range?: ExpressionPlace; message?: string };
  const place = range === undefined ? undefined : { start: range.start, end: range.end };
  return new ExpressionError(summary ?? message ?? String(error), text, place, { cause: error });
}

function mentions(ast: ASTNode, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(ast.input);
}

function eventFields(event: StoredEvent): Record<string, unknown> {
  return {
    type: event.type,
    schemaVersion: event.schemaVersion,
    streamId: event.streamId,
    version: event.version,
    position: event.position,
    eventId: event.eventId,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    metadata: event.metadata,
  };
}

/** CEL's values as JSON has them: ints as numbers (as text where a number would lose digits), times as ISO text. */
export function toJson(value: unknown, depth = 0): unknown {
  if (depth > 64) throw new Error("The result is nested too deeply.");
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw new Error(`The result is ${value}, which JSON does not have.`);
      return value;
    case "bigint":
      return integer(value);
    case "object":
      return value === null ? null : objectToJson(value, depth);
    default:
      throw new Error(`The result is a ${typeof value}, which JSON does not have.`);
  }
}

function objectToJson(value: object, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1));
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new Error("The result is a time that does not exist.");
    return value.toISOString();
  }
  if (value instanceof UnsignedInt) return integer(value.value);
  if (value instanceof Duration) return value.toString();
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new Error("The result is neither text, number, truth value, list, nor map.");
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item, depth + 1)]));
}

function integer(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
