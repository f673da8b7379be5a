import type { StoredEvent } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import type { ReadableEvent } from "../evolution/upcaster";
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
  const upcasts =
    projection.reads === "today" && chain.upcasters.some(({ from }) => sources === null || sources.includes(from.type));
  const wide = upcasts || projection.eventFields.length > 0;
  return {
    columns: wide ? WIDE : NARROW,
    types: upcasts ? sources : types,
    decode: upcasts
      ? (fields) => chain.upcast(wideEvent(fields))
      : wide
        ? (fields) => [wideEvent(fields)]
        : (fields) => [new NarrowEvent(fields)],
  };
}

/** Names the upcasters that a read model of this projection is built with. */
export function upcasterHash(projection: Projection, chain: UpcasterChain): string {
  if (projection.reads === "stored") return "none";
  return projection.types === null ? chain.hash : chain.hashFor(projection.types);
}

const field = (fields: readonly string[], index: number) => fields[index] ?? "";

function wideEvent(fields: readonly string[]): ReadableEvent {
  const event = new NarrowEvent(fields);
  return {
    ...event,
    data: event.data,
    eventId: field(fields, 7),
    metadata: JSON.parse(field(fields, 8)),
    recordedAt: instantOf(field(fields, 9)),
  };
}

const UNPARSED = Symbol("unparsed");

/** An event of which only the fields were fetched that its projection declared. */
class NarrowEvent implements ReadableEvent {
  readonly streamId: string;
  readonly version: number;
  readonly position: bigint;
  readonly type: string;
  readonly schemaVersion: number;
  readonly dataText: string;
  readonly occurredAt: Date;
  readonly stored: ReadableEvent["stored"];
  #data: unknown = UNPARSED;

  constructor(fields: readonly string[]) {
    this.position = BigInt(field(fields, 0));
    this.streamId = field(fields, 1);
    this.version = Number(field(fields, 2));
    this.type = field(fields, 3);
    this.schemaVersion = Number(field(fields, 4));
    this.occurredAt = instantOf(field(fields, 5));
    this.dataText = field(fields, 6);
    this.stored = { type: this.type, schemaVersion: this.schemaVersion };
  }

  // Parsed only when asked for: many handlers count an event, or note its time, and never look into it.
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
