import type { EventMetadata } from "../../events";
import { parseLossless } from "../../json";
import type { ExportedEvent } from "./cloud-event-text";

/** The columns that an export reads, in the order in which `exportedEvent` takes them, each as text. */
export const EXPORT_COLUMNS = `stream_id, event_id::text, type, schema_version::text, data::text as data, metadata::text as metadata,
       to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as occurred_at`;

/** An event from the values of `EXPORT_COLUMNS`. */
export function exportedEvent(values: readonly (string | null)[]): ExportedEvent {
  const [streamId, eventId, type, schemaVersion, data, metadata, occurredAt] = values;
  return {
    streamId: streamId ?? "",
    eventId: eventId ?? "",
    type: type ?? "",
    schemaVersion: Number(schemaVersion),
    data: data ?? "null",
    metadata: metadataOf(metadata ?? "{}"),
    occurredAt: `${(occurredAt ?? "").replace(/\.?0+$/, "")}Z`,
  };
}

const HAS_NUMBERS = /[:[,] ?-?\d/;

function metadataOf(json: string): EventMetadata {
  return (HAS_NUMBERS.test(json) ? parseLossless(json) : JSON.parse(json)) as EventMetadata;
}
