export { type Bisection, bisectStream } from "./aggregates/bisect";
export type { BlamedLeaf } from "./aggregates/blame";
export { changesBetween, type StateChange } from "./aggregates/changes";
export { checkConsoleReducer, type ReducerProblem } from "./aggregates/console-reducers/check-console-reducer";
export { compileConsoleReducer, InvalidReducerError } from "./aggregates/console-reducers/console-reducer";
export { ReducerChangeError } from "./aggregates/console-reducers/console-reducer-changes";
export {
  type ConsoleReducerDefinition,
  type ConsoleReducerInput,
  ConsoleReducerSchema,
  type ReducerChange,
} from "./aggregates/console-reducers/console-reducer-definition";
export { parseStoredReducer, storedReducerText } from "./aggregates/console-reducers/console-reducer-stored";
export { type ConsoleReducerProblem, loadConsoleReducers } from "./aggregates/console-reducers/load-console-reducers";
export { type Decider, type DecisionContext, decider, type HandleOptions, handle } from "./aggregates/decider";
export { blameStream, type PathHistory, pathHistory } from "./aggregates/follow-stream";
export { changedEvents, type HistoryChange, HistoryChangeError } from "./aggregates/history-changes";
export { MOST_DECIDED_AT_ONCE } from "./aggregates/history-test/decisions";
export { type TestedDecider, type TestedReducer, testedDecider } from "./aggregates/history-test/tested-decider";
export { UntestableMaskError } from "./aggregates/history-test/untestable-mask-error";
export { type HistoryTest, type TestedStream, writeHistoryTest } from "./aggregates/history-test/write-history-test";
export { lastChanges } from "./aggregates/last-changes";
export { type InferredState, mergeReducer } from "./aggregates/merge-reducer";
export { type Reducer, reducer, reducerHash } from "./aggregates/reducer";
export { type ShortJson, shortJson } from "./aggregates/short-json";
export { type DroppedSnapshots, dropSnapshots } from "./aggregates/snapshots/drop-snapshots";
export { setSnapshotPolicy } from "./aggregates/snapshots/set-snapshot-policy";
export { checkSnapshots, snapshotGroups } from "./aggregates/snapshots/snapshot-groups";
export { snapshotPolicies } from "./aggregates/snapshots/snapshot-policies";
export { streamSnapshots } from "./aggregates/snapshots/stream-snapshots";
export {
  type StateAt,
  type StateContext,
  type StatePoint,
  type StateProblem,
  startFold,
  stateAt,
} from "./aggregates/state-at";
export { type StateCondition, stateCondition } from "./aggregates/state-condition";
export type { StatePath } from "./aggregates/state-path";
export { type Step, stepsThrough } from "./aggregates/steps";
export { type WhatIf, whatIf } from "./aggregates/what-if";
export * from "./errors";
export type {
  EventMetadata,
  ExpectedVersion,
  NewEvent,
  Queryable,
  StoredEvent,
} from "./events";
export { checkExpression } from "./evolution/cel/check";
export type { CheckScope } from "./evolution/cel/check-scope";
export { type CompiledExpression, compileExpression } from "./evolution/cel/expression";
export type { ExpressionProblem } from "./evolution/cel/expression-problem";
export { ExpressionError, type ExpressionPlace } from "./evolution/cel/parse";
export { compileChain, type UpcasterChain, type UpcastResult } from "./evolution/chain";
export { type ChainProblem, checkChain } from "./evolution/check-chain";
export { codeUpcaster, dropEvent, type EventData, type SeveralEvents, severalEvents } from "./evolution/code-upcaster";
export { addToShape, celStep, type DataShape, emptyShape, type JsonKind, shapePaths } from "./evolution/data-shape";
export { declarativeUpcaster, type UpcasterDefinition } from "./evolution/declarative-upcaster";
export { EXPORT_FORMATS, type ExportFormat, exportChain } from "./evolution/export/export-chain";
export type { ExportedFile } from "./evolution/export/exported-file";
export { type ImportedUpcaster, UpcasterDocument } from "./evolution/export/import-document";
export { UntranslatableError } from "./evolution/export/untranslatable";
export { loadChain } from "./evolution/load-chain";
export { lockActiveUpcasters } from "./evolution/lock-active-upcasters";
export { OperationFailedError, type PlaceInSplit } from "./evolution/operations/operation-failed";
export {
  CONVERT_TARGETS,
  type DataOperation,
  type Operation,
  OperationSchema,
  OperationsSchema,
  operationsFor,
  schemasMade,
  splitSchemas,
} from "./evolution/operations/schemas";
export {
  type OperationStep,
  type OperationsTrace,
  type SplitStep,
  type TracedEvent,
  traceOperations,
} from "./evolution/operations/trace";
export { formatPath, type PathSegments, parsePath, problemWithPath } from "./evolution/path";
export type { ChainTrace, TraceStep } from "./evolution/trace";
export { type EventSchema, type ReadableEvent, schemaName, type Upcaster } from "./evolution/upcaster";
export { BISECT_CATEGORY, bisectionSubject } from "./jobs/bisection";
export { cancelJob } from "./jobs/cancel-job";
export { COPY_CATEGORY, type CopyParams, type CopyResult } from "./jobs/copy-params";
export { countVerifiable } from "./jobs/count-verifiable";
export { dropFold } from "./jobs/drop-fold";
export {
  FoldInUseError,
  JobInProgressError,
  JobNotFoundError,
  JobStateError,
  JobUnavailableError,
} from "./jobs/errors";
export type { Finding, FindingGroup } from "./jobs/findings";
export { type FoldParams, type FoldResult, pointOf } from "./jobs/fold-params";
export { cleanVerification, latestVerification, type Verification } from "./jobs/latest-verification";
export { publishedOutputChecks } from "./jobs/output-checks";
export { pauseJob } from "./jobs/pause-job";
export { type JobProgress, type JobSample, type JobStatus, jobProgress, jobsProgress } from "./jobs/progress";
export { type BisectionRequest, requestBisection } from "./jobs/request-bisection";
export { type CopyRequest, checkCopy, requestCopy } from "./jobs/request-copy";
export { type FoldRequest, requestFold } from "./jobs/request-fold";
export { type JobRequest, requestJob } from "./jobs/request-job";
export { requestVerification, type VerificationRequest } from "./jobs/request-verification";
export { resumeJob } from "./jobs/resume-job";
export { type TriedCopy, tryCopy } from "./jobs/try-copy";
export { isClean, type TimedVerification, type VerificationResult } from "./jobs/verification";
export { VERIFY_UPCASTER, type VerificationParams, type VerifiedOf, verificationOf } from "./jobs/verification-params";
export type { OutputCheck, OutputChecks } from "./jobs/verifier";
export { type RangeToVerify, type VerifiedRange, verifyRange } from "./jobs/verify-range";
export { isLossless, type JsonText, jsonText, parseLossless, stringifyLossless } from "./json";
export { cancelRebuild } from "./projections/cancel-rebuild";
export type { ShapeDetail } from "./projections/catalogue-entry";
export type { PathDetail } from "./projections/catalogue-path";
export { celPath, fieldPointer, itemsPointer, pointerPath } from "./projections/catalogue-pointer";
export { type CatalogueFacet, isRestRow } from "./projections/catalogue-rows";
export { changeRebuild, type RebuildChanges } from "./projections/change-rebuild";
export {
  checkConsoleProjection,
  type DefinitionProblem,
  type ExpressionPart,
} from "./projections/check-console-projection";
export { checkReadModel, type ReadModelCheck } from "./projections/check-read-model";
export type { PgType } from "./projections/columns";
export { compareRows } from "./projections/compare-rows";
export {
  type ConsoleDefinition,
  type ConsoleDefinitionInput,
  ConsoleDefinitionSchema,
} from "./projections/console-definition";
export { compileConsoleProjection } from "./projections/console-projection";
export { countFoldable } from "./projections/count-foldable";
export { type DroppedProjection, dropProjection } from "./projections/drop-projection";
export { dropRetired } from "./projections/drop-retired";
export {
  DeadLetterNotFoundError,
  DeadLetterStateError,
  FrozenVersionError,
  InvalidProjectionError,
  LeaseLostError,
  LiveFoldTooLargeError,
  LiveFoldUnavailableError,
  PromotionFailedError,
  ReadModelStateError,
  RebuildInProgressError,
  RebuildNotFoundError,
  RebuildStateError,
  RebuildUnavailableError,
  RollBackImpossibleError,
  TooManyParkedError,
  UnknownProjectionError,
} from "./projections/errors";
export { eventCatalogue } from "./projections/event-catalogue";
export { type EventTypeRow, eventTypes } from "./projections/event-types";
export { foldAll, type Rows } from "./projections/fold";
export { FOLD_AS_OF, FOLD_KEPT_HOURS, foldTableName } from "./projections/fold-table";
export type { InlineOptions } from "./projections/inline";
export { joinInline } from "./projections/inline-join";
export { type ColumnOrigin, type LastSetByRequest, lastSetBy } from "./projections/last-set-by";
export { type FoldFailure, foldLive, type LiveFold, type LiveFoldRequest } from "./projections/live-fold";
export {
  type ConsoleProjectionProblem,
  type LoadedProjections,
  loadProjections,
  newestDefinitions,
} from "./projections/load-projections";
export type { Clock, LogPoint } from "./projections/log-point";
export type { Promotion } from "./projections/make-live";
export { pauseRebuild } from "./projections/pause-rebuild";
export {
  type PhaseTiming,
  type PromotionPolicy,
  type RebuildFailure,
  type RebuildPhase,
  type RebuildProgress,
  type RebuildSample,
  type RebuildStatus,
  type RebuildSummary,
  rebuildProgress,
  rebuildSummaries,
} from "./projections/progress";
export { upcasterHash } from "./projections/projected-event";
export {
  type ErrorPolicy,
  type EventField,
  type Handler,
  ofTheStream,
  type Projection,
  type ProjectionDefinition,
  type ProjectionMode,
  projection,
  type RawApply,
  type RawContext,
  type ReadModelRow,
} from "./projections/projection";
export { type PromotionRequest, promote } from "./projections/promote";
export { type RawProjectionDefinition, rawProjection } from "./projections/raw-projection";
export { type BuiltWith, type ReadModelStatus, readModelStatus } from "./projections/read-model-status";
export { type RebuildConsequences, rebuildConsequences } from "./projections/rebuild-consequences";
export { registerProjections } from "./projections/register";
export {
  type RebuildRequest,
  type RebuildScope,
  type RequestedRebuild,
  requestRebuild,
} from "./projections/request-rebuild";
export {
  type DeadLetterSelection,
  type RetryDemand,
  requestRetry,
  requestSkip,
  type SkipDemand,
} from "./projections/request-retry";
export { resumeRebuild } from "./projections/resume-rebuild";
export { type RollBackRequest, type RollBackTarget, rollBack, rollBackTarget } from "./projections/roll-back";
export type { ComparedColumn, ComparedRows, RebuildVerification } from "./projections/verification";
export { verifyAgain } from "./projections/verify-again";
export { type Backlog, type EventsBehind, eventsBehind } from "./runtime/events-behind";
export type { PartitionFailure } from "./runtime/partition-failure";
export {
  type Reaction,
  type Reactor,
  type ReactorDefinition,
  type ReactorHandler,
  reactor,
} from "./runtime/reactor";
export { type OpenAppend, openAppends } from "./runtime/stall-appends";
export { type DeadLease, deadLeases } from "./runtime/stall-leases";
export { runWorker, type WorkerOptions } from "./runtime/worker";
export { type LiveWorker, liveWorkers } from "./runtime/worker-record";
export { checkJsonSchema } from "./schemas/check-json-schema";
export { type CompiledEventSchema, compileEventSchema } from "./schemas/compile-event-schema";
export { EventSchemaError, InvalidJsonSchemaError, type SchemaProblem } from "./schemas/errors";
export { type CodeEventSchema, eventSchema, isSameSchema } from "./schemas/event-schema";
export { inferJsonSchema } from "./schemas/infer-json-schema";
export { type PublishedSchema, publishedSchema } from "./schemas/published-schema";
export { type SchemaRegistry, schemaRegistry } from "./schemas/schema-registry";
export { allConditions } from "./store/all-conditions";
export { type BrokenStream, brokenStreams } from "./store/check-streams";
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
export { type ExportedPart, exportPages } from "./store/interchange/export-pages";
export {
  type ImportOptions,
  type ImportProgress,
  type ImportResult,
  importEvents,
} from "./store/interchange/import-events";
export { isMasked } from "./store/interchange/masked-extension";
export { type FieldTally, fieldTally, type TalliedField } from "./store/interchange/masking/field-tally";
export { type EventMask, eventMask, type MaskRules } from "./store/interchange/masking/mask-events";
export { parseMaskPath } from "./store/interchange/masking/mask-path";
export { type LineRead, readLinesAsEvents } from "./store/interchange/read-lines";
export type { SkippedLine } from "./store/interchange/staged-rows";
export { type PostgresEventStoreOptions, postgresEventStore } from "./store/postgres-event-store";
export { readVersions } from "./store/read-versions";
export { sliceOf, streamCategory } from "./store/stream-name";
export { inTransaction } from "./store/transaction";
export { unstorablePart } from "./store/unstorable-text";
export { lastDrawnPosition, watermark } from "./store/watermark";
