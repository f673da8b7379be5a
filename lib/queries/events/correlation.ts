import "server-only";
import type { Correlation } from "@/lib/api/correlations";
import { authorize } from "@/lib/auth/authorize";
import { AppError } from "@/lib/errors";
import { chain, store } from "@/lib/store";
import { isStorable } from "../storable";
import { toEventItem } from "./event-item";

const MAX_EVENTS = 1_000;

/** The events that share a correlation id, oldest first; more than a thousand are cut off, and it says so. */
export async function readCorrelation(correlationId: string): Promise<Correlation> {
  await authorize("viewer");
  const [upcasters, upTo] = await Promise.all([chain(), store.watermark()]);
  const found = isStorable(correlationId)
    ? await store.readAll({ correlationId }, { upTo, limit: MAX_EVENTS + 1 })
    : [];
  if (found.length === 0) {
    throw new AppError(`No event has the correlation id "${correlationId}".`, { code: "not-found" });
  }
  const events = found.slice(0, MAX_EVENTS);
  return {
    correlationId,
    events: events.map((event) => ({
      ...toEventItem(event, upcasters, "none"),
      actor: textOrNull(event.metadata.actor),
      causationId: textOrNull(event.metadata.causationId),
    })),
    streams: new Set(events.map(({ streamId }) => streamId)).size,
    cut: found.length > MAX_EVENTS,
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
