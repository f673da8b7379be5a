/** A name that an expression can use: a field that occurs in stored events, a field of `event`, a column. */
export interface CelName {
  /** As it is written: `data.amount`, `event.occurredAt`. */
  readonly name: string;
  readonly kind: string;
  /** In which share of the events it stands, from 0 to 1; `null` where that means nothing. */
  readonly presence: number | null;
}

/** The fields of `event`, in every expression. */
export const EVENT_NAMES: readonly CelName[] = [
  { name: "event.type", kind: "text", presence: null },
  { name: "event.streamId", kind: "text", presence: null },
  { name: "event.version", kind: "number, from 1 in its stream", presence: null },
  { name: "event.position", kind: "whole number", presence: null },
  { name: "event.occurredAt", kind: "time", presence: null },
  { name: "event.recordedAt", kind: "time", presence: null },
  { name: "event.eventId", kind: "text", presence: null },
  { name: "event.schemaVersion", kind: "number", presence: null },
  { name: "event.metadata", kind: "object", presence: null },
];
