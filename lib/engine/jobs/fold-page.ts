import type pg from "pg";
import type { BatchEvents } from "../projections/batch-events";
import { type EventPlace, placeOf } from "../projections/event-parts";
import { type FoldStep, foldStep, type Row, type Rows } from "../projections/fold";
import type { EventReading } from "../projections/projected-event";
import type { Projection } from "../projections/projection";
import { type ParkedPlace, tolerantFold } from "../projections/tolerant-fold";
import { loadRows, storeRows } from "../projections/write-rows";
import type { Finding } from "./findings";
import { foldFinding } from "./fold-findings";

/** What a page of events made of the rows of a table. */
export interface FoldedPage {
  /** By how many the rows became more; `null`: nobody counted. */
  readonly added: number | null;
  readonly parked: readonly ParkedPlace[];
  readonly findings: readonly Finding[];
}

export interface FoldTarget {
  readonly projection: Projection;
  readonly reading: EventReading;
  readonly tableName: string;
}

/** Folds a page of events into the rows of their keys; the result writes them, in the transaction it is given. */
export async function foldPage(
  pool: pg.Pool,
  { projection, reading, tableName }: FoldTarget,
  page: BatchEvents,
  parked: readonly ParkedPlace[],
): Promise<(client: pg.PoolClient) => Promise<FoldedPage>> {
  const events = page.rows.map((fields) => foldable(projection, reading, fields));
  const keys = [...new Set(events.flatMap((event) => event.keys))];
  const rows = await loadRows(pool, projection, tableName, keys);
  const before: Rows = new Map(rows);
  const fold = tolerantFold(projection, parked);
  const findings = events.flatMap(({ place, steps }) => {
    const problem = fold.apply(place, steps, rows);
    return problem === null ? [] : [foldFinding(place, problem)];
  });
  // A row is replaced, never changed: the same object is the same row.
  const changed = new Map([...rows].filter(([key, row]) => row !== was(before, key)));
  const added = [...changed].reduce(
    (sum, [key, row]) => sum + Number(row !== null) - Number(was(before, key) !== null),
    0,
  );
  return async (client) => {
    if (changed.size > 0) await storeRows(client, projection, tableName, changed);
    return { added, parked: fold.parked, findings };
  };
}

const was = (rows: Rows, key: string): Row | null => rows.get(key) ?? null;

/** An event with what it does to rows; of one that cannot be read, `steps` throws its error. */
export interface FoldableEvent {
  readonly place: EventPlace;
  readonly keys: readonly string[];
  readonly steps: () => readonly FoldStep[];
}

/** Reads an event of a page. */
export function foldable(projection: Projection, reading: EventReading, fields: readonly string[]): FoldableEvent {
  const place = placeOf(fields);
  try {
    const steps = reading.decode(fields).flatMap((event) => foldStep(projection, event) ?? []);
    return { place, keys: steps.flatMap((step) => step.keys), steps: () => steps };
  } catch (error) {
    return { place, keys: [], steps: () => thrown(error) };
  }
}

/** Throws it: for what was found out earlier than it is asked for. */
export function thrown(error: unknown): never {
  throw error;
}
