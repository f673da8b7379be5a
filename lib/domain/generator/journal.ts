import type { EventMetadata, NewEvent } from "@/lib/engine";
import { asWritten, type ShopEvent, type Written } from "./as-written";
import { eventIdAt } from "./identity";
import type { StoryDates } from "./story-dates";

/** An event at its place in its stream. */
export interface HistoricEvent {
  readonly streamId: string;
  readonly version: number;
  readonly event: NewEvent & Written & { readonly eventId: string; readonly occurredAt: Date };
}

/** Where the generator writes what happened, in the order in which it thinks of it. */
export interface Journal {
  /** `null` after the history's end, when nothing is written any more. */
  record(streamId: string, event: ShopEvent, at: number, metadata: EventMetadata): string | null;
  recordRaw(streamId: string, written: Written, at: number, metadata: EventMetadata): string | null;
  /** The id of the stream's latest event. */
  latest(streamId: string): string | undefined;
  /** Everything in the order in which it happened. */
  inOrder(): HistoricEvent[];
}

/** An empty journal of a history with these dates. */
export function journalOf(dates: StoryDates): Journal {
  const events: HistoricEvent[] = [];
  const latest = new Map<string, { readonly version: number; readonly eventId: string }>();
  const recordRaw: Journal["recordRaw"] = (streamId, written, at, metadata) => {
    if (at >= dates.until.getTime()) return null;
    const version = (latest.get(streamId)?.version ?? 0) + 1;
    const eventId = eventIdAt(streamId, version);
    latest.set(streamId, { version, eventId });
    events.push({ streamId, version, event: { ...written, eventId, occurredAt: new Date(at), metadata } });
    return eventId;
  };
  return {
    record: (streamId, event, at, metadata) => recordRaw(streamId, asWritten(event, new Date(at), dates), at, metadata),
    recordRaw,
    latest: (streamId) => latest.get(streamId)?.eventId,
    // Stable, so that events of one moment keep the order in which they were caused.
    inOrder: () => events.toSorted((a, b) => a.event.occurredAt.getTime() - b.event.occurredAt.getTime()),
  };
}
