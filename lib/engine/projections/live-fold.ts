import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { watermark } from "../store/watermark";
import { LiveFoldTooLargeError, LiveFoldUnavailableError } from "./errors";
import { eventFilter } from "./event-filter";
import { type EventCondition, type EventPage, readEventPage } from "./event-page";
import { type EventPlace, placeOf } from "./event-parts";
import { foldStep, type Rows } from "./fold";
import { leftOutBefore } from "./left-out-before";
import { countsAt, type LogPoint } from "./log-point";
import { type EventReading, eventReading } from "./projected-event";
import { ofTheStream, type Projection, type ReadModelRow } from "./projection";
import { tolerantFold } from "./tolerant-fold";

export interface LiveFoldRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  /** One row by its key, or the rows of one stream where every row belongs to one. */
  readonly of: { readonly key: string } | { readonly stream: string };
  /** The rows as they were at this point; as they are now when left out. */
  readonly asOf?: LogPoint;
  /** How many events may be read; 100,000 when left out. */
  readonly maxEvents?: number;
}

/** An event that the rows do not contain, because it could not be read or folded. */
export interface FoldFailure {
  readonly place: EventPlace;
  readonly error: unknown;
}

export interface LiveFold {
  readonly rows: ReadonlyMap<string, ReadModelRow>;
  /** How many stored events were read for it. */
  readonly eventsRead: number;
  /** No event above this position was looked at: the rows hold as of it. */
  readonly position: bigint;
  /** The last event that was read; `null`: there was none. */
  readonly last: EventPlace | null;
  /** Events that happened after the instant although they lie before the last one that was read. */
  readonly leftOut: number;
  /** The first hundred of `failed`. */
  readonly failures: readonly FoldFailure[];
  readonly failed: number;
  /** Later events of the streams that wait behind those that failed. */
  readonly heldBack: number;
}

const MAX_EVENTS = 100_000;
const MAX_FAILURES = 100;
const PAGE = 2_000;

/**
 * Folds rows of a keyed fold from the stored events at this moment, without any table, as the projection's policy for
 * events that fail says. Throws LiveFoldTooLargeError when more events have to be read than `maxEvents`: for a key that
 * many streams feed, these are all of the projection's types.
 */
export async function foldLive(db: Queryable, request: LiveFoldRequest): Promise<LiveFold> {
  const { projection, chain, maxEvents = MAX_EVENTS } = request;
  const reading = eventReading(projection, chain);
  const position = await lastPosition(db, request.asOf);
  const scope = scopeOf(request, position);
  const instant = request.asOf?.instant === undefined ? null : request.asOf;
  const wanted = instant === null ? scope : during(scope, instant);
  const count = await countEvents(db, wanted, reading.types);
  if (count > maxEvents) throw new LiveFoldTooLargeError(projection.name, count, maxEvents);

  const folded = await foldPages(db, request, reading, wanted);
  if (instant === null || folded.last === null) return { ...folded, position, leftOut: 0 };
  const leftOut = await leftOutBefore(db, { ...scope, types: reading.types }, folded.last.position, instant);
  return { ...folded, position, leftOut };
}

async function foldPages(
  db: Queryable,
  { projection, of }: LiveFoldRequest,
  reading: EventReading,
  wanted: EventCondition,
): Promise<Omit<LiveFold, "position" | "leftOut">> {
  const only = "key" in of ? of.key : null;
  const rows: Rows = new Map();
  const fold = tolerantFold(projection);
  const failures: FoldFailure[] = [];
  const found = { eventsRead: 0, last: null as EventPlace | null, failed: 0, heldBack: 0 };
  for (let after: bigint | null = 0n; after !== null; ) {
    const page: EventPage = await readEventPage(db, reading, wanted, { after, limit: PAGE });
    for (const fields of page.rows) {
      const place = placeOf(fields);
      const problem = fold.apply(place, () => stepsOf(projection, reading, fields, only), rows);
      found.last = place;
      if (problem?.as === "held back") found.heldBack += 1;
      if (problem?.as !== "failed") continue;
      found.failed += 1;
      if (failures.length < MAX_FAILURES) failures.push({ place, error: problem.error });
    }
    found.eventsRead += page.rows.length;
    after = page.next;
  }
  const present = [...rows].flatMap(([key, row]) => (row === null ? [] : [[key, row] as const]));
  return { ...found, failures, rows: new Map(present) };
}

function stepsOf(projection: Projection, reading: EventReading, fields: readonly string[], only: string | null) {
  const steps = reading.decode(fields).flatMap((event) => foldStep(projection, event) ?? []);
  return only === null ? steps : steps.map((step) => ({ ...step, keys: step.keys.filter((key) => key === only) }));
}

// Above the watermark an event may still be missing below one that is there.
async function lastPosition(db: Queryable, asOf: LogPoint | undefined): Promise<bigint> {
  const last = await watermark(db);
  return asOf?.position === undefined || asOf.position > last ? last : asOf.position;
}

function during({ condition, values }: EventCondition, point: LogPoint): EventCondition {
  const counts = countsAt(point, values.length + 1);
  return { condition: `${condition} and e.${counts.condition}`, values: [...values, counts.value] };
}

function scopeOf({ projection, of }: LiveFoldRequest, position: bigint): EventCondition {
  if (projection.kind !== "fold") throw new LiveFoldUnavailableError(projection.name, "it writes its table by itself.");
  const stream = streamOf(projection, of);
  if (stream === null) return { condition: "e.position <= $1", values: [position.toString()] };
  return { condition: "e.position <= $1 and e.stream_id = $2", values: [position.toString(), stream] };
}

function streamOf(projection: Projection, of: LiveFoldRequest["of"]): string | null {
  if ("key" in of) return projection.keyedBy === "stream" && projection.key === ofTheStream ? of.key : null;
  if (projection.keyedBy === "stream") return of.stream;
  throw new LiveFoldUnavailableError(projection.name, "several streams may feed one of its rows. Name a key.");
}

async function countEvents(
  db: Queryable,
  { condition, values }: EventCondition,
  types: readonly string[] | null,
): Promise<number> {
  const { rows } = await db.query<{ events: string }>(
    `select count(*) as events from foldline.events e where ${condition} and ${eventFilter(types, null)}`,
    values,
  );
  return Number(rows[0]?.events ?? 0);
}
