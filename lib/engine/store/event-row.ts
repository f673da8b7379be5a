import type { EventMetadata, StoredEvent } from "../events";

/** The columns that make up a stored event. */
export const EVENT_COLUMNS = `stream_id, version, position, event_id, type, schema_version, data::text as data,
       metadata, occurred_at, recorded_at`;

/** A row of `EVENT_COLUMNS`. */
export interface EventRow {
  readonly stream_id: string;
  readonly version: string;
  readonly position: string;
  readonly event_id: string;
  readonly type: string;
  readonly schema_version: number;
  readonly data: string;
  readonly metadata: EventMetadata;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
}

/** A stored event from its row. */
export function storedEvent(row: EventRow): StoredEvent {
  return {
    streamId: row.stream_id,
    version: Number(row.version),
    position: BigInt(row.position),
    eventId: row.event_id,
    type: row.type,
    schemaVersion: row.schema_version,
    data: JSON.parse(row.data),
    dataText: row.data,
    metadata: row.metadata,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
  };
}
