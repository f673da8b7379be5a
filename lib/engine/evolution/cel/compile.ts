import type { ASTNode, Environment } from "@marcbachmann/cel-js";
import type { PathSegments } from "../path";
import { expandCoalesce } from "./coalesce";
import { type EventFieldName, fieldsOfEvent } from "./event";
import { computeExactly, EXACT_ARITHMETIC } from "./exact";
import { accelerate, type Variables } from "./fast-paths";
import { ranDry, refuel } from "./fuel";
import { dataPaths } from "./nodes";
import { expressionError, parseExpression } from "./parse";

/** An expression, compiled once, whose variables are read from where they stand when it runs. */
export interface CompiledCel {
  /** The fields of `event` that it may look at. */
  readonly eventFields: readonly EventFieldName[];
  /** The paths of `data` that it looks at. */
  readonly reads: readonly PathSegments[];
  /** The result as CEL has it; throws an `ExpressionError`. */
  run(): unknown;
}

interface CelOptions {
  /** Computes with the decimal digits of numbers, in an environment that knows decimals. */
  readonly exact?: boolean;
  /** Sees the tree before it is checked. */
  readonly prepare?: (root: ASTNode) => void;
}

/** Compiles an expression; throws an `ExpressionError` that names the place. */
export function compileCel(
  environment: Environment,
  text: string,
  variablesOf: (eventFields: readonly EventFieldName[]) => Variables,
  { exact = false, prepare }: CelOptions = {},
): CompiledCel {
  const parsed = parseExpression(environment, text, (root) => {
    prepare?.(root);
    if (exact) computeExactly(root);
  });
  const eventFields = fieldsOfEvent(parsed.ast);
  const reads = dataPaths(parsed.ast);
  const variables = variablesOf(eventFields);
  const context = Object.defineProperties(
    {},
    Object.fromEntries(Object.entries(variables).map(([name, get]) => [name, { get }])),
  );
  expandCoalesce(parsed.ast);
  accelerate(parsed.ast, variables, exact ? EXACT_ARITHMETIC : {});
  return {
    eventFields,
    reads,
    run() {
      refuel();
      try {
        const result: unknown = parsed(context);
        if (ranDry()) throw new Error("The expression takes too many steps on this event.");
        return result;
      } catch (error) {
        throw expressionError(text, error);
      }
    },
  };
}
