import type { StoredEvent } from "../events";
import { registerCoalesce } from "../evolution/cel/coalesce";
import { celEnvironment } from "../evolution/cel/environment";
import { registerExactNumbers } from "../evolution/cel/exact";
import { ExpressionError } from "../evolution/cel/parse";
import { parseLossless } from "../json";
import { compileExactExpression } from "./console-reducers/exact-expression";

/** A CEL condition on a state, such as `state.outstanding < 0.0`; it computes with the digits of numbers. */
export interface StateCondition {
  readonly text: string;
  /** Whether it holds after an event; throws an `ExpressionError` where it cannot be decided. */
  holds(state: unknown, event: StoredEvent): boolean;
}

const environment = celEnvironment().registerVariable("state", "dyn");
registerCoalesce(environment);
registerExactNumbers(environment);

/** Compiles a condition over `state`, `data` and `event`; throws an `ExpressionError` that names the place. */
export function stateCondition(text: string): StateCondition {
  const { evaluate } = compileExactExpression(environment, text);
  return {
    text,
    holds(state, event) {
      const result = evaluate({
        state,
        event,
        get data() {
          return dataOf(event);
        },
      });
      if (typeof result === "boolean") return result;
      throw new ExpressionError("A condition is true or false; this is neither.", text, undefined);
    },
  };
}

const parsed = new WeakMap<StoredEvent, unknown>();

/** Only where a condition looks at it, and once however often it does. */
function dataOf(event: StoredEvent): unknown {
  if (!parsed.has(event)) parsed.set(event, parseLossless(event.dataText));
  return parsed.get(event);
}
