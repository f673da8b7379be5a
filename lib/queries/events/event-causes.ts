import "server-only";
import type { EventDetail } from "@/lib/api/stream";
import type { Queryable, StoredEvent } from "@/lib/engine";

/** More events of one correlation than this are not looked through. */
const MAX_LOOKED_AT = 1_000;
const MAX_EFFECTS = 5;

// Causes and effects share the correlation; its index finds them, whatever the size of the store. Without one, the
// stream itself is all there is to look in.
const CORRELATED = `
  select stream_id, version::int as version, type, event_id, metadata ->> 'causationId' as causation_id
  from foldline.events
  where metadata ? 'correlationId' and metadata ->> 'correlationId' = $1
  order by position limit ${MAX_LOOKED_AT + 1}`;

const CAUSE_IN_STREAM = `
  select stream_id, version::int as version, type, event_id, metadata ->> 'causationId' as causation_id
  from foldline.events where stream_id = $1 and event_id = $2::uuid`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Row {
  readonly stream_id: string;
  readonly version: number;
  readonly type: string;
  readonly event_id: string;
  readonly causation_id: string | null;
}

/** How many events share the correlation of one, which of them caused it, and which it caused. */
export async function eventCauses(
  db: Queryable,
  event: StoredEvent,
): Promise<Pick<EventDetail, "correlated" | "causation">> {
  const correlationId = textOrNull(event.metadata.correlationId);
  const causationId = textOrNull(event.metadata.causationId)?.toLowerCase() ?? null;
  const { rows } = correlationId === null ? { rows: [] } : await db.query<Row>(CORRELATED, [correlationId]);
  const looked = rows.slice(0, MAX_LOOKED_AT);
  const { rows: beside } =
    causationId === null || !UUID.test(causationId) || looked.some(({ event_id }) => event_id === causationId)
      ? { rows: [] }
      : await db.query<Row>(CAUSE_IN_STREAM, [event.streamId, causationId]);
  const cause = [...looked, ...beside].find(({ event_id }) => event_id === causationId);
  const effects = looked.filter(({ causation_id }) => causation_id?.toLowerCase() === event.eventId);
  return {
    correlated:
      correlationId === null
        ? null
        : {
            events: looked.length,
            streams: new Set(looked.map(({ stream_id }) => stream_id)).size,
            capped: rows.length > MAX_LOOKED_AT,
          },
    causation: {
      cause: cause === undefined ? null : placeOf(cause),
      missingCause: cause === undefined ? causationId : null,
      effects: effects.slice(0, MAX_EFFECTS).map(placeOf),
      effectCount: effects.length,
    },
  };
}

function placeOf({ stream_id, version, type }: Row) {
  return { streamId: stream_id, version, type };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
