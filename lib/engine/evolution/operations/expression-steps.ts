import { compileExpression } from "../cel/expression";
import { JsonEditError } from "../json-draft";
import { parsePath } from "../path";
import type { Payload, Step } from "./payload";

/** `compute`: writes what the expression makes of the data so far. */
export function computeStep(operation: { readonly path: string; readonly expression: string }): Step {
  const path = parsePath(operation.path);
  const expression = compileExpression(operation.expression);
  return (payload) => payload.put(path, expression.evaluate({ data: payload.data.root, event: payload.event }));
}

/** `drop`: passes over the event, or those for which the condition holds. */
export function dropStep({ when }: { readonly when?: string | undefined }): Step {
  const holds = condition(when);
  return (payload) => {
    payload.dropped = holds(payload);
  };
}

/** The condition of a `drop` or of one event of a `split`; without text it always holds. */
export function condition(text: string | undefined): (payload: Payload) => boolean {
  if (text === undefined) return () => true;
  const expression = compileExpression(text);
  return (payload) => {
    const holds = expression.evaluate({ data: payload.data.root, event: payload.event });
    if (typeof holds === "boolean") return holds;
    throw new JsonEditError(expression.reads[0] ?? [], `is asked by a condition that is neither true nor false.`);
  };
}
