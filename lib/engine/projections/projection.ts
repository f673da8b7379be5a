import { createHash } from "node:crypto";
import type { Queryable } from "../events";
import type { ReadableEvent } from "../evolution/upcaster";
import { type ColumnCodec, columnCodec, type PgType } from "./columns";
import { InvalidProjectionError } from "./errors";

/** A row of a read model without its key. `null` is SQL's null. */
export type ReadModelRow = Readonly<Record<string, unknown>>;

/** Fields of an event that a replay fetches only when asked to. */
export type EventField = "eventId" | "metadata" | "recordedAt";

/**
 * When the rows are written: by workers soon after an append (`async`), in the append's own transaction (`inline`), or
 * not at all (`live`): they are folded when somebody asks.
 */
export type ProjectionMode = "async" | "inline" | "live";

/** What becomes of an event that cannot be applied, once it was tried `attempts` times. */
export interface ErrorPolicy {
  /** `park`: it and the later events of its stream wait; `skip`: it is left out; `stop`: its partition waits for it. */
  readonly policy: "park" | "skip" | "stop";
  /** 1 to 20; with pauses of 1 s, 2 s, 4 s … in between. */
  readonly attempts: number;
}

/** Writes what events change, in their order and in the transaction that moves the checkpoint. */
export type RawApply = (events: readonly ReadableEvent[], context: RawContext) => Promise<void>;

export interface RawContext {
  /** A statement in the transaction of the batch. */
  readonly query: Queryable["query"];
  /** The table to write, as it is written in SQL: it has another name in each version. */
  readonly table: string;
}

export type Handler<Row> = (row: Row | null, event: ReadableEvent) => Row | null;

/**
 * A keyed fold: what `projection` takes. Handlers and `key` must be pure: the same event may be folded again, in other
 * batches and in other processes.
 *
 * A `numeric(p,s)` column holds JavaScript numbers. The engine rounds them to `s` places after every step of the fold,
 * halves away from zero, so that sums never drift; `p` is 15 at most, which is what a double holds exactly.
 * `timestamptz` is a Date, `bigint` a bigint, `date` text such as "2026-08-01", everything else its plain value.
 */
export interface ProjectionDefinition<Row> {
  /** Lower-case letters, digits, `-` and `_`; at most 40. Consumers read `read_models.<name>`, with `-` turned into `_`. */
  readonly name: string;
  /** Raise it when the meaning changes; a rebuild then fills a new read model. */
  readonly version: number;
  readonly description?: string;
  /** The row or rows that an event changes; `null`: none. The stream's id when left out. */
  readonly key?: (event: ReadableEvent) => string | readonly string[] | null;
  /** The name of the key's column; `key` when left out. */
  readonly keyColumn?: string;
  /**
   * `stream`: every key belongs to one stream, so that partitions share the events out. `key`: several streams may meet
   * in one row; each partition reads all events and keeps its own keys. The default is `stream` without a `key` function,
   * `key` with one.
   */
  readonly keyedBy?: "stream" | "key";
  readonly columns: { readonly [Column in keyof Row & string]: PgType };
  readonly indexes?: readonly (readonly (keyof Row & string)[])[];
  /** How many workers can share it; 16 when left out. */
  readonly partitions?: number;
  /** `today`: events as the upcasters make them; `stored`: as they were written. */
  readonly reads?: "today" | "stored";
  /** Which of these the handlers read; all when left out. Naming fewer makes a replay faster; the others then throw. */
  readonly eventFields?: readonly EventField[];
  /** `async` when left out. */
  readonly mode?: ProjectionMode;
  /** Parks the stream after three attempts when left out. */
  readonly onError?: ErrorPolicy;
  /** One handler a type; `*` is for every type that has none of its own. Returning `null` deletes the row. */
  readonly on: Readonly<Record<string, Handler<Row>>>;
}

/** A checked definition, as the engine runs it. */
export interface Projection {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly keyColumn: string;
  readonly keyedBy: "stream" | "key";
  readonly columns: Readonly<Record<string, PgType>>;
  readonly codecs: readonly { readonly name: string; readonly codec: ColumnCodec }[];
  readonly indexes: readonly (readonly string[])[];
  readonly partitions: number;
  readonly reads: "today" | "stored";
  readonly eventFields: readonly EventField[];
  /** `fold`: rows by key; `raw`: SQL of the author's own. */
  readonly kind: "fold" | "raw";
  /** What a raw one does with events; `null` of a fold. */
  readonly apply: RawApply | null;
  readonly mode: ProjectionMode;
  readonly onError: ErrorPolicy;
  /** Where the definition was written. */
  readonly source: "code" | "console";
  /** The types it follows, as read today; `null`: every type. */
  readonly types: readonly string[] | null;
  readonly definitionHash: string;
  /** The view consumers read, without its schema. */
  readonly viewName: string;
  readonly key: (event: ReadableEvent) => string | readonly string[] | null;
  /** A row of nulls. */
  readonly emptyRow: () => Record<string, unknown>;
  /** The handler of a type, if the projection follows it. */
  readonly handlerOf: (type: string) => Handler<ReadModelRow> | undefined;
}

