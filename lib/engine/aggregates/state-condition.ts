import type { StoredEvent } from "../events";
import { registerCoalesce } from "../evolution/cel-coalesce";
import { compileCel } from "../evolution/cel-compile";
import { celEnvironment } from "../evolution/cel-environment";
import { eventObject } from "../evolution/cel-event";
import { ExpressionError } from "../evolution/cel-parse";
import { isLossless } from "../json";

/** A CEL condition on a state, such as `state.outstanding < 0.0`. */
export interface StateCondition {
  readonly text: string;
  /** Whether it holds after an event; throws an `ExpressionError` where it cannot be decided. */
  holds(state: unknown, event: StoredEvent): boolean;
}

const environment = celEnvironment().registerVariable("state", "dyn");
registerCoalesce(environment);

/** Compiles a condition over `state`, `data` and `event`; throws an `ExpressionError` that names the place. */
export function stateCondition(text: string): StateCondition {
  let scope: { readonly state: unknown; readonly event: StoredEvent } | undefined;
  const { run } = compileCel(environment, text, (fields) => ({
    state: () => scope?.state,
    data: () => scope?.event.data,
    event: () => eventObject(scope?.event, fields),
  }));
  return {
    text,
    holds(state, event) {
      scope = { state: withDoubles(state), event };
      try {
        const result = run();
        if (typeof result === "boolean") return result;
        throw new ExpressionError("A condition is true or false; this is neither.", text, undefined);
      } finally {
        scope = undefined;
      }
    },
  };
}

/** CEL computes with doubles: the state with its numbers as such. */
function withDoubles(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isLossless(value)) return Number(value.value);
  if (Array.isArray(value)) return value.map(withDoubles);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withDoubles(item)]));
}
