import type { NewEvent, ReadableEvent } from "@/lib/engine";
import type { Address } from "../address";

export const berlin: Address = { street: "Lindengasse 4", postalCode: "10999", city: "Berlin", country: "DE" };
export const bern: Address = { street: "Seestrasse 12", postalCode: "3011", city: "Bern", country: "CH" };

/** An event as the store would hand it out, at a place that makes no difference. */
export function stored(event: NewEvent, place: Partial<ReadableEvent> = {}): ReadableEvent {
  const schemaVersion = event.schemaVersion ?? 1;
  return {
    streamId: "order-100001",
    version: 1,
    position: 1n,
    eventId: event.eventId ?? "00000000-0000-4000-8000-000000000001",
    type: event.type,
    schemaVersion,
    data: event.data,
    dataText: JSON.stringify(event.data),
    metadata: event.metadata ?? {},
    occurredAt: event.occurredAt ?? new Date("2026-03-04T10:00:00Z"),
    recordedAt: new Date("2026-03-04T10:00:00Z"),
    stored: { type: event.type, schemaVersion },
    ...place,
  };
}
