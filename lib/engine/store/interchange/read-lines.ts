import type { EventMetadata, StoredEvent } from "../../events";
import { DEFAULT_MAX_PAYLOAD_BYTES } from "../event-columns";
import { type ImportedEvent, parseCloudEvent } from "./cloud-event-line";

/** A line as an event that could be stored, though it is not; or why it could not. */
export type LineRead =
  | { readonly event: StoredEvent; readonly metadataText: string }
  | { readonly version: number; readonly problem: string };

/**
 * Reads CloudEvents of one stream without storing them, as an import would, masked ones too. They are numbered from
 * `after` + 1 on; their position is their version, for they have none.
 */
export function readLinesAsEvents(lines: readonly string[], after: number): LineRead[] {
  return lines.map((line, at) => {
    const version = after + at + 1;
    try {
      const parsed = parseCloudEvent(line, { maxPayloadBytes: DEFAULT_MAX_PAYLOAD_BYTES, masked: true });
      return { event: eventOf(parsed, version), metadataText: parsed.metadata };
    } catch (error) {
      return { version, problem: error instanceof Error ? error.message : String(error) };
    }
  });
}

function eventOf(parsed: ImportedEvent, version: number): StoredEvent {
  const { streamId, eventId, type, schemaVersion, data, metadata, occurredAt } = parsed;
  // What says no time is given the store's by an import; here nothing is stored, and it has none.
  const at = new Date(occurredAt ?? 0);
  return {
    ...{ streamId, version, position: BigInt(version), eventId, type, schemaVersion },
    ...{ data: JSON.parse(data), dataText: data, metadata: JSON.parse(metadata) as EventMetadata },
    occurredAt: at,
    recordedAt: at,
  };
}
