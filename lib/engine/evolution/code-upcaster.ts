import type { StoredEvent } from "../events";
import { contentHash } from "./content-hash";
import { keepDigits } from "./keep-digits";
import { recast, type WriteText } from "./recast-event";
import { schemaName, type Upcaster } from "./upcaster";

/** What an event's data is to code: an object whose fields are not known yet. */
export type EventData = Readonly<Record<string, unknown>>;

const SEVERAL = Symbol("foldline.several");

/** Returned by an upcaster: the event has no meaning any more and is passed over. */
export const dropEvent: unique symbol = Symbol("foldline.drop");

/** Returned by an upcaster: one stored event is read as several, in this order. */
export interface SeveralEvents {
  readonly [SEVERAL]: readonly object[];
}

/** Makes one stored event be read as several events of the new schema, in this order. */
export function severalEvents(payloads: readonly object[]): SeveralEvents {
  return { [SEVERAL]: payloads };
}

export interface CodeUpcaster<Data> {
  readonly type: string;
  /** The schema version that it reads. */
  readonly from: number;
  /** The schema version that it makes. */
  readonly to: number;
  /** The type that it makes, where the type was renamed. */
  readonly toType?: string;
  /** What changed, as the console shows it: `Amounts are in cents`. */
  readonly title: string;
  /** Raise it when the function changes what it does, so that snapshots and read models know. Defaults to 1. */
  readonly revision?: number;
  /** Pure; makes the new data and leaves the old as it is. */
  readonly upcast: (data: Data, event: StoredEvent) => object | SeveralEvents | typeof dropEvent;
}

/** An upcaster written in code. */
export function codeUpcaster<Data extends object = EventData>(definition: CodeUpcaster<Data>): Upcaster {
  const from = { type: definition.type, schemaVersion: definition.from };
  const to = { type: definition.toType ?? definition.type, schemaVersion: definition.to };
  return {
    id: `code:${schemaName(from)}→${schemaName(to)}`,
    title: definition.title,
    from,
    to,
    makes: [to],
    source: "code",
    fingerprint: contentHash({ from, to, revision: definition.revision ?? 1 }),
    sourceText: definition.upcast.toString(),
    upcast(event) {
      const result = definition.upcast(objectData<Data>(event), event);
      if (result === dropEvent) return null;
      if (isSeveral(result)) return result[SEVERAL].map((data) => withData(event, data));
      return withData(event, result);
    },
  };

  function withData(event: StoredEvent, data: object): StoredEvent {
    if (typeof data !== "object" || data === null) throw new Error(`It returned ${String(data)} instead of an object.`);
    return recast(event, { to, data, stored: from, hasOwnDigits: false }, writeText);
  }
}

const writeText: WriteText = (before, data) => keepDigits(data, before);

/** The author of an upcaster says which fields events of its schema have; that they are an object is checked here. */
function objectData<Data>(event: StoredEvent): Data {
  if (typeof event.data !== "object" || event.data === null) throw new Error("The data is no object.");
  return event.data as Data;
}

function isSeveral(result: unknown): result is SeveralEvents {
  return typeof result === "object" && result !== null && SEVERAL in result;
}
