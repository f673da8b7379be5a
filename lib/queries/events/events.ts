import "server-only";
import type { EventFilter, EventPage } from "@/lib/api/events";
import { authorize } from "@/lib/auth/authorize";
import { chain, store } from "@/lib/store";
import { allFilter } from "./all-filter";
import { toEventItem } from "./event-item";

/** One page of the whole store under a filter, never beyond the watermark, so that no gap can fill behind it. */
export async function listEvents(filter: EventFilter): Promise<EventPage> {
  await authorize("viewer");
  const startedAt = performance.now();
  const [upcasters, watermark] = await Promise.all([chain(), store.watermark()]);
  const events = await store.readAll(allFilter(filter, upcasters), {
    ...(filter.after === undefined ? {} : { after: BigInt(filter.after) }),
    upTo: watermark,
    direction: filter.direction === "asc" ? "forwards" : "backwards",
    limit: filter.limit + 1,
  });
  const page = events.slice(0, filter.limit);
  return {
    events: page.map((event) => toEventItem(event, upcasters, filter.payload)),
    next: events.length > filter.limit ? (page.at(-1)?.position.toString() ?? null) : null,
    watermark: watermark.toString(),
    elapsedMs: performance.now() - startedAt,
  };
}
