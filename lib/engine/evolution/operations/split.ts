import type { EventSchema } from "../upcaster";
import { compileStep, guarded } from "./compile-step";
import { condition } from "./expression-steps";
import type { Payload, Step } from "./payload";
import { type SplitOperation, splitSchemas } from "./schemas";

/** One of the events that a split makes. */
export interface SplitEntry {
  readonly to: EventSchema;
  /** Whether this event is made of the payload. */
  readonly applies: (payload: Payload) => boolean;
  readonly steps: readonly Step[];
  /** The payload of this event, which leaves that of the others alone; null where the condition does not hold. */
  make(payload: Payload): Payload | null;
}

/** Compiles a split that is the operation at `place`, of an upcaster that makes `to`. */
export function compileSplit(operation: SplitOperation, place: number, to: EventSchema): SplitEntry[] {
  const schemas = splitSchemas(operation, to);
  return operation.events.map(({ when, operations }, event) => {
    const inSplit = { event, operation: null };
    const applies = guarded(condition(when), { operation: place, inSplit, path: null, expression: when });
    const steps = operations.map((each, index) =>
      compileStep(each, { operation: place, inSplit: { event, operation: index } }),
    );
    return {
      to: schemas[event] ?? to,
      applies,
      steps,
      make(payload) {
        if (!applies(payload)) return null;
        const own = payload.fork();
        for (const step of steps) step(own);
        return own;
      },
    };
  });
}
