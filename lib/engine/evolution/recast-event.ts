import type { EventMetadata, StoredEvent } from "../events";
import type { EventSchema, ReadableEvent } from "./upcaster";

/**
 * An event in another form than it was stored in. Its text is written only when somebody asks: replays never do. A
 * class, because an accessor on each object would give each a shape of its own, ten times slower to read; so
 * `{ ...event }` leaves `dataText` out.
 */
class RecastEvent implements ReadableEvent {
  readonly streamId: string;
  readonly version: number;
  readonly position: bigint;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly metadata: EventMetadata;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly stored: EventSchema;
  #text: string | (() => string);

  constructor(event: StoredEvent, to: EventSchema, stored: EventSchema, data: unknown, text: string | (() => string)) {
    this.streamId = event.streamId;
    this.version = event.version;
    this.position = event.position;
    this.eventId = event.eventId;
    this.type = to.type;
    this.schemaVersion = to.schemaVersion;
    this.data = data;
    this.metadata = event.metadata;
    this.occurredAt = event.occurredAt;
    this.recordedAt = event.recordedAt;
    this.stored = stored;
    this.#text = text;
  }

  get dataText(): string {
    if (typeof this.#text === "function") this.#text = this.#text();
    return this.#text;
  }
}

/** The event in another schema with other data, whose text `writeText` makes on demand. */
export function recast(event: StoredEvent, to: EventSchema, data: unknown, writeText: () => string): StoredEvent {
  return new RecastEvent(event, to, to, data, writeText);
}

/** The event as it is read; `stored` says what it was stored as. */
export function readable(event: StoredEvent, stored: EventSchema): ReadableEvent {
  return new RecastEvent(event, event, stored, event.data, () => event.dataText);
}
