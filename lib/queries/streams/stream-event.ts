import "server-only";
import type { EventDetail } from "@/lib/api/stream";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import type { ChainTrace } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { chain, store } from "@/lib/store";
import { eventCauses } from "../events/event-causes";
import { eventDeadLetters, heldBackBy } from "../events/event-dead-letters";
import { toEventItem } from "../events/event-item";
import { isStorable } from "../storable";
import { changedOnRead } from "./changed-on-read";

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
    event: { ...item, dataText: event.dataText, metadataText: await metadataText(streamId, version) },
    readAs: trace.events.map(({ type, schemaVersion, dataText }) => ({ type, schemaVersion, dataText })),
    steps: toSteps(trace),
    changes: changedOnRead(trace),
    problem: trace.error?.message ?? null,
    ...(await eventCauses(pool, event)),
    deadLetters: await eventDeadLetters(pool, streamId, version),
    heldBackBy: await heldBackBy(pool, streamId, version),
  };
}

const METADATA = "select metadata::text as text from foldline.events where stream_id = $1 and version = $2";

// Parsed metadata has lost the digits of large numbers.
async function metadataText(streamId: string, version: number): Promise<string> {
  const { rows } = await pool.query<{ text: string }>(METADATA, [streamId, version]);
  return rows[0]?.text ?? "{}";
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
