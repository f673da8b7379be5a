import { ProjectionFailedError } from "../errors";
import type { ReadableEvent } from "../evolution/upcaster";
import type { ColumnCodec } from "./columns";
import type { Handler, Projection, ReadModelRow } from "./projection";

export type Row = Record<string, unknown>;

/** What folding needs of rows by key. */
export interface FoldableRows {
  /** A row of the caller's own: whatever is done to it changes nothing here. */
  get(key: string): Row | null | undefined;
  /** Keeps what the columns make of the row; throws, and changes nothing, when one of them refuses its value. */
  set(key: string, row: ReadModelRow | null): void;
  delete(key: string): void;
}

/** Rows by key; `null` is a row that was deleted, or that is known not to exist. */
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
export function foldInto(
  projection: Projection,
  rows: Rows | FoldableRows,
  { event, handler }: FoldStep,
  key: string,
): void {
  const kept = rows instanceof Map ? objectRows(projection, rows) : rows;
  try {
    // The row is the handler's own: whatever it does to that, the row kept changes only by what it returns.
    kept.set(key, handler(kept.get(key) ?? null, event));
  } catch (cause) {
    throw new ProjectionFailedError(projection.name, event, { cause, key });
  }
}

/**
 * Folds what one stored event changes, which is several steps when an upcaster splits it: all of it, or nothing when one
 * of its rows fails.
 */
export function foldEvent(projection: Projection, rows: Rows | FoldableRows, steps: readonly FoldStep[]): void {
  const before: [string, Row | null | undefined][] = [];
  const last = steps.at(-1);
  try {
    for (const step of steps) {
      for (const key of step.keys) {
        // Nothing can fail after the last row, so that the usual event, which changes one, costs no look before it.
        if (step !== last || key !== step.keys.at(-1)) before.push([key, rows.get(key)]);
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

/** Rows in a map, which are replaced and never changed. */
function objectRows(projection: Projection, rows: Rows): FoldableRows {
  return {
    get(key) {
      const row = rows.get(key) ?? null;
      return row === null ? row : { ...row };
    },
    set(key, row) {
      rows.set(key, row === null ? null : canonicalRow(projection, row, rows.get(key) ?? null));
    },
    delete: (key) => rows.delete(key),
  };
}

/** What a handler returned, when it is a row of these columns. */
export function checkedRow({ columns }: Projection, after: unknown): Row {
  if (typeof after !== "object" || after === null) {
    throw new TypeError(`The handler returned ${typeof after}; it must return the row, or null to delete it.`);
  }
  for (const name in after) {
    if (!Object.hasOwn(columns, name)) throw new TypeError(`The row has "${name}", which is no column.`);
  }
  return after as Row;
}

function canonicalRow(projection: Projection, after: unknown, stored: Row | null): Row {
  const given = checkedRow(projection, after);
  const row = projection.emptyRow();
  for (const { name, codec } of projection.codecs) {
    const value = given[name] ?? null;
    if (value === null) continue;
    const unchanged = typeof value !== "object" && stored !== null && value === stored[name];
    row[name] = unchanged ? value : canonicalValue(name, value, codec);
  }
  return row;
}

/** What the column keeps of a value; throws a TypeError that names the column. */
export function canonicalValue(column: string, value: unknown, codec: ColumnCodec): unknown {
  try {
    return codec.canonical(value);
  } catch (error) {
    throw new TypeError(`Column "${column}" ${error instanceof Error ? error.message : String(error)}.`);
  }
}
