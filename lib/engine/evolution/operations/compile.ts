import type { StoredEvent } from "../../events";
import type { EventSchema } from "../upcaster";
import { compileStep } from "./compile-step";
import { DIGITS_NEEDED, type Payload, payloadOf, type Step } from "./payload";
import type { Operation } from "./schemas";
import { compileSplit, type SplitEntry } from "./split";

/** What operations make of an event: nothing, one payload, or one for each event of a split, null where it is not made. */
export type Made = Payload | readonly (Payload | null)[] | null;

/** Operations that were compiled once, to run on every event. */
export interface CompiledOperations {
  readonly steps: readonly Step[];
  /** The events of the split at the end; null: there is none. */
  readonly split: readonly SplitEntry[] | null;
  /** Throws an `OperationFailedError`. `withDigits`: the payloads made have digits too. */
  run(event: StoredEvent, withDigits: boolean): Made;
}

/** Compiles the operations of an upcaster that makes `to`. */
export function compileOperations(operations: readonly Operation[], to: EventSchema): CompiledOperations {
  const last = operations.at(-1);
  const split = last?.op === "split" ? compileSplit(last, operations.length - 1, to) : null;
  const steps = operations.flatMap((operation, index) =>
    operation.op === "split" ? [] : [compileStep(operation, { operation: index })],
  );

  function follow(payload: Payload): Made {
    for (const step of steps) {
      step(payload);
      if (payload.dropped) return null;
    }
    return split === null ? payload : split.map((entry) => entry.make(payload));
  }

  return {
    steps,
    split,
    run(event, withDigits) {
      if (withDigits) return follow(payloadOf(event, true));
      try {
        return follow(payloadOf(event, false));
      } catch (error) {
        if (error === DIGITS_NEEDED) return follow(payloadOf(event, true));
        throw error;
      }
    },
  };
}
