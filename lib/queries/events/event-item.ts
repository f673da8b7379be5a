import "server-only";
import type { EventItem, PayloadDetail } from "@/lib/api/event-item";
import { parseLossless, type ReadableEvent, type StoredEvent, type UpcasterChain } from "@/lib/engine";

const PREVIEW_LENGTH = 240;

/** An event for a list. One that today's upcasters cannot read keeps its place, with the reason. */
export function toEventItem(event: StoredEvent, chain: UpcasterChain, payload: PayloadDetail): EventItem {
  const read = readToday(event, chain);
  return {
    streamId: event.streamId,
    version: event.version,
    position: event.position.toString(),
    eventId: event.eventId,
    type: event.type,
    schemaVersion: event.schemaVersion,
    occurredAt: event.occurredAt.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
    correlationId: textOrNull(event.metadata.correlationId),
    readAs: read.events.map(({ type, schemaVersion, dataText }) => ({
      type,
      schemaVersion,
      ...(payload === "full" ? { data: parseLossless(dataText) } : {}),
    })),
    problem: read.problem,
    ...(payload === "full" ? { data: parseLossless(event.dataText), metadata: event.metadata } : {}),
    ...(payload === "preview" ? { preview: preview(read.events[0]?.dataText ?? event.dataText) } : {}),
  };
}

function readToday(
  event: StoredEvent,
  chain: UpcasterChain,
): { events: readonly ReadableEvent[]; problem: string | null } {
  try {
    return { events: chain.upcast(event), problem: null };
  } catch (error) {
    return { events: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

function preview(text: string): string {
  if (text.length <= PREVIEW_LENGTH) return text;
  const cut = text.slice(0, PREVIEW_LENGTH);
  // A pair of surrogates is not cut in two.
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
