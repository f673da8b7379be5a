import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { watermark } from "../store/watermark";
import { LiveFoldTooLargeError, LiveFoldUnavailableError } from "./errors";
import { eventFilter } from "./event-filter";
import { type EventCondition, type EventPage, readEventPage } from "./event-page";
import { foldEvent, foldStep, type Rows } from "./fold";
import { eventReading } from "./projected-event";
import { ofTheStream, type Projection, type ReadModelRow } from "./projection";

export interface LiveFoldRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  /** One row by its key, or the rows of one stream where every row belongs to one. */
  readonly of: { readonly key: string } | { readonly stream: string };
  /** The rows as they were when this position had been applied; as they are now when left out. */
  readonly upTo?: bigint;
  /** How many events may be read; 100,000 when left out. */
  readonly maxEvents?: number;
}

export interface LiveFold {
  readonly rows: ReadonlyMap<string, ReadModelRow>;
  /** How many stored events were read for it. */
  readonly eventsRead: number;
  /** The position as of which the rows hold. */
  readonly position: bigint;
}

const MAX_EVENTS = 100_000;
const PAGE = 2_000;

/**
 * Folds rows of a keyed fold from the stored events at this moment, without any table. Throws LiveFoldTooLargeError when
 * more events have to be read than `maxEvents`: for a key that many streams feed, these are all of the projection's types.
 */
export async function foldLive(db: Queryable, request: LiveFoldRequest): Promise<LiveFold> {
  const { projection, chain, maxEvents = MAX_EVENTS } = request;
  const reading = eventReading(projection, chain);
  const position = await lastPosition(db, request.upTo);
  const wanted = conditionFor(request, position);
  const count = await countEvents(db, wanted, reading.types);
  if (count > maxEvents) throw new LiveFoldTooLargeError(projection.name, count, maxEvents);

  const only = "key" in request.of ? request.of.key : null;
  const rows: Rows = new Map();
  let eventsRead = 0;
  for (let after: bigint | null = 0n; after !== null; ) {
    const page: EventPage = await readEventPage(db, reading, wanted, { after, limit: PAGE });
    for (const fields of page.rows) {
      const steps = reading.decode(fields).flatMap((event) => foldStep(projection, event) ?? []);
      const own =
        only === null ? steps : steps.map((step) => ({ ...step, keys: step.keys.filter((key) => key === only) }));
      foldEvent(projection, rows, own);
    }
    eventsRead += page.rows.length;
    after = page.next;
  }
  const present = [...rows].flatMap(([key, row]) => (row === null ? [] : [[key, row] as const]));
  return { rows: new Map(present), eventsRead, position };
}

// Above the watermark an event may still be missing below one that is there.
async function lastPosition(db: Queryable, upTo: bigint | undefined): Promise<bigint> {
  const last = await watermark(db);
  return upTo === undefined || upTo > last ? last : upTo;
}

function conditionFor({ projection, of }: LiveFoldRequest, position: bigint): EventCondition {
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
