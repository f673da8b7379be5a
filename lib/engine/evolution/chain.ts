import { UpcasterChainError, UpcastFailedError } from "../errors";
import type { StoredEvent } from "../events";
import { isList, upcastOnce } from "./apply-upcaster";
import { checkChain } from "./check-chain";
import { contentHash } from "./content-hash";
import { isReadable, readable } from "./recast-event";
import { type ChainTrace, traceUpcasts } from "./trace";
import { type EventSchema, type ReadableEvent, schemaName, type Upcaster } from "./upcaster";

/** An event read through the chain, or why it cannot be. */
export type UpcastResult =
  | { readonly ok: true; readonly events: readonly ReadableEvent[] }
  | { readonly ok: false; readonly error: UpcastFailedError };

/** Upcasters that were checked and lie ready to read events with. */
export interface UpcasterChain {
  readonly upcasters: readonly Upcaster[];
  /** What the event means today: usually one event; throws an `UpcastFailedError`. */
  upcast(event: StoredEvent): ReadableEvent[];
  /** As `upcast`, with the error as a value: one event that cannot be read must not hide the others. */
  tryUpcast(event: StoredEvent): UpcastResult;
  /** Every step from the stored event to today's, for a person to look at; never throws. */
  trace(event: StoredEvent): ChainTrace;
  /** Names what all upcasters together do. */
  readonly hash: string;
  /** Names what the upcasters do that have a part in reading events of these types; others do not change it. */
  hashFor(types: readonly string[]): string;
  /** The stored types whose events can be read as one of these, for `type = any(…)`; these types included. */
  sourcesOf(types: readonly string[]): string[];
  /** The schema that events of this one are read as; the main one, where an upcaster splits them. */
  readAs(schema: EventSchema): EventSchema;
  /** Every schema that events of this one can be read as, the main one first. */
  allReadAs(schema: EventSchema): EventSchema[];
  /** The upcasters that events stored as these types can pass through; `null`: any types. */
  upcastersOf(types: readonly string[] | null): readonly Upcaster[];
  isIdentityFor(type: string, schemaVersion: number): boolean;
}

// Splits behind splits multiply.
const MOST_EVENTS = 1_000;

/** Compiles upcasters to a chain; throws an `UpcasterChainError` where `checkChain` finds problems. */
export function compileChain(upcasters: readonly Upcaster[]): UpcasterChain {
  const problems = checkChain(upcasters);
  if (problems.length > 0) throw new UpcasterChainError(problems.map(({ message }) => message));

  const edges = new Map<string, Map<number, Upcaster>>();
  for (const upcaster of upcasters) {
    const ofType = edges.get(upcaster.from.type) ?? new Map<number, Upcaster>();
    edges.set(upcaster.from.type, ofType.set(upcaster.from.schemaVersion, upcaster));
  }
  const edgeFrom = (type: string, schemaVersion: number) => edges.get(type)?.get(schemaVersion);
  const schemaOf = internedSchemas();

  function upcast(event: StoredEvent): ReadableEvent[] {
    let current = event;
    for (;;) {
      const edge = edgeFrom(current.type, current.schemaVersion);
      if (edge === undefined) return [finish(current, event)];
      const made = upcastOnce(edge, current);
      if (isList(made)) {
        const all = made.flatMap((each) => upcast(each).map((read) => finish(read, event)));
        if (all.length <= MOST_EVENTS) return all;
        const cause = new Error(`One event may become ${MOST_EVENTS} events; this one becomes ${all.length}.`);
        throw new UpcastFailedError(edge, current, { cause });
      }
      current = made;
    }
  }

  const finish = (read: StoredEvent, event: StoredEvent): ReadableEvent =>
    isReadable(read) ? read : readable(read, schemaOf(event.type, event.schemaVersion));

  /** Every schema that an event passes through or ends as, along the main one first. */
  function schemasFrom(schema: EventSchema, seen = new Map<string, EventSchema>()): EventSchema[] {
    if (!seen.has(schemaName(schema))) {
      seen.set(schemaName(schema), schema);
      for (const made of edgeFrom(schema.type, schema.schemaVersion)?.makes ?? []) schemasFrom(made, seen);
    }
    return [...seen.values()];
  }

  function allReadAs(schema: EventSchema): EventSchema[] {
    return schemasFrom(schema).filter((each) => edgeFrom(each.type, each.schemaVersion) === undefined);
  }

  function readAs(schema: EventSchema): EventSchema {
    const edge = edgeFrom(schema.type, schema.schemaVersion);
    return edge === undefined ? schema : readAs(edge.to);
  }

  function hashFor(types: readonly string[]): string {
    const wanted = new Set(types);
    return hashOf(upcasters.filter(({ from }) => schemasFrom(from).some(({ type }) => wanted.has(type))));
  }

  return {
    upcasters,
    upcast,
    tryUpcast(event) {
      try {
        return { ok: true, events: upcast(event) };
      } catch (error) {
        if (error instanceof UpcastFailedError) return { ok: false, error };
        throw error;
      }
    },
    trace: (event) => traceUpcasts(event, edgeFrom, (each) => finish(each, event)),
    hash: hashOf(upcasters),
    hashFor: memoized(hashFor),
    sourcesOf(types) {
      const wanted = new Set(types);
      const sources = upcasters.filter(({ from }) => allReadAs(from).some(({ type }) => wanted.has(type)));
      return [...new Set([...types, ...sources.map(({ from }) => from.type)])];
    },
    readAs,
    allReadAs,
    upcastersOf(types) {
      if (types === null) return upcasters;
      const first = upcasters.filter(({ from }) => types.includes(from.type));
      const passed = first.flatMap(({ from }) => schemasFrom(from));
      return [...new Set(passed.flatMap(({ type, schemaVersion }) => edgeFrom(type, schemaVersion) ?? []))];
    },
    isIdentityFor: (type, schemaVersion) => edgeFrom(type, schemaVersion) === undefined,
  };
}

function hashOf(upcasters: readonly Upcaster[]): string {
  return contentHash(upcasters.map(({ fingerprint }) => fingerprint).sort());
}

/** Gives every event of a schema the same object, instead of one more object per event. */
function internedSchemas(): (type: string, schemaVersion: number) => EventSchema {
  const schemas = new Map<string, Map<number, EventSchema>>();
  return (type, schemaVersion) => {
    let ofType = schemas.get(type);
    if (ofType === undefined) {
      ofType = new Map();
      schemas.set(type, ofType);
    }
    let schema = ofType.get(schemaVersion);
    if (schema === undefined) {
      schema = Object.freeze({ type, schemaVersion });
      ofType.set(schemaVersion, schema);
    }
    return schema;
  };
}

function memoized(hashFor: (types: readonly string[]) => string): (types: readonly string[]) => string {
  const known = new Map<string, string>();
  return (types) => {
    const key = JSON.stringify([...types].sort());
    const hash = known.get(key) ?? hashFor(types);
    known.set(key, hash);
    return hash;
  };
}
