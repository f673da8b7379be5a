import type { EventMetadata, StoredEvent } from "../events";
import type { EventSchema, ReadableEvent } from "./upcaster";

/** Writes the text of an event that was made of another one. */
export type WriteText = (before: StoredEvent, data: unknown) => string;

/**
 * An event in another form than it was stored in. Its text is written only when somebody asks: replays never do. What is
 * not of the new form is looked up in the event as it was stored, whose fields may not have been fetched; so
 * `{ ...event }` leaves most of it out.
 */
class RecastEvent implements ReadableEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly stored: EventSchema;
  /** Whether it has numbers whose digits neither its data nor the text of the stored event tells. */
  readonly hasOwnDigits: boolean;
  /** The event as it was stored. */
  readonly origin: StoredEvent;
  /** The event one step before. */
  readonly before: StoredEvent;
  readonly #writeText: WriteText;
  #text: string | null = null;

  constructor(before: StoredEvent, form: Form, writeText: WriteText) {
    const last = before instanceof RecastEvent ? before : null;
    this.type = form.to.type;
    this.schemaVersion = form.to.schemaVersion;
    this.data = form.data;
    this.stored = last?.stored ?? form.stored;
    this.hasOwnDigits = form.hasOwnDigits || last?.hasOwnDigits === true;
    this.origin = last?.origin ?? before;
    this.before = before;
    this.#writeText = writeText;
  }

  get dataText(): string {
    this.#text ??= this.#writeText(this.before, this.data);
    return this.#text;
  }

  get streamId(): string {
    return this.origin.streamId;
  }

  get version(): number {
    return this.origin.version;
  }

  get position(): bigint {
    return this.origin.position;
  }

  get eventId(): string {
    return this.origin.eventId;
  }

  get metadata(): EventMetadata {
    return this.origin.metadata;
  }

  get occurredAt(): Date {
    return this.origin.occurredAt;
  }

  get recordedAt(): Date {
    return this.origin.recordedAt;
  }
}

interface Form {
  readonly to: EventSchema;
  readonly data: unknown;
  /** What the first event of the way was stored as. */
  readonly stored: EventSchema;
  readonly hasOwnDigits: boolean;
}

/** The event in another schema with other data, whose text `writeText` makes on demand. */
export function recast(before: StoredEvent, form: Form, writeText: WriteText): StoredEvent {
  return new RecastEvent(before, form, writeText);
}

/** Whether `made` is `before` in another form: it is in the same place then, without looking. */
export function isRecastOf(made: StoredEvent, before: StoredEvent): boolean {
  return made instanceof RecastEvent && made.before === before;
}

/** An event of the store as it is read, where no upcaster made it another; `stored` says what it was stored as. */
export function readable(event: StoredEvent, stored: EventSchema): ReadableEvent {
  return new RecastEvent(event, { to: event, data: event.data, stored, hasOwnDigits: false }, sameText);
}

/** A text in which every number of the event stands as its digits, or as its double shows it. */
export function digitsSource(event: StoredEvent): string {
  return event instanceof RecastEvent && !event.hasOwnDigits ? event.origin.dataText : event.dataText;
}

const sameText: WriteText = ({ dataText }) => dataText;

/** Whether the event says what it was stored as. */
export function isReadable(event: StoredEvent): event is ReadableEvent {
  return (event as Partial<ReadableEvent>).stored !== undefined;
}
