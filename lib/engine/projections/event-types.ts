import { projection } from "./projection";

/** One type of event in one schema version, as stored. Positions are bigints. */
export interface EventTypeRow {
  readonly type: string;
  readonly schema_version: number;
  readonly events: bigint;
  readonly first_position: bigint;
  readonly first_occurred_at: Date;
  readonly last_position: bigint;
  readonly last_occurred_at: Date;
}

/** Built in: which event types there are, in which schema versions, how many, since and until when. */
export const eventTypes = projection<EventTypeRow>({
  name: "event-types",
  version: 1,
  description: "Every event type and schema version in the store: how many, since when, until when.",
  reads: "stored",
  keyColumn: "schema",
  key: ({ type, schemaVersion }) => `${type}@${schemaVersion}`,
  keyedBy: "key",
  partitions: 1,
  eventFields: [],
  columns: {
    type: "text",
    schema_version: "integer",
    events: "bigint",
    first_position: "bigint",
    first_occurred_at: "timestamptz",
    last_position: "bigint",
    last_occurred_at: "timestamptz",
  },
  indexes: [["type"]],
  on: {
    "*": (row, { type, schemaVersion, position, occurredAt }) => ({
      type,
      schema_version: schemaVersion,
      events: (row?.events ?? 0n) + 1n,
      first_position: row?.first_position ?? position,
      first_occurred_at: row === null || occurredAt < row.first_occurred_at ? occurredAt : row.first_occurred_at,
      last_position: position,
      last_occurred_at: row === null || occurredAt > row.last_occurred_at ? occurredAt : row.last_occurred_at,
    }),
  },
});
