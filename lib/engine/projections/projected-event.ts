import type { StoredEvent } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import type { EventSchema, ReadableEvent, Upcaster } from "../evolution/upcaster";
import { ownText } from "./own-text";
import type { EventField, Projection } from "./projection";

const NARROW = [
  "position",
  "stream_id",
  "version",
  "type",
  "schema_version",
  "(occurred_at at time zone 'UTC')",
  "data",
];
const ENVELOPE: readonly EventField[] = ["eventId", "metadata", "recordedAt"];
const WIDE = [...NARROW, "event_id", "metadata", "(recorded_at at time zone 'UTC')"];

/** How one run of a projection reads events: which columns it fetches, and what it makes of them. */
export interface EventReading {
  /** The expressions to select, each to be read as text. */
  readonly columns: readonly string[];
  /** The stored types to select; `null`: all. */
  readonly types: readonly string[] | null;
  /** The events to fold, in order, of one row of `columns`. */
  readonly decode: (fields: readonly string[]) => readonly ReadableEvent[];
}

/** Leaves out the envelope that nobody reads, and the upcasters when none of them touches the projection's types. */
export function eventReading(projection: Projection, chain: UpcasterChain): EventReading {
  const { types } = projection;
  const sources = types === null ? null : chain.sourcesOf(types);
  const upcasters = projection.reads === "stored" ? [] : chain.upcastersOf(sources);
  const upcasts = upcasters.length > 0;
  const wide = projection.eventFields.length > 0 || upcasters.some(looksAtEnvelope);
  const Event = wide ? WideEvent : NarrowEvent;
  const schemaOf = knownSchemas();
  return {
    columns: wide ? WIDE : NARROW,
    types: upcasts ? sources : types,
    decode: (fields) => {
      const event = new Event(fields, schemaOf(fields));
      return upcasts ? chain.upcast(event) : [event];
    },
  };
}

/**
 * Reads events as they lie in the store; whoever reads says of which types. Without the envelope where these upcasters do
 * not look at it; `null`: with all of it.
 */
export function storedReading(upcasters: readonly Upcaster[] | null): EventReading {
  const wide = upcasters?.some(looksAtEnvelope) ?? true;
  const Event = wide ? WideEvent : NarrowEvent;
  const schemaOf = knownSchemas();
  return { columns: wide ? WIDE : NARROW, types: null, decode: (fields) => [new Event(fields, schemaOf(fields))] };
}

/** An upcaster in code may look at any field; one of the console says at which it looks. */
function looksAtEnvelope({ eventFields }: Upcaster): boolean {
  return eventFields === undefined || ENVELOPE.some((name) => eventFields.has(name));
}

/** Names the upcasters that a read model of this projection is built with. */
export function upcasterHash(projection: Projection, chain: UpcasterChain): string {
  if (projection.reads === "stored") return "none";
  return projection.types === null ? chain.hash : chain.hashFor(projection.types);
}

const field = (fields: readonly string[], index: number) => fields[index] ?? "";

/** Gives every event of a schema the same object, and the same string as its type. */
function knownSchemas(): (fields: readonly string[]) => EventSchema {
  const schemas = new Map<string, EventSchema[]>();
  return (fields) => {
    const type = field(fields, 3);
    const schemaVersion = Number(field(fields, 4));
    const ofType = schemas.get(type) ?? [];
    const known = ofType.find((schema) => schema.schemaVersion === schemaVersion);
    if (known !== undefined) return known;
    const schema = { type: ofType[0]?.type ?? ownText(type), schemaVersion };
    schemas.set(schema.type, [...ofType, schema]);
    return schema;
  };
}

const UNPARSED = Symbol("unparsed");

/**
 * An event of which only the fields were fetched that its projection declared. Each is read when it is asked for: many
 * handlers count an event, or note its time, and never look further. So `{ ...event }` leaves most of it out.
 */
class NarrowEvent implements ReadableEvent {
  readonly streamId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly stored: EventSchema;
  protected readonly fields: readonly string[];
  #data: unknown = UNPARSED;
  #occurredAt: Date | null = null;

  constructor(fields: readonly string[], stored: EventSchema) {
    this.fields = fields;
    this.streamId = field(fields, 1);
    this.type = stored.type;
    this.schemaVersion = stored.schemaVersion;
    this.stored = stored;
  }

  get position(): bigint {
    return BigInt(field(this.fields, 0));
  }

  get version(): number {
    return Number(field(this.fields, 2));
  }

  get occurredAt(): Date {
    this.#occurredAt ??= instantOf(field(this.fields, 5));
    return this.#occurredAt;
  }

  get dataText(): string {
    return field(this.fields, 6);
  }

  get data(): unknown {
    if (this.#data === UNPARSED) this.#data = JSON.parse(this.dataText);
    return this.#data;
  }

  get eventId(): string {
    throw undeclared("eventId");
  }

  get metadata(): StoredEvent["metadata"] {
    throw undeclared("metadata");
  }

  get recordedAt(): Date {
    throw undeclared("recordedAt");
  }
}

/** An event with all its fields. */
class WideEvent extends NarrowEvent {
  #metadata: StoredEvent["metadata"] | null = null;
  #recordedAt: Date | null = null;

  override get eventId(): string {
    return field(this.fields, 7);
  }

  override get metadata(): StoredEvent["metadata"] {
    this.#metadata ??= JSON.parse(field(this.fields, 8)) as StoredEvent["metadata"];
    return this.#metadata;
  }

  override get recordedAt(): Date {
    this.#recordedAt ??= instantOf(field(this.fields, 9));
    return this.#recordedAt;
  }
}

function undeclared(name: EventField): TypeError {
  return new TypeError(`event.${name} was not fetched: name "${name}" in the projection's eventFields.`);
}

const digits = (text: string, from: number, to: number) => {
  let number = 0;
  for (let index = from; index < to; index++) number = number * 10 + text.charCodeAt(index) - 48;
  return number;
};

/** `2026-08-01 12:30:45.123456` in UTC, as Postgres prints it, cut to milliseconds. */
export function instantOf(text: string): Date {
  if (text[4] !== "-" || text[10] !== " " || text.endsWith("C")) return new Date(Number.NaN);
  const millisecond = text[19] === "." ? Number(text.slice(20, 23).padEnd(3, "0")) : 0;
  const utc = Date.UTC(
    digits(text, 0, 4),
    digits(text, 5, 7) - 1,
    digits(text, 8, 10),
    digits(text, 11, 13),
    digits(text, 14, 16),
    digits(text, 17, 19),
    millisecond,
  );
  return new Date(utc);
}
