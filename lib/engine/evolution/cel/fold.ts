import type { Environment } from "@marcbachmann/cel-js";
import type { ReadableEvent } from "../upcaster";
import { registerCoalesce } from "./coalesce";
import { compileCel } from "./compile";
import { celEnvironment } from "./environment";
import { eventObject } from "./event";

/** What an expression of a fold sees: the row before (every column null when there is none), `exists`, `data`, `event`. */
export interface FoldScope {
  readonly row: Readonly<Record<string, unknown>>;
  readonly exists: boolean;
  readonly event: ReadableEvent;
}

/** A CEL expression of a console-defined projection, compiled once and evaluated for each event. */
export interface FoldExpression {
  readonly text: string;
  /** The fields of `event` that it may look at. */
  readonly eventFields: ReadonlySet<string>;
  /** The result as CEL has it: ints are bigints, times are Dates. Throws an `ExpressionError`. */
  evaluate(scope: FoldScope): unknown;
}

/** CEL as a projection's expressions have it. */
export function foldEnvironment(): Environment {
  const environment = celEnvironment().registerVariable("row", "dyn").registerVariable("exists", "bool");
  registerCoalesce(environment);
  return environment;
}

/** CEL as a reducer's expressions have it, save how it computes. */
export function reducerEnvironment(): Environment {
  const environment = celEnvironment().registerVariable("state", "dyn").registerVariable("item", "dyn");
  registerCoalesce(environment);
  return environment;
}

const environment = foldEnvironment();

/** Compiles an expression over `row`, `exists`, `data` and `event`; throws an `ExpressionError` that names the place. */
export function compileFoldExpression(text: string): FoldExpression {
  // Evaluation never overlaps: one scope for all events saves an object for each of them.
  let scope: FoldScope | undefined;
  const { eventFields, run } = compileCel(environment, text, (fields) => ({
    row: () => scope?.row,
    exists: () => scope?.exists,
    data: () => scope?.event.data,
    event: () => eventObject(scope?.event, fields),
  }));
  return {
    text,
    eventFields: new Set(eventFields),
    evaluate(of) {
      scope = of;
      try {
        return run();
      } finally {
        scope = undefined;
      }
    },
  };
}
