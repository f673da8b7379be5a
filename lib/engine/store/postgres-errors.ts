import {
  ConcurrentAppendError,
  InvalidEventError,
  InvalidStreamIdError,
  StoreNotMigratedError,
  UnstorableTextError,
} from "../errors";

/** The engine's error for what Postgres reported, or the error itself when it means nothing to the engine. */
export function engineError(error: unknown, streamIds: readonly string[]): unknown {
  const { code, constraint } = postgresFields(error);
  if (code === "23505" && constraint === "events_stream_id_event_id_key") {
    return new ConcurrentAppendError(streamIds, { cause: error });
  }
  if (code === "23514" && constraint === "streams_stream_id_length") {
    return new InvalidStreamIdError(streamIds[0] ?? "", "is empty or too long", { cause: error });
  }
  if (code === "22P05" || code === "22021")
    return new UnstorableTextError("metadata", "a NUL character", { cause: error });
  // Data is kept as text; of what an append carries, only metadata becomes numbers that have an end.
  if (code === "22003") return new InvalidEventError("metadata", "holds a number that is too large.", { cause: error });
  // Undefined table, undefined function, undefined schema.
  if (code === "42P01" || code === "42883" || code === "3F000") return new StoreNotMigratedError({ cause: error });
  return error;
}

function postgresFields(error: unknown): { code?: unknown; constraint?: unknown } {
  return error instanceof Error ? (error as Error & { code?: unknown; constraint?: unknown }) : {};
}
