import type { StoredEvent } from "../events";

/** A type of event in one of its schema versions: a node of the graph that upcasters are the edges of. */
export interface EventSchema {
  readonly type: string;
  readonly schemaVersion: number;
}

/** Turns a stored event of one schema into zero, one or several events of a newer one. Pure. */
export interface Upcaster {
  readonly id: string;
  readonly title: string;
  readonly from: EventSchema;
  /** The schema of what it makes, or of the first of several. */
  readonly to: EventSchema;
  /** Every schema that it can make, `to` first; several only where it splits events. */
  readonly makes: readonly EventSchema[];
  /** It passes every event over; left out where that is not known. */
  readonly dropsAll?: boolean;
  readonly source: "code" | "console";
  /** Changes when what the upcaster does changes, and is the same in every process and build. */
  readonly fingerprint: string;
  /** The fields of the event besides its data that it may look at; left out where it may look at all. */
  readonly eventFields?: ReadonlySet<string>;
  /** Of one in code: the text of its function, as this process runs it. */
  readonly sourceText?: string;
  upcast(event: StoredEvent): StoredEvent | readonly StoredEvent[] | null;
}

/** An event as it is read for meaning: upcast to the newest schema that its upcasters lead to. */
export interface ReadableEvent extends StoredEvent {
  /** What the event was stored as. */
  readonly stored: EventSchema;
}

/** `Payment@2`: how a schema is written in messages and in the console. */
export function schemaName({ type, schemaVersion }: EventSchema): string {
  return `${type}@${schemaVersion}`;
}
