import type { StoredEvent } from "../../events";
import type { PathSegments } from "../path";
import { compileCel } from "./compile";
import { celEnvironment } from "./environment";
import { type EventFieldName, eventObject } from "./event";
import { toJson } from "./json";
import { expressionError } from "./parse";

/** What an expression sees: `data`, and `event` for everything about the event but its data. */
export interface ExpressionScope {
  readonly data: unknown;
  readonly event: StoredEvent;
}

export interface CompiledExpression {
  readonly text: string;
  /** The fields of `event` that it may look at. */
  readonly eventFields: readonly EventFieldName[];
  /** The paths of `data` that it looks at. */
  readonly reads: readonly PathSegments[];
  /** The result as a JSON value; throws an `ExpressionError` when there is none. */
  evaluate(scope: ExpressionScope): unknown;
}

const environment = celEnvironment();

/** Compiles a CEL expression; throws an `ExpressionError` that names the place when it is none. */
export function compileExpression(text: string): CompiledExpression {
  // Evaluation never overlaps: one scope for all events saves an object for each of them.
  let scope: ExpressionScope | undefined;
  const { eventFields, reads, run } = compileCel(environment, text, (fields) => ({
    data: () => scope?.data,
    event: () => eventObject(scope?.event, fields),
  }));
  return {
    text,
    eventFields,
    reads,
    evaluate(of) {
      scope = of;
      try {
        return toJson(run());
      } catch (error) {
        throw expressionError(text, error);
      } finally {
        scope = undefined;
      }
    },
  };
}
