import { z } from "zod";
import { Position, type RouteDescription } from "./route-description";
import { wholeNumber } from "./whole-number";

const Instant = z.iso.datetime({ offset: true });

// Postgres refuses NUL in any text, and nothing stored holds it.
const text = z.string().refine((value) => !value.includes("\0"), "must not contain a NUL character");

export const DEAD_LETTER_STATUSES = ["parked", "skipped", "applied"] as const;
export const DEAD_LETTER_GROUPINGS = ["error", "projection", "stream"] as const;
export const WITHIN = ["1h", "24h", "7d", "30d"] as const;

/** Which dead letters: what lists show and what "all that match" means. */
export const DeadLetterFilter = z.object({
  status: z.enum([...DEAD_LETTER_STATUSES, "any"]).default("parked"),
  q: text.max(512).default("").meta({ description: "Any part of the error, the stream id or the event id." }),
  projection: text.max(64).optional(),
  type: text.max(256).optional().meta({ description: "As stored." }),
  error: text.max(4096).optional().meta({ description: "An `errorGroup`, exactly." }),
  stream: text.max(512).optional().meta({ description: "A stream id, exactly." }),
  within: z.enum(WITHIN).optional().meta({ description: "Failed first within this time." }),
  failedUpTo: Instant.optional().meta({ description: "Failed first at this instant or earlier." }),
});
export type DeadLetterFilter = z.output<typeof DeadLetterFilter>;

export const DeadLettersQuery = DeadLetterFilter.extend({
  group: z.enum(DEAD_LETTER_GROUPINGS).default("error").meta({ description: "What stands together in the list." }),
  after: z.string().max(8192).optional().meta({ description: "`next` of the page before, with the same filter." }),
  limit: wholeNumber(1, 500).prefault(100),
});
export type DeadLettersQuery = z.output<typeof DeadLettersQuery>;

export const DeadLetterSummaryQuery = DeadLetterFilter.extend({
  group: z.enum(DEAD_LETTER_GROUPINGS).default("error"),
});
export type DeadLetterSummaryQuery = z.output<typeof DeadLetterSummaryQuery>;

export const DeadLetterExportQuery = DeadLetterFilter.extend({ format: z.enum(["csv", "ndjson"]).default("ndjson") });

