import "server-only";
import type { StreamEvents, StreamEventsRange } from "@/lib/api/stream";
import { authorize } from "@/lib/auth/authorize";
import { chain, store } from "@/lib/store";
import { toEventItem } from "../events/event-item";
import { isStorable } from "../storable";
import { streamNotFound } from "./stream";

/** Some versions of a stream; an AppError "not-found" when there is no such stream. */
export async function readStreamEvents(streamId: string, range: StreamEventsRange): Promise<StreamEvents> {
  await authorize("viewer");
  const version = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (version === 0) throw streamNotFound(streamId);
  const { from, to = version, direction, limit, payload } = range;
  const [events, upcasters] = await Promise.all([
    store.readStream(streamId, {
      from,
      to: Math.min(to, version),
      direction: direction === "asc" ? "forwards" : "backwards",
      limit,
    }),
    chain(),
  ]);
  return { streamId, version, events: events.map((event) => toEventItem(event, upcasters, payload)) };
}
