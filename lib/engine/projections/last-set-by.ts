import type { Queryable } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { LiveFoldTooLargeError } from "./errors";
import { eventFilter } from "./event-filter";
import { type EventCondition, type EventPage, readEventPage } from "./event-page";
import { foldEvent, foldStep, type Rows } from "./fold";
import { eventReading } from "./projected-event";
import { ofTheStream, type Projection, type ReadModelRow } from "./projection";
import { rowTexts } from "./write-rows";

export interface LastSetByRequest {
  readonly projection: Projection;
  readonly chain: UpcasterChain;
  /** The row. */
  readonly key: string;
  /** As of this position, such as that of a verification. */
  readonly upTo: bigint;
  /** How many events may be read; 20,000 when left out. */
  readonly maxEvents?: number;
}

/** The event that gave a column of a row the value it has. */
export interface ColumnOrigin {
  readonly name: string;
  /** `null`: no event ever changed it from nothing. */
  readonly event: {
    readonly streamId: string;
    readonly version: number;
    readonly position: bigint;
    readonly type: string;
    readonly occurredAt: Date;
  } | null;
}

const MAX_EVENTS = 20_000;
const PAGE = 2_000;

/**
 * Folds one row from the stored events and notes, column by column, which event changed it last; a deleted row has lost
 * its columns to the event that deleted it. Throws LiveFoldTooLargeError when too many events may concern the key.
 */
export async function lastSetBy(
  db: Queryable,
  { projection, chain, key, upTo, maxEvents = MAX_EVENTS }: LastSetByRequest,
): Promise<{ columns: ColumnOrigin[]; eventsRead: number }> {
  const reading = eventReading(projection, chain);
  const own = projection.keyedBy === "stream" && projection.key === ofTheStream;
  const wanted: EventCondition = own
    ? { condition: "e.position <= $1 and e.stream_id = $2", values: [upTo.toString(), key] }
    : { condition: "e.position <= $1", values: [upTo.toString()] };
  const counted = await db.query<{ events: number }>(
    `select count(*)::float8 as events from foldline.events e where ${wanted.condition} and ${eventFilter(reading.types, null)}`,
    wanted.values,
  );
  const eventsRead = counted.rows[0]?.events ?? 0;
  if (eventsRead > maxEvents) throw new LiveFoldTooLargeError(projection.name, eventsRead, maxEvents);

  const rows: Rows = new Map();
  const origins = new Map<string, ColumnOrigin["event"]>();
  const textsOf = (row: ReadModelRow | null | undefined) =>
    row == null ? projection.codecs.map(() => null) : rowTexts(projection, key, row).slice(1);
  for (let after: bigint | null = 0n; after !== null; ) {
    const page: EventPage = await readEventPage(db, reading, wanted, { after, limit: PAGE });
    for (const event of page.rows.flatMap(reading.decode)) {
      const step = foldStep(projection, event);
      if (step === null || !step.keys.includes(key)) continue;
      const before = textsOf(rows.get(key));
      foldEvent(projection, rows, [{ ...step, keys: [key] }]);
      const { streamId, version, position, type, occurredAt } = event;
      for (const [index, text] of textsOf(rows.get(key)).entries()) {
        const name = projection.codecs[index]?.name ?? "";
        if (text !== before[index]) origins.set(name, { streamId, version, position, type, occurredAt });
      }
    }
    after = page.next;
  }
  return { columns: projection.codecs.map(({ name }) => ({ name, event: origins.get(name) ?? null })), eventsRead };
}