export const DeadLetter = z.object({
  id: z.uuid(),
  projection: z.string(),
  version: z.number().int().meta({ description: "Of the read model." }),
  versionState: z.string().meta({ description: "live, or that of a version which is being built." }),
  streamId: z.string(),
  streamVersion: z.number().int(),
  position: Position,
  eventId: z.string(),
  type: z.string().meta({ description: "As stored." }),
  schemaVersion: z.number().int(),
  key: z.string().nullable().meta({ description: "The row it failed on, when the error says which." }),
  status: z.enum(DEAD_LETTER_STATUSES),
  waiting: z.number().int().meta({ description: "Later events of the stream that wait behind it." }),
  errorGroup: z.string().meta({ description: "The same for errors that differ only in ids, numbers and quotes." }),
  message: z.string(),
  attempts: z.number().int(),
  failedAt: Instant,
  lastAttemptAt: Instant,
  retryRequestedAt: Instant.nullable(),
  retryRequestedBy: z.string().nullable(),
  resolvedAt: Instant.nullable(),
  resolvedBy: z.string().nullable(),
  reason: z.string().nullable(),
  group: z.string().meta({ description: "The `key` of its group." }),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const DeadLetterPage = z.object({
  deadLetters: z.array(DeadLetter),
  next: z.string().nullable(),
  at: Instant,
});
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;

const DeadLetterGroup = z.object({
  key: z.string(),
  title: z.string(),
  projections: z.array(z.string()),
  errors: z.number().int(),
  errorGroup: z.string().meta({ description: "Of its newest dead letter." }),
  count: z.number().int(),
  parked: z.number().int(),
  skipped: z.number().int(),
  applied: z.number().int(),
  waiting: z.number().int(),
  firstFailedAt: Instant,
  lastFailedAt: Instant,
});
export type DeadLetterGroup = z.infer<typeof DeadLetterGroup>;

const Facet = z.array(z.object({ value: z.string(), count: z.number().int() }));

/** A partition that stands still in front of an event, because its projection's policy is to stop. */
const StoppedPartition = z.object({
  projection: z.string(),
  version: z.number().int(),
  partition: z.number().int(),
  message: z.string(),
  streamId: z.string().nullable(),
  streamVersion: z.number().int().nullable(),
  type: z.string().nullable(),
  since: Instant.nullable(),
  attempts: z.number().int(),
  retryAt: Instant.nullable(),
  behind: z.number().int().meta({ description: "Positions between its checkpoint and the watermark." }),
});
export type StoppedPartition = z.infer<typeof StoppedPartition>;

export const DeadLetterSummary = z.object({
  total: z.number().int(),
  parked: z.number().int(),
  streams: z.number().int(),
  projectionCount: z.number().int(),
  waiting: z.number().int().meta({ description: "Later events held back behind them." }),
  requested: z.number().int().meta({ description: "Retries asked for that no worker has finished." }),
  newestFailedAt: Instant.nullable(),
  lastResolvedAt: Instant.nullable().meta({ description: "By an operator, of any dead letter." }),
  groups: z.array(DeadLetterGroup).meta({ description: "The newest first, at most 500." }),
  projections: Facet.meta({ description: "Under the same filter, whatever its `projection`." }),
  types: Facet.meta({ description: "Under the same filter, whatever its `type`." }),
  stopped: z.array(StoppedPartition),
  appliedUpTo: Position.meta({ description: "Every live read model has passed it." }),
  liveWorkers: z.number().int(),
  at: Instant,
});
export type DeadLetterSummary = z.infer<typeof DeadLetterSummary>;

const Attempt = z.object({
  attempt: z.number().int(),
  attemptedAt: Instant,
  worker: z.string().nullable(),
  requestedBy: z.string().nullable(),
  message: z.string(),
  stack: z.string().nullable(),
});
export type DeadLetterAttempt = z.infer<typeof Attempt>;

const RowBefore = z.object({
  table: z.string(),
  keyColumn: z.string(),
  key: z.string(),
  columns: z
    .array(z.object({ name: z.string(), type: z.string(), value: z.string().nullable() }))
    .nullable()
    .meta({ description: "Null: there is no row of that key." }),
});
export type RowBefore = z.infer<typeof RowBefore>;

export const DeadLetterDetail = z.object({
  deadLetter: DeadLetter,
  attempts: z.array(Attempt).meta({ description: "Newest first." }),
  event: z
    .object({
      occurredAt: Instant,
      recordedAt: Instant,
      dataText: z.string().meta({ description: "As stored, digit for digit." }),
      readAs: z.array(z.object({ type: z.string(), schemaVersion: z.number().int(), dataText: z.string() })),
      problem: z.string().nullable().meta({ description: "Why it cannot be read today." }),
    })
    .nullable(),
  row: RowBefore.nullable().meta({ description: "As it stands now; null when it is not known which." }),
  held: z.object({
    total: z.number().int(),
    lastVersion: z.number().int().nullable(),
    events: z
      .array(z.object({ version: z.number().int(), type: z.string(), position: Position, recordedAt: Instant }))
      .meta({ description: "The first of them." }),
  }),
  sameError: z.object({
    others: z.number().int(),
    firstFailedAt: Instant,
    lastFailedAt: Instant,
    deployment: z.object({ label: z.string(), deployedAt: Instant }).nullable(),
  }),
  policy: z.object({ policy: z.enum(["park", "skip", "stop"]), attempts: z.number().int() }),
  retryUpToVersion: z.number().int().nullable(),
  retryEdited: z.boolean().meta({ description: "The retry that was asked for uses an edited payload." }),
  liveWorkers: z.number().int(),
});
export type DeadLetterDetail = z.infer<typeof DeadLetterDetail>;

export const DeadLetterId = z.object({ id: z.uuid() });

const Reason = z.string().trim().max(500);
const RequiredReason = z.string().trim().min(1, "say why").max(500);
const UpToVersion = wholeNumber(1).meta({ description: "The last version of the stream to apply." });

/** Either dead letters by id, or all parked ones that a filter matches. */
export const RetryRequest = z
  .object({
    ids: z.array(z.uuid()).min(1).max(10_000).optional(),
    filter: DeadLetterFilter.omit({ status: true }).optional(),
    upToVersion: UpToVersion.optional(),
    reason: Reason.optional(),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), "give either ids or a filter")
  .refine(({ ids, upToVersion }) => upToVersion === undefined || ids?.length === 1, {
    path: ["upToVersion"],
    message: "is a version of one stream: give one id",
  });

export const EditAndRetryRequest = z.object({
  data: z
    .unknown()
    .refine((data) => data !== undefined, "give the payload")
    .meta({ description: "The payload to use once, in the event's stored schema version." }),
  reason: RequiredReason,
  upToVersion: UpToVersion.optional(),
});

export const SkipRequest = z.object({ ids: z.array(z.uuid()).min(1).max(10_000), reason: RequiredReason });

/** What came of a retry or a skip, as far as it was seen within a few seconds. */
export const DeadLetterOutcome = z.object({
  requested: z.number().int(),
  applied: z.number().int().meta({ description: "Dead letters whose event is applied now." }),
  skipped: z.number().int(),
  failed: z.number().int().meta({ description: "That failed again." }),
  unfinished: z.number().int().meta({ description: "That no worker has finished yet." }),
  eventsApplied: z.number().int().meta({ description: "Their events and those that waited behind them." }),
  stillParked: z.number().int().meta({ description: "Streams that are parked again at a later event." }),
  message: z.string(),
});
export type DeadLetterOutcome = z.infer<typeof DeadLetterOutcome>;

export const deadLetterRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/dead-letters",
    tag: "Dead letters",
    summary: "List events that projections and reactors could not apply, grouped",
    role: "viewer",
    query: DeadLettersQuery,
    response: DeadLetterPage,
  },
  {
    method: "get",
    path: "/api/v1/dead-letters/summary",
    tag: "Dead letters",
    summary: "Count dead letters, by group, projection and type; list partitions that have stopped",
    role: "viewer",
    query: DeadLetterSummaryQuery,
    response: DeadLetterSummary,
  },
  {
    method: "get",
    path: "/api/v1/dead-letters/export",
    tag: "Dead letters",
    summary: "Every dead letter under a filter, as CSV or as one JSON object a line",
    role: "viewer",
    query: DeadLetterExportQuery,
    response: { mediaType: "application/x-ndjson", description: "Or text/csv, with `format=csv`." },
  },
  {
    method: "post",
    path: "/api/v1/dead-letters/retry",
    tag: "Dead letters",
    summary: "Retry parked streams: by id, one up to a version, or all that a filter matches",
    description: "Waits a few seconds for the workers, and says what they did.",
    role: "operator",
    body: RetryRequest,
    response: DeadLetterOutcome,
    problems: [404, 409],
  },
  {
    method: "post",
    path: "/api/v1/dead-letters/skip",
    tag: "Dead letters",
    summary: "Leave the events out, and apply what waits behind them",
    role: "operator",
    body: SkipRequest,
    response: DeadLetterOutcome,
    problems: [404, 409],
  },
  {
    method: "get",
    path: "/api/v1/dead-letters/{id}",
    tag: "Dead letters",
    summary: "Read a dead letter: every attempt, the event, the row before, what waits behind it",
    role: "viewer",
    params: DeadLetterId,
    response: DeadLetterDetail,
    problems: [404],
  },
  {
    method: "post",
    path: "/api/v1/dead-letters/{id}/edit-and-retry",
    tag: "Dead letters",
    summary: "Retry a parked stream with another payload for the failing event, used once",
    description: "The stored event does not change; the payload and the reason are kept in the audit.",
    role: "admin",
    params: DeadLetterId,
    body: EditAndRetryRequest,
    response: DeadLetterOutcome,
    problems: [404, 409],
  },
];
