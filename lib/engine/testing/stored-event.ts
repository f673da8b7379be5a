import type { StoredEvent } from "../events";

/** An event as the store would hand it out, for tests that need no database. */
export function storedEvent(event: Partial<StoredEvent> & { readonly dataText?: string } = {}): StoredEvent {
  const dataText = event.dataText ?? JSON.stringify(event.data ?? {});
  return {
    streamId: "account-1",
    version: 1,
    position: 1n,
    eventId: "00000000-0000-4000-8000-000000000001",
    type: "Credited",
    schemaVersion: 1,
    metadata: {},
    occurredAt: new Date("2026-01-02T03:04:05Z"),
    recordedAt: new Date("2026-01-02T03:04:06Z"),
    ...event,
    data: JSON.parse(dataText),
    dataText,
  };
}
