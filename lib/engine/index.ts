export * from "./errors";
export type {
  EventMetadata,
  ExpectedVersion,
  NewEvent,
  Queryable,
  StoredEvent,
} from "./events";
export { isLossless, type JsonText, jsonText, parseLossless, stringifyLossless } from "./json";
export type { PgType } from "./projections/columns";
export {
  InvalidProjectionError,
  LeaseLostError,
  PromotionFailedError,
  RebuildInProgressError,
  RebuildNotFoundError,
  RebuildStateError,
  UnknownProjectionError,
} from "./projections/errors";
export {
  type PhaseTiming,
  type RebuildFailure,
  type RebuildPhase,
  type RebuildProgress,
  type RebuildSample,
  type RebuildStatus,
  rebuildProgress,
} from "./projections/progress";
export {
  type EventField,
  type Handler,
  type Projection,
  type ProjectionDefinition,
  projection,
  type ReadModelRow,
} from "./projections/projection";
export { type RebuildRequest, type RequestedRebuild, requestRebuild } from "./projections/request-rebuild";
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
export { type ExportOptions, exportEvents } from "./store/interchange/export-events";
export {
  type ImportOptions,
  type ImportProgress,
  type ImportResult,
  importEvents,
} from "./store/interchange/import-events";
export type { SkippedLine } from "./store/interchange/staged-rows";
export { type PostgresEventStoreOptions, postgresEventStore } from "./store/postgres-event-store";
export { sliceOf, streamCategory } from "./store/stream-name";
export { inTransaction } from "./store/transaction";
export { watermark } from "./store/watermark";
