export * from "./errors";
export type {
  EventMetadata,
  ExpectedVersion,
  NewEvent,
  Queryable,
  StoredEvent,
} from "./events";
export { isLossless, type JsonText, jsonText, parseLossless, stringifyLossless } from "./json";
export type {
  AllFilter,
  AllPage,
  Append,
  AppendOptions,
  AppendResult,
  Direction,
  EventStore,
  StreamRange,
} from "./store/event-store";
export {
  DEFAULT_MAX_PAYLOAD_BYTES,
  type PostgresEventStoreOptions,
  postgresEventStore,
} from "./store/postgres-event-store";
export { sliceOf, streamCategory } from "./store/stream-name";
export { inTransaction } from "./store/transaction";
export { watermark } from "./store/watermark";
