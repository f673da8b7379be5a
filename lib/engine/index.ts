export { type Decider, type DecisionContext, decider, type HandleOptions, handle } from "./aggregates/decider";
export { applyChanges, type Change, diffJson } from "./aggregates/diff";
export { type InferredState, mergeReducer } from "./aggregates/merge-reducer";
export { type Reducer, reducer, reducerHash } from "./aggregates/reducer";
export {
  type StateAt,
  type StateContext,
  type StatePoint,
  type StateProblem,
  startFold,
  stateAt,
} from "./aggregates/state-at";
export * from "./errors";
export type {
  EventMetadata,
  ExpectedVersion,
  NewEvent,
  Queryable,
  StoredEvent,
} from "./events";
export { type CompiledExpression, compileExpression, ExpressionError, type ExpressionPlace } from "./evolution/cel";
export { compileChain, type UpcasterChain, type UpcastResult } from "./evolution/chain";
export { type ChainProblem, checkChain } from "./evolution/check-chain";
export { codeUpcaster, dropEvent, type EventData, type SeveralEvents, severalEvents } from "./evolution/code-upcaster";
export { declarativeUpcaster, type UpcasterDefinition } from "./evolution/declarative-upcaster";
export { loadChain } from "./evolution/load-chain";
export { type Operation, OperationFailedError, OperationSchema, OperationsSchema } from "./evolution/operations";
export { formatPath, type PathSegments, parsePath, problemWithPath } from "./evolution/path";
export type { ChainTrace, TraceStep } from "./evolution/trace";
export { type EventSchema, type ReadableEvent, schemaName, type Upcaster } from "./evolution/upcaster";
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