const NAME = /^[a-z][a-z0-9_-]{0,39}$/;
const COLUMN = /^[a-z][a-z0-9_]{0,62}$/;
const MAX_PARTITIONS = 1024;
const ALL_FIELDS: readonly EventField[] = ["eventId", "metadata", "recordedAt"];
const MAX_ATTEMPTS = 20;
const PARK: ErrorPolicy = { policy: "park", attempts: 3 };
/** The key of a fold that names none: the stream. */
export const ofTheStream = (event: ReadableEvent) => event.streamId;

/** Checks a definition and makes it runnable; throws an InvalidProjectionError that says what is wrong. */
export function projection<Row extends object>(definition: ProjectionDefinition<Row>): Projection {
  const { name, version, keyColumn = "key", partitions = 16, reads = "today" } = definition;
  const refuse = (problem: string) => new InvalidProjectionError(name, problem);
  if (!NAME.test(name)) throw refuse("has a name that does not match [a-z][a-z0-9_-]* with at most 40 characters.");
  if (!Number.isInteger(version) || version < 1) throw refuse("needs a version that is a whole number from 1.");
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > MAX_PARTITIONS) {
    throw refuse(`needs 1 to ${MAX_PARTITIONS} partitions.`);
  }
  const { mode = "async", onError = PARK } = definition;
  if (!["async", "inline", "live"].includes(mode)) throw refuse(`has the mode "${mode}"; it is async, inline or live.`);
  checkErrorPolicy(onError, refuse);
  const columns: Readonly<Record<string, PgType>> = definition.columns;
  const codecs = Object.entries(columns).map(([column, type]) => ({
    name: column,
    codec: codecOf(column, type, refuse),
  }));
  for (const column of [keyColumn, ...Object.keys(columns)]) {
    if (!COLUMN.test(column)) throw refuse(`has a column "${column}"; columns match [a-z][a-z0-9_]*.`);
  }
  if (Object.hasOwn(columns, keyColumn)) throw refuse(`names its key "${keyColumn}" like a column; set keyColumn.`);
  const indexes: readonly (readonly string[])[] = definition.indexes ?? [];
  const unknown = indexes.flat().find((column) => !Object.hasOwn(columns, column));
  if (unknown !== undefined) throw refuse(`has an index on "${unknown}", which is no column.`);
  const types = Object.keys(definition.on);
  if (types.length === 0) throw refuse("handles no event type.");
  return {
    name,
    version,
    description: definition.description ?? "",
    keyColumn,
    keyedBy: definition.keyedBy ?? (definition.key === undefined ? "stream" : "key"),
    columns,
    codecs,
    indexes,
    partitions,
    reads,
    eventFields: definition.eventFields ?? ALL_FIELDS,
    kind: "fold",
    apply: null,
    mode,
    onError,
    source: "code",
    types: types.includes("*") ? null : types,
    definitionHash: hashOf({ ...definition, keyColumn, reads }),
    viewName: name.replaceAll("-", "_"),
    key: definition.key ?? ofTheStream,
    emptyRow: emptyRows(Object.keys(columns)),
    handlerOf: handlerLookup(definition.on),
  };
}

/** Refuses a policy that the engine cannot follow. */
function checkErrorPolicy({ policy, attempts }: ErrorPolicy, refuse: (problem: string) => Error): void {
  if (!["park", "skip", "stop"].includes(policy)) {
    throw refuse(`has the error policy "${policy}"; it is park, skip or stop.`);
  }
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > MAX_ATTEMPTS) {
    throw refuse(`needs 1 to ${MAX_ATTEMPTS} attempts in its error policy.`);
  }
}

function codecOf(column: string, type: string, refuse: (problem: string) => Error): ColumnCodec {
  try {
    return columnCodec(type);
  } catch (error) {
    throw refuse(`has a column "${column}" that ${error instanceof Error ? error.message : String(error)}`);
  }
}

// Rows cloned from one that JSON.parse made are laid out alike, with their values inside the object.
function emptyRows(columns: readonly string[]): () => Record<string, unknown> {
  const pattern = JSON.parse(JSON.stringify(Object.fromEntries(columns.map((column) => [column, null]))));
  return () => ({ ...pattern });
}

function handlerLookup<Row>(on: Readonly<Record<string, Handler<Row>>>): Projection["handlerOf"] {
  // Sound because the engine only ever passes a handler rows that a handler of the same projection returned.
  const handlers = new Map(Object.entries(on as unknown as Readonly<Record<string, Handler<ReadModelRow>>>));
  const anyOther = handlers.get("*");
  return (type) => handlers.get(type) ?? anyOther;
}

/** Changes with everything that decides the rows: version, columns, key and the source text of the handlers. */
function hashOf<Row>(definition: ProjectionDefinition<Row> & { keyColumn: string; reads: string }): string {
  const { version, columns, keyColumn, keyedBy, reads, indexes = [], key = ofTheStream, on } = definition;
  const handlers = Object.entries(on).map(([type, handler]) => [type, handler.toString()]);
  const parts = [version, Object.entries(columns), keyColumn, keyedBy, reads, indexes, key.toString(), handlers];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
