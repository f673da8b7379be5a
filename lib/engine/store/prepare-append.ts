import { InvalidEventError } from "../errors";
import type { PreparedAppend } from "./append";
import { eventColumns } from "./event-columns";
import type { Append } from "./event-store";
import { checkStreamId } from "./stream-name";

/** Checks everything about an append that needs no database. */
export function prepareAppend({ streamId, expected, events }: Append, maxPayloadBytes: number): PreparedAppend {
  checkStreamId(streamId);
  if (typeof expected === "number" && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new InvalidEventError("expected", `must be "any", "exists" or a whole number from 0, and is ${expected}.`);
  }
  if (events.length === 0) throw new InvalidEventError("events", "is empty; there is nothing to append.");
  const columns = events.map((event) => eventColumns(event, maxPayloadBytes));
  if (new Set(columns.map((event) => event.eventId.toLowerCase())).size < columns.length) {
    throw new InvalidEventError("events", "holds the same event id twice.");
  }
  return { streamId, expected, events: columns };
}
