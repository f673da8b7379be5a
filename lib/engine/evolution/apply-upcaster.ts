import { UpcastFailedError } from "../errors";
import type { StoredEvent } from "../events";
import { isRecastOf } from "./recast-event";
import { schemaName, type Upcaster } from "./upcaster";

const NONE: readonly StoredEvent[] = [];

/** One step of the chain; throws an `UpcastFailedError` also when the result is not what the upcaster declares. */
export function applyUpcaster(upcaster: Upcaster, event: StoredEvent): readonly StoredEvent[] {
  const made = upcastOnce(upcaster, event);
  return isList(made) ? made : [made];
}

/** As `applyUpcaster`, without a list around the one event that it is nearly always. */
export function upcastOnce(upcaster: Upcaster, event: StoredEvent): StoredEvent | readonly StoredEvent[] {
  try {
    const result = upcaster.upcast(event);
    if (result === null) return NONE;
    if (isList(result)) for (const made of result) requireDeclared(upcaster, event, made);
    else requireDeclared(upcaster, event, result);
    return result;
  } catch (error) {
    throw new UpcastFailedError(upcaster, event, { cause: error });
  }
}

/** Whether `upcastOnce` made other than one event. */
export function isList(made: StoredEvent | readonly StoredEvent[]): made is readonly StoredEvent[] {
  return Array.isArray(made);
}

function requireDeclared({ makes }: Upcaster, event: StoredEvent, made: StoredEvent): void {
  const { type, schemaVersion } = made;
  if (!makes.some((schema) => schema.type === type && schema.schemaVersion === schemaVersion)) {
    throw new Error(`It declares ${makes.map(schemaName).join(" and ")}, but made ${schemaName(made)}.`);
  }
  if (isRecastOf(made, event)) return;
  if (made.streamId !== event.streamId || made.version !== event.version || made.position !== event.position) {
    throw new Error("It moved the event to another place; an upcaster changes type, schema version and data only.");
  }
}
