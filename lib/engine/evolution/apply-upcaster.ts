import { UpcastFailedError } from "../errors";
import type { StoredEvent } from "../events";
import { schemaName, type Upcaster } from "./upcaster";

/** One step of the chain; throws an `UpcastFailedError` also when the result is not what the upcaster declares. */
export function applyUpcaster(upcaster: Upcaster, event: StoredEvent): readonly StoredEvent[] {
  try {
    const result = upcaster.upcast(event);
    const events = result === null ? [] : Array.isArray(result) ? result : [result as StoredEvent];
    for (const made of events) requireDeclared(upcaster, event, made);
    return events;
  } catch (error) {
    throw new UpcastFailedError(upcaster, event, { cause: error });
  }
}

function requireDeclared({ to }: Upcaster, event: StoredEvent, made: StoredEvent): void {
  if (made.type !== to.type || made.schemaVersion !== to.schemaVersion) {
    throw new Error(`It declares ${schemaName(to)}, but made ${schemaName(made)}.`);
  }
  if (made.streamId !== event.streamId || made.version !== event.version || made.position !== event.position) {
    throw new Error("It moved the event to another place; an upcaster changes type, schema version and data only.");
  }
}
