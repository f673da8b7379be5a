import { UpcastFailedError } from "../errors";
import type { StoredEvent } from "../events";
import { applyUpcaster } from "./apply-upcaster";
import type { EventSchema, ReadableEvent, Upcaster } from "./upcaster";

/** What one upcaster did to one event; `after` has one text for each event that it made. */
export interface TraceStep {
  readonly upcasterId: string;
  readonly title: string;
  readonly source: Upcaster["source"];
  readonly from: EventSchema;
  readonly to: EventSchema;
  /** JSON text, digit for digit. */
  readonly before: string;
  readonly after: readonly string[];
  readonly elapsedMicros: number;
  readonly error?: UpcastFailedError;
}

/** The way of a stored event to what it is read as today; with `error`, `events` is empty. */
export interface ChainTrace {
  readonly steps: readonly TraceStep[];
  readonly events: readonly ReadableEvent[];
  readonly error?: UpcastFailedError;
}

/** Follows an event through its upcasters one step at a time, up to the first that fails. */
export function traceUpcasts(
  event: StoredEvent,
  edgeFrom: (type: string, schemaVersion: number) => Upcaster | undefined,
  finish: (event: StoredEvent) => ReadableEvent,
): ChainTrace {
  const steps: TraceStep[] = [];
  const events: ReadableEvent[] = [];
  const queue: StoredEvent[] = [event];
  for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
    const upcaster = edgeFrom(current.type, current.schemaVersion);
    if (upcaster === undefined) {
      events.push(finish(current));
      continue;
    }
    const { made, ...step } = traceStep(upcaster, current);
    steps.push(step);
    if (step.error !== undefined) return { steps, events: [], error: step.error };
    queue.unshift(...made);
  }
  return { steps, events };
}

function traceStep(upcaster: Upcaster, event: StoredEvent): TraceStep & { made: readonly StoredEvent[] } {
  const { id, title, source, from, to } = upcaster;
  const facts = { upcasterId: id, title, source, from, to, before: event.dataText };
  const startedAt = performance.now();
  try {
    const made = applyUpcaster(upcaster, event);
    const elapsedMicros = Math.round((performance.now() - startedAt) * 1000);
    return { ...facts, made, after: made.map(({ dataText }) => dataText), elapsedMicros };
  } catch (error) {
    const elapsedMicros = Math.round((performance.now() - startedAt) * 1000);
    const failure =
      error instanceof UpcastFailedError ? error : new UpcastFailedError(upcaster, event, { cause: error });
    return { ...facts, made: [], after: [], elapsedMicros, error: failure };
  }
}
