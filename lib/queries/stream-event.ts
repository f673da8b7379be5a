import "server-only";
import type { EventDetail } from "@/lib/api/stream";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import type { ChainTrace } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { chain, store } from "@/lib/store";
import { changedOnRead } from "./changed-on-read";
import { eventDeadLetters } from "./event-dead-letters";
import { toEventItem } from "./event-item";
import { isStorable } from "./storable";

const MAX_COUNTED = 1000;

const CORRELATED = `
  select count(*)::int as events, count(distinct stream_id)::int as streams
  from (
    select stream_id from foldline.events
    where metadata ? 'correlationId' and metadata ->> 'correlationId' = $1 limit ${MAX_COUNTED + 1}
  ) e`;

/** One event: as stored, every step of how it is read today, and how many events share its correlation. */
export async function getEvent(streamId: string, version: number): Promise<EventDetail> {
  await authorize("viewer");
  const [event] = isStorable(streamId) ? await store.readStream(streamId, { from: version, to: version }) : [];
  if (event === undefined) {
    throw new AppError(`Stream "${streamId}" has no version ${version}.`, {
      code: "not-found",
      details: { streamId, version },
    });
  }
  const upcasters = await chain();
  const trace = upcasters.trace(event);
  const item = toEventItem(event, upcasters, "none");
  return {
    event: { ...item, dataText: event.dataText, metadataText: JSON.stringify(event.metadata) },
    readAs: trace.events.map(({ type, schemaVersion, dataText }) => ({ type, schemaVersion, dataText })),
    steps: toSteps(trace),
    changes: changedOnRead(trace),
    problem: trace.error?.message ?? null,
    correlated: item.correlationId === null ? null : await countCorrelated(item.correlationId),
    deadLetters: await eventDeadLetters(pool, streamId, version),
  };
}

/** The upcasters that an event went through. */
export function toSteps(trace: ChainTrace): EventDetail["steps"] {
  return trace.steps.map(({ upcasterId, title, source, from, to, elapsedMicros, error }) => ({
    id: upcasterId,
    title,
    source,
    from,
    to,
    elapsedMs: elapsedMicros / 1000,
    failed: error !== undefined,
  }));
}

async function countCorrelated(correlationId: string): Promise<NonNullable<EventDetail["correlated"]>> {
  const { rows } = await pool.query<{ events: number; streams: number }>(CORRELATED, [correlationId]);
  const { events = 0, streams = 0 } = rows[0] ?? {};
  return { events: Math.min(events, MAX_COUNTED), streams, capped: events > MAX_COUNTED };
}
