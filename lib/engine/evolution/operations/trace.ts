import type { StoredEvent } from "../../events";
import { stringifyLossless } from "../../json";
import { compileDefinition, type UpcasterDefinition } from "../declarative-upcaster";
import type { EventSchema } from "../upcaster";
import { OperationFailedError } from "./operation-failed";
import { type Payload, payloadOf, type Step } from "./payload";
import type { Operation } from "./schemas";
import type { SplitEntry } from "./split";

/** What one operation did to one event's data. */
export interface OperationStep {
  /** 0-based place in the list that it is in. */
  readonly operation: number;
  readonly op: Operation["op"];
  /** The data after it as JSON text, digit for digit; null: it failed, dropped the event, or split it. */
  readonly after: string | null;
  readonly dropped: boolean;
  /** Of a split: each of its events. */
  readonly split: readonly SplitStep[] | null;
  readonly error: OperationFailedError | null;
}

/** One of the events of a split; `after` is null where its condition does not hold, or something failed. */
export interface SplitStep {
  readonly to: EventSchema;
  readonly applies: boolean;
  readonly steps: readonly OperationStep[];
  readonly after: string | null;
  readonly error: OperationFailedError | null;
}

/** An event made of the traced one, with its data as JSON text, digit for digit. */
export interface TracedEvent extends EventSchema {
  readonly data: string;
}

/** An event's way through the operations of an upcaster: the steps up to the one that ended it, and what came of it. */
export interface OperationsTrace {
  readonly before: string;
  readonly steps: readonly OperationStep[];
  /** Empty where the event failed or was dropped. */
  readonly made: readonly TracedEvent[];
  readonly dropped: boolean;
  readonly error: OperationFailedError | null;
}

/** Follows one event through operations, for a person to look at; throws a ZodError when they are no operations. */
export function traceOperations(definition: UpcasterDefinition, event: StoredEvent): OperationsTrace {
  const { to, operations, compiled } = compileDefinition(definition);
  const payload = payloadOf(event, true);
  const steps = follow(compiled.steps, operations, payload);
  const error = steps.at(-1)?.error ?? null;
  const ended = { before: event.dataText, steps, made: [], dropped: payload.dropped, error };
  if (error !== null || payload.dropped) return ended;
  if (compiled.split === null) return { ...ended, made: [{ ...to, data: textOf(payload) }] };
  const last = operations.at(-1);
  const split = compiled.split.map((entry, index) =>
    followEntry(entry, last?.op === "split" ? (last.events[index]?.operations ?? []) : [], payload),
  );
  const failed = split.find((entry) => entry.error !== null)?.error ?? null;
  const step = {
    operation: operations.length - 1,
    op: "split",
    after: null,
    dropped: false,
    split,
    error: failed,
  } as const;
  const made = split.flatMap((entry) => (entry.after === null ? [] : [{ ...entry.to, data: entry.after }]));
  return {
    ...ended,
    steps: [...steps, step],
    made: failed === null ? made : [],
    dropped: failed === null && made.length === 0,
    error: failed,
  };
}

function follow(steps: readonly Step[], operations: readonly Operation[], payload: Payload): OperationStep[] {
  const done: OperationStep[] = [];
  for (const [operation, step] of steps.entries()) {
    const facts = { operation, op: operations[operation]?.op ?? "set", split: null };
    const error = attempt(() => step(payload));
    const after = error === null && !payload.dropped ? textOf(payload) : null;
    done.push({ ...facts, after, dropped: payload.dropped, error });
    if (after === null) break;
  }
  return done;
}

function followEntry(entry: SplitEntry, operations: readonly Operation[], payload: Payload): SplitStep {
  let applies = false;
  const error = attempt(() => {
    applies = entry.applies(payload);
  });
  if (!applies) return { to: entry.to, applies, steps: [], after: null, error };
  const own = payload.fork();
  const steps = follow(entry.steps, operations, own);
  const failed = steps.at(-1)?.error ?? null;
  return { to: entry.to, applies, steps, after: failed === null ? textOf(own) : null, error: failed };
}

function attempt(run: () => void): OperationFailedError | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof OperationFailedError) return error;
    throw error;
  }
}

function textOf({ digits }: Payload): string {
  return stringifyLossless(digits?.root);
}
