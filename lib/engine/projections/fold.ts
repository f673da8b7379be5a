import { ProjectionFailedError } from "../errors";
import type { ReadableEvent } from "../evolution/upcaster";
import type { Handler, Projection, ReadModelRow } from "./projection";

type Row = Record<string, unknown>;

/** Rows by key; `null` is a row that was deleted, or that is known not to exist. Folding changes rows in place. */
export type Rows = Map<string, Row | null>;

/** An event together with the rows that it changes. */
export interface FoldStep {
  readonly event: ReadableEvent;
  readonly keys: readonly string[];
  readonly handler: Handler<ReadModelRow>;
}

const MAX_KEY_LENGTH = 512;

/** What the projection is going to do with an event; `null`: nothing. */
export function foldStep(projection: Projection, event: ReadableEvent): FoldStep | null {
  const handler = projection.handlerOf(event.type);
  if (handler === undefined) return null;
  try {
    const keys = checkedKeys(projection.key(event));
    return keys.length === 0 ? null : { event, keys, handler };
  } catch (cause) {
    throw new ProjectionFailedError(projection.name, event, { cause });
  }
}

/** Folds one key of a step into `rows`, which must hold that row or lack it rightly. */
export function foldInto(projection: Projection, rows: Rows, { event, handler }: FoldStep, key: string): void {
  try {
    const stored = rows.get(key) ?? null;
    // The handler works on a copy: whatever it does to that, the row changes only by what it returns.
    const after: unknown = handler(stored === null ? null : { ...stored }, event);
    if (after === null) {
      rows.set(key, null);
      return;
    }
    const values = canonicalValues(projection, after, stored);
    if (stored === null) rows.set(key, replaceValues(projection, projection.emptyRow(), values));
    else replaceValues(projection, stored, values);
  } catch (cause) {
    throw new ProjectionFailedError(projection.name, event, { cause, key });
  }
}

/**
 * Folds what one stored event changes, which is several steps when an upcaster splits it: all of it, or nothing when one
 * of its rows fails.
 */
export function foldEvent(projection: Projection, rows: Rows, steps: readonly FoldStep[]): void {
  const before: [string, Row | null | undefined][] = [];
  const last = steps.at(-1);
  try {
    for (const step of steps) {
      for (const key of step.keys) {
        // Nothing can fail after the last row, so that the usual event, which changes one, costs no copy.
        if (step !== last || key !== step.keys.at(-1)) before.push([key, copyOf(projection, rows.get(key))]);
        foldInto(projection, rows, step, key);
      }
    }
  } catch (error) {
    for (const [key, row] of before.reverse()) {
      if (row === undefined) rows.delete(key);
      else rows.set(key, row);
    }
    throw error;
  }
}

/** A copy that later folding leaves as it is. */
function copyOf({ codecs }: Projection, row: Row | null | undefined): Row | null | undefined {
  if (row === null || row === undefined) return row;
  const copy: Row = {};
  for (const { name } of codecs) {
    const value = row[name];
    copy[name] = value instanceof Date ? new Date(value) : value;
  }
  return copy;
}

/** Folds events, read as the projection reads them, into rows: what every way of running it must agree with. */
export function foldAll(projection: Projection, events: Iterable<ReadableEvent>, rows: Rows = new Map()): Rows {
  for (const event of events) {
    const step = foldStep(projection, event);
    if (step !== null) for (const key of step.keys) foldInto(projection, rows, step, key);
  }
  return rows;
}

function checkedKeys(keys: string | readonly string[] | null): readonly string[] {
  if (keys === null) return NO_KEYS;
  if (typeof keys === "string") return [checkedKey(keys)];
  return keys.length < 2 ? keys.map(checkedKey) : [...new Set(keys)].map(checkedKey);
}

const NO_KEYS: readonly string[] = [];
const UNSTORABLE = /\0|\p{Surrogate}/u;

function checkedKey(key: string): string {
  if (typeof key !== "string") throw new TypeError(`The key must be text, and is of type ${typeof key}.`);
  if (key === "" || key.length > MAX_KEY_LENGTH) {
    throw new TypeError(`The key must have 1 to ${MAX_KEY_LENGTH} characters, and has ${key.length}.`);
  }
  if (UNSTORABLE.test(key)) throw new TypeError("The key holds a NUL character or half of a surrogate pair.");
  return key;
}

function canonicalValues(projection: Projection, after: unknown, stored: Row | null): unknown[] {
  if (typeof after !== "object" || after === null) {
    throw new TypeError(`The handler returned ${typeof after}; it must return the row, or null to delete it.`);
  }
  for (const name in after) {
    if (!Object.hasOwn(projection.columns, name)) throw new TypeError(`The row has "${name}", which is no column.`);
  }
  const given = after as Row;
  return projection.codecs.map(({ name, codec }) => {
    const value = given[name] ?? null;
    if (value === null) return null;
    const unchanged = typeof value !== "object" && stored !== null && value === stored[name];
    return unchanged ? value : canonicalValue(name, value, codec.canonical);
  });
}

function canonicalValue(column: string, value: unknown, canonical: (value: unknown) => unknown): unknown {
  try {
    return canonical(value);
  } catch (error) {
    throw new TypeError(`Column "${column}" ${error instanceof Error ? error.message : String(error)}.`);
  }
}

// A replay keeps very many rows for long: changing them in place leaves the garbage collector only short-lived copies.
function replaceValues(projection: Projection, row: Row, values: readonly unknown[]): Row {
  for (let index = 0; index < values.length; index++) {
    const name = projection.codecs[index]?.name ?? "";
    const value = values[index];
    const present = row[name];
    if (present instanceof Date && value instanceof Date) present.setTime(value.getTime());
    else if (present !== value) row[name] = value;
  }
  return row;
}
