import type { NewEvent, StoredEvent } from "../events";
import { DEFAULT_MAX_PAYLOAD_BYTES, eventColumns } from "../store/event-columns";

/** What an event of a history could have been; an event that is inserted needs its type and data. */
export type HypotheticalEvent = Omit<NewEvent, "eventId">;

/** One way in which a stream's history could have been another one. */
export type HistoryChange =
  | { readonly kind: "leave-out"; readonly version: number }
  | { readonly kind: "edit"; readonly version: number; readonly event: Partial<HypotheticalEvent> }
  | {
      readonly kind: "insert";
      /** Behind this version; 0: before the first event. */
      readonly after: number;
      /** Among those that are inserted behind the same version, from 1; unique there. */
      readonly place: number;
      readonly event: HypotheticalEvent;
    };

/** A change that cannot be made; `change` is its index in the list. */
export class HistoryChangeError extends Error {
  override readonly name = "HistoryChangeError";
  readonly change: number;

  constructor(change: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.change = change;
  }
}

/** Changes that were checked and lie ready to be made. */
export interface ChangedHistory {
  /** The first version in whose place, or behind which, something else stands. */
  readonly first: number;
  /** What stands in the place of a stored event, and what is inserted behind it. */
  instead(event: StoredEvent): readonly StoredEvent[];
  /** What is inserted before the first event. */
  before(first: StoredEvent): readonly StoredEvent[];
  /** The change that made this event what it is; null for one as it is stored. */
  changeOf(event: Pick<StoredEvent, "eventId" | "version">): number | null;
}

type Columns = Partial<Pick<StoredEvent, "type" | "schemaVersion" | "data" | "dataText" | "metadata" | "occurredAt">>;
type Insertion = Extract<HistoryChange, { readonly kind: "insert" }>;

interface Insert {
  readonly index: number;
  readonly place: number;
  readonly eventId: string;
  readonly columns: Columns;
}

const MOST_PLACES = 4_000;

/** Checks changes, in whatever order they come; throws a `HistoryChangeError` at the first that cannot be made. */
export function changeHistory(changes: readonly HistoryChange[]): ChangedHistory {
  const own = new Map<number, { readonly index: number; readonly columns: Columns | null }>();
  const inserts = new Map<number, Insert[]>();
  for (const [index, change] of changes.entries()) {
    if (change.kind === "insert") {
      inserts.set(change.after, placed(index, change, inserts.get(change.after) ?? []));
      continue;
    }
    checkVersion(index, change.version, 1);
    if (own.has(change.version)) {
      throw new HistoryChangeError(index, `Version ${change.version} is changed twice; change it once.`);
    }
    own.set(change.version, { index, columns: change.kind === "edit" ? editOf(index, change.event) : null });
  }
  const indexes = new Map([...inserts.values()].flat().map(({ index, eventId }) => [eventId, index]));
  const behind = (event: StoredEvent, version: number): StoredEvent[] =>
    (inserts.get(version) ?? []).map(({ eventId, columns }, at) => ({
      ...event,
      metadata: {},
      ...columns,
      version: version + at + 1,
      eventId,
    }));
  return {
    first: Math.min(...own.keys(), ...inserts.keys(), Number.POSITIVE_INFINITY),
    instead(event) {
      const change = own.get(event.version);
      const added = behind(event, event.version);
      if (change === undefined) return [event, ...added];
      return change.columns === null ? added : [{ ...event, ...change.columns }, ...added];
    },
    before: (first) => behind({ ...first, position: first.position - 1n }, 0),
    changeOf: ({ eventId, version }) => indexes.get(eventId) ?? own.get(version)?.index ?? null,
  };
}

/** The events inserted behind one version with another one among them, in the order of their places. */
function placed(index: number, { after, place, event }: Insertion, there: readonly Insert[]): Insert[] {
  checkVersion(index, after, 0);
  if (!Number.isInteger(place) || place < 1 || place > MOST_PLACES) {
    throw new HistoryChangeError(index, `A place is a whole number from 1 to ${MOST_PLACES}, and ${place} is none.`);
  }
  if (there.some((one) => one.place === place)) {
    throw new HistoryChangeError(index, `Place ${place} behind version ${after} is taken by another event.`);
  }
  const insert = { index, place, eventId: insertedId(after, place), columns: columnsOf(index, event, event) };
  return [...there, insert].sort((a, b) => a.place - b.place);
}

/** The whole history with changes made to it. */
export function changedEvents(events: readonly StoredEvent[], changes: readonly HistoryChange[]): StoredEvent[] {
  const history = changeHistory(changes);
  const [first] = events;
  return first === undefined ? [] : [...history.before(first), ...events.flatMap((event) => history.instead(event))];
}

// An id that no stored event has: version 8 of a UUID is for one's own use.
function insertedId(after: number, place: number): string {
  return `00000000-0000-8${place.toString(16).padStart(3, "0")}-8000-${after.toString(16).padStart(12, "0")}`;
}

function checkVersion(index: number, version: number, least: number): void {
  if (Number.isSafeInteger(version) && version >= least) return;
  throw new HistoryChangeError(index, `A version is a whole number from ${least}, and ${version} is none.`);
}

function editOf(index: number, event: Partial<HypotheticalEvent>): Columns {
  return columnsOf(index, { type: "Edited", data: null, ...event }, event);
}

/** The columns that `given` names, as the store would hold them: what it would not take is refused here too. */
function columnsOf(index: number, event: HypotheticalEvent, given: Partial<HypotheticalEvent>): Columns {
  try {
    const columns = eventColumns(event, DEFAULT_MAX_PAYLOAD_BYTES);
    return {
      ...(given.type === undefined ? {} : { type: columns.type }),
      ...(given.schemaVersion === undefined && given !== event ? {} : { schemaVersion: columns.schemaVersion }),
      ...("data" in given ? { data: JSON.parse(columns.data) as unknown, dataText: columns.data } : {}),
      ...(given.metadata === undefined ? {} : { metadata: JSON.parse(columns.metadata) as StoredEvent["metadata"] }),
      ...(given.occurredAt === undefined ? {} : { occurredAt: given.occurredAt }),
    };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new HistoryChangeError(index, message, { cause });
  }
}
