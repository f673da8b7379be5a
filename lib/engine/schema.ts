import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgSchema,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

/** Everything of the engine lives in this schema; read models live in `read_models`. */
export const foldline = pgSchema("foldline");

/** A `bigint` that is a place in the global order: `bigint` in code, a string in JSON. */
const position = customType<{ data: bigint; driverData: string }>({
  dataType: () => "bigint",
  fromDriver: (value) => BigInt(value),
  toDriver: (value) => value.toString(),
});
const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const version = (name: string) => bigint(name, { mode: "number" });

/** Positions are drawn from here, always after the floor lock is held (see `foldline.append`). */
export const positionSequence = foldline.sequence("position_seq", { cache: 1 });

export const streams = foldline.table(
  "streams",
  {
    streamId: text("stream_id").primaryKey(),
    category: text("category").notNull(),
    version: version("version").notNull(),
    slice: smallint("slice").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  // No index holds what an append changes (version, updated_at): its update then touches no index at all.
  (table) => [index("streams_category").on(table.category, table.streamId)],
);

export const events = foldline.table(
  "events",
  {
    streamId: text("stream_id").notNull(),
    version: version("version").notNull(),
    position: position("position").notNull(),
    eventId: uuid("event_id").notNull(),
    type: text("type").notNull(),
    schemaVersion: smallint("schema_version").notNull().default(1),
    slice: smallint("slice").notNull(),
    data: json("data").notNull(),
    metadata: jsonb("metadata").notNull().default({}),
    occurredAt: at("occurred_at").notNull(),
    recordedAt: at("recorded_at").notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ name: "events_pkey", columns: [table.streamId, table.version] }),
    unique("events_stream_id_event_id_key").on(table.streamId, table.eventId),
    index("events_position").on(table.position),
    index("events_type_position").on(table.type, table.position),
    index("events_category_position").on(sql`split_part(stream_id, '-', 1)`, table.position),
    index("events_occurred_at").on(table.occurredAt),
    index("events_recorded_at").using("brin", table.recordedAt),
    index("events_correlation_id")
      .on(sql`(metadata ->> 'correlationId')`, table.position)
      .where(sql`metadata ? 'correlationId'`),
  ],
);

/** A reducer's state at a version, under the hash of the reducer and the upcasters it was folded with. */
export const snapshots = foldline.table(
  "snapshots",
  {
    streamId: text("stream_id").notNull(),
    reducerHash: text("reducer_hash").notNull(),
    version: version("version").notNull(),
    state: json("state").notNull(),
    /** Of the state's text: one that does not fit it any more is not used. */
    checksum: text("checksum").notNull(),
    bytes: integer("bytes").notNull(),
    /** What the hash stands for, to be read by people. */
    reducer: text("reducer").notNull(),
    reducerVersion: integer("reducer_version").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.streamId, table.reducerHash, table.version] })],
);

/** How often snapshots of a category's streams are taken, where an operator decided; else the reducer says so. */
export const snapshotPolicies = foldline.table("snapshot_policies", {
  category: text("category").primaryKey(),
  /** After a fold over this many events or more; null: never. */
  every: integer("every"),
  setBy: text("set_by").notNull(),
  setAt: at("set_at").notNull().defaultNow(),
});

/** Reducers written in the console, by version; one that is published never changes, a newer version takes its place. */
export const consoleReducers = foldline.table(
  "console_reducers",
  {
    name: text("name").notNull(),
    version: integer("version").notNull(),
    category: text("category").notNull(),
    definition: jsonb("definition").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    publishedBy: text("published_by"),
    publishedAt: at("published_at"),
    /** Set on every version when the reducer is taken out of use. */
    retiredAt: at("retired_at"),
    reason: text("reason"),
  },
  (table) => [primaryKey({ columns: [table.name, table.version] })],
);

/**
 * Upcasters written in the console. `state`: draft → verified (a job ran it cleanly over every event; saving a change makes
 * it a draft again) → active → retired. A published one never changes; restoring an earlier set makes it active again.
 */
export const upcasters = foldline.table(
  "upcasters",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    title: text("title").notNull(),
    type: text("type").notNull(),
    fromVersion: smallint("from_version").notNull(),
    toType: text("to_type").notNull(),
    toVersion: smallint("to_version").notNull(),
    operations: jsonb("operations").notNull(),
    state: text("state").notNull().default("draft"),
    /** The job whose clean result made it verified. */
    verifiedBy: uuid("verified_by"),
    createdBy: text("created_by").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    activatedBy: text("activated_by"),
    activatedAt: at("activated_at"),
    retiredBy: text("retired_by"),
    retiredAt: at("retired_at"),
    reason: text("reason"),
  },
  (table) => [index("upcasters_state").on(table.state)],
);

/** Every set of console upcasters that was ever active, the newest last: what a roll back goes back to. */
export const upcasterSets = foldline.table("upcaster_sets", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  upcasterIds: uuid("upcaster_ids").array().notNull(),
  /** `activate`, `retire` or `restore`; of the first two, the upcaster; of the last, the set that came back. */
  cause: text("cause").notNull(),
  upcasterId: uuid("upcaster_id"),
  restores: integer("restores"),
  createdBy: text("created_by").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
  reason: text("reason"),
});

/** The upcasters in code, as the worker that registered them last runs them: what the console shows of their source. */
export const codeUpcasters = foldline.table("code_upcasters", {
  id: text("id").primaryKey(),
  fingerprint: text("fingerprint").notNull(),
  source: text("source").notNull(),
  registeredAt: at("registered_at").notNull().defaultNow(),
});

/**
 * JSON Schemas of (type, schema version). One without `published_at` is a draft; a published one never changes, and holds
 * until it is withdrawn. Workers check stored events up to `checked_to` against it and go on as events arrive.
 */
export const eventSchemas = foldline.table(
  "event_schemas",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    type: text("type").notNull(),
    schemaVersion: smallint("schema_version").notNull(),
    schema: json("schema").notNull(),
    /** `console`, `code`, or `inferred` (published as it was inferred). */
    source: text("source").notNull(),
    /** Whether appends that do not fit are refused. */
    refuses: boolean("refuses").notNull().default(false),
    createdBy: text("created_by").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    publishedBy: text("published_by"),
    publishedAt: at("published_at"),
    withdrawnBy: text("withdrawn_by"),
    withdrawnAt: at("withdrawn_at"),
    reason: text("reason"),
    checkedTo: position("checked_to").notNull().default(sql`0`),
    checked: bigint("checked", { mode: "number" }).notNull().default(0),
    misfits: bigint("misfits", { mode: "number" }).notNull().default(0),
  },
  (table) => [
    uniqueIndex("event_schemas_one_draft").on(table.type, table.schemaVersion).where(sql`published_at is null`),
    uniqueIndex("event_schemas_one_published")
      .on(table.type, table.schemaVersion)
      .where(sql`published_at is not null and withdrawn_at is null`),
  ],
);

/** Stored events that do not fit the schema published for their (type, schema version). */
export const schemaMisfits = foldline.table(
  "schema_misfits",
  {
    schemaId: uuid("schema_id")
      .notNull()
      .references(() => eventSchemas.id, { onDelete: "cascade" }),
    position: position("position").notNull(),
    streamId: text("stream_id").notNull(),
    streamVersion: version("stream_version").notNull(),
    /** Where in the data, as a JSON Pointer, and what is wrong there. */
    path: text("path").notNull(),
    message: text("message").notNull(),
  },
  (table) => [primaryKey({ columns: [table.schemaId, table.position] })],
);

/**
 * Work over many events that a worker does for an operator and that survives it. `kind` says what is done, `subject` with
 * what, `params` how. `status`: queued → running → done, or failed, cancelled; a paused one keeps its status. What was
 * done up to `checkpoint` is stored: a job that lost its worker goes on from there.
 */
export const jobs = foldline.table(
  "jobs",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: text("kind").notNull(),
    subject: text("subject").notNull(),
    params: jsonb("params").notNull().default({}),
    status: text("status").notNull().default("queued"),
    requestedBy: text("requested_by").notNull(),
    requestedAt: at("requested_at").notNull().defaultNow(),
    reason: text("reason"),
    pausedAt: at("paused_at"),
    pausedBy: text("paused_by"),
    pauseReason: text("pause_reason"),
    attempt: integer("attempt").notNull().default(0),
    workerId: uuid("worker_id"),
    leaseUntil: at("lease_until"),
    checkpoint: position("checkpoint").notNull().default(sql`0`),
    /** The watermark when it began: how far it goes. */
    upTo: position("up_to"),
    eventsTotal: bigint("events_total", { mode: "number" }),
    eventsDone: bigint("events_done", { mode: "number" }).notNull().default(0),
    /** What it found so far, in the terms of its kind. */
    result: jsonb("result"),
    /** `[seconds since it started, events done]`, one a second at most; the rate is their slope. */
    samples: jsonb("samples").notNull().default([]),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
    error: jsonb("error"),
  },
  (table) => [
    index("jobs_subject").on(table.kind, table.subject, table.requestedAt),
    uniqueIndex("jobs_one_at_a_time").on(table.kind, table.subject).where(sql`status in ('queued', 'running')`),
  ],
);

/** Events that a job has something to say about. */
export const jobFindings = foldline.table(
  "job_findings",
  {
    jobId: uuid("job_id")
      .notNull()
      .references(() => jobs.id, { onDelete: "cascade" }),
    position: position("position").notNull(),
    /** In the terms of the job's kind: `failed`, `misfit`, `precision`; `dropped`, `split`. */
    kind: text("kind").notNull(),
    streamId: text("stream_id").notNull(),
    streamVersion: version("stream_version").notNull(),
    /** The same for findings that differ in ids, numbers and quoted values only. */
    reason: text("reason").notNull(),
    message: text("message").notNull(),
    /** The 0-based operation, the path and the value there as JSON, where they are known. */
    operation: smallint("operation"),
    path: text("path"),
    value: text("value"),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.kind, table.position] }),
    index("job_findings_reason").on(table.jobId, table.kind, table.reason, table.position),
  ],
);

/** One row for each projection that a worker has registered. */
export const projections = foldline.table("projections", {
  name: text("name").primaryKey(),
  definitionVersion: integer("definition_version").notNull(),
  definitionHash: text("definition_hash").notNull(),
  definition: jsonb("definition").notNull(),
  servingVersion: integer("serving_version"),
  pausedAt: at("paused_at"),
  pausedBy: text("paused_by"),
  pauseReason: text("pause_reason"),
  registeredAt: at("registered_at").notNull().defaultNow(),
});

/**
 * A read-model version: one table that one fill of a projection produced, and what it was built with.
 * `state`: building (a rebuild fills it) → catching-up → ready → live (consumers see it) → retired (kept for a roll back,
 * and fed as long as a worker has the definition that built it) → dropped, or failed / cancelled (its table is dropped).
 * Since `inline_since` a live one is written by the appends themselves, and by no worker.
 */
export const readModels = foldline.table(
  "read_models",
  {
    projection: text("projection").notNull(),
    version: integer("version").notNull(),
    /** Null for a reactor, which fills no table. */
    tableName: text("table_name"),
    definitionVersion: integer("definition_version").notNull(),
    definitionHash: text("definition_hash").notNull(),
    upcasterHash: text("upcaster_hash").notNull(),
    state: text("state").notNull(),
    inlineSince: at("inline_since"),
    createdAt: at("created_at").notNull().defaultNow(),
    promotedAt: at("promoted_at"),
    retiredAt: at("retired_at"),
  },
  (table) => [primaryKey({ columns: [table.projection, table.version] })],
);

/** The unit of work and of exactly-once: its checkpoint moves in the transaction that writes its rows. */
export const partitions = foldline.table(
  "partitions",
  {
    projection: text("projection").notNull(),
    version: integer("version").notNull(),
    partition: smallint("partition").notNull(),
    sliceFrom: smallint("slice_from").notNull(),
    sliceTo: smallint("slice_to").notNull(),
    checkpoint: position("checkpoint").notNull().default(sql`0`),
    leaseOwner: uuid("lease_owner"),
    leaseEpoch: bigint("lease_epoch", { mode: "number" }).notNull().default(0),
    leaseUntil: at("lease_until"),
    eventsApplied: bigint("events_applied", { mode: "number" }).notNull().default(0),
    appliedAt: at("applied_at"),
    error: jsonb("error"),
    attempts: integer("attempts").notNull().default(0),
    retryAt: at("retry_at"),
  },
  (table) => [
    primaryKey({ columns: [table.projection, table.version, table.partition] }),
    foreignKey({
      columns: [table.projection, table.version],
      foreignColumns: [readModels.projection, readModels.version],
    }).onDelete("cascade"),
  ],
);

/**
 * A rebuild, as a job that survives its worker. `status`: queued → running → ready → promoted, or failed, cancelled.
 * `phase` says where a running one is: build, indexes, catch-up, verify. Of `scope` stream or partition it folds a part
 * of the live read model again, in place, and ends as done.
 */
export const rebuilds = foldline.table(
  "rebuilds",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    projection: text("projection").notNull(),
    version: integer("version").notNull(),
    status: text("status").notNull().default("queued"),
    phase: text("phase"),
    /** `whole`, `stream` or `partition`; `scopeOf` names the stream, or is the partition's number. */
    scope: text("scope").notNull().default("whole"),
    scopeOf: text("scope_of"),
    /** `manual`, `when-clean` (if the verification found no difference) or `always`. */
    promotion: text("promotion").notNull().default("manual"),
    requestedBy: text("requested_by").notNull(),
    requestedAt: at("requested_at").notNull().defaultNow(),
    reason: text("reason"),
    attempt: integer("attempt").notNull().default(0),
    workerId: uuid("worker_id"),
    leaseUntil: at("lease_until"),
    targetPosition: position("target_position"),
    eventsTotal: bigint("events_total", { mode: "number" }),
    eventsRead: bigint("events_read", { mode: "number" }).notNull().default(0),
    rowsWritten: bigint("rows_written", { mode: "number" }).notNull().default(0),
    phases: jsonb("phases").notNull().default([]),
    pausedAt: at("paused_at"),
    pausedBy: text("paused_by"),
    pauseReason: text("pause_reason"),
    /** The most events a second that the build may read; null: as fast as it can. */
    throttle: integer("throttle"),
    /** What comparing it with the live version found; null until it was verified. */
    verification: jsonb("verification"),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
    error: jsonb("error"),
  },
  (table) => [
    index("rebuilds_projection").on(table.projection, table.requestedAt),
    index("rebuilds_status").on(table.status),
    uniqueIndex("rebuilds_one_at_a_time").on(table.projection).where(sql`status in ('queued', 'running', 'ready')`),
  ],
);

/** Rows in which a rebuilt read model differs from the live one, as the last verification found them; the first few thousand. */
export const rebuildDifferences = foldline.table(
  "rebuild_differences",
  {
    rebuildId: uuid("rebuild_id")
      .notNull()
      .references(() => rebuilds.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    /** `changed`, `added` (in the new version only) or `missing` (in the live one only). */
    kind: text("kind").notNull(),
    /** The columns that differ; all of them of a row that one version lacks. */
    columns: text("columns").array().notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
  },
  (table) => [
    primaryKey({ columns: [table.rebuildId, table.key] }),
    index("rebuild_differences_kind").on(table.rebuildId, table.kind, table.key),
  ],
);

/**
 * An event that a read-model version or a reactor could not apply. `status`: parked (the later events of its stream wait
 * behind it: all up to the partition's checkpoint) → applied or skipped. Skipped at once where the policy says so.
 */
export const deadLetters = foldline.table(
  "dead_letters",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    projection: text("projection").notNull(),
    version: integer("version").notNull(),
    partition: smallint("partition").notNull(),
    streamId: text("stream_id").notNull(),
    streamVersion: version("stream_version").notNull(),
    position: position("position").notNull(),
    eventId: uuid("event_id").notNull(),
    type: text("type").notNull(),
    schemaVersion: smallint("schema_version").notNull(),
    /** The row it failed on, when the error says which. */
    key: text("key"),
    status: text("status").notNull(),
    /** How many later events of the stream wait behind it. */
    waiting: bigint("waiting", { mode: "number" }).notNull().default(0),
    /** The same for errors that differ only in ids, numbers and quoted values: what the list groups by. */
    errorGroup: text("error_group").notNull(),
    message: text("message").notNull(),
    attempts: integer("attempts").notNull().default(0),
    failedAt: at("failed_at").notNull().defaultNow(),
    lastAttemptAt: at("last_attempt_at").notNull().defaultNow(),
    /** A retry that an operator asked for: how far in the stream, and the payload to use once instead of the stored one. */
    retryRequestedAt: at("retry_requested_at"),
    retryRequestedBy: text("retry_requested_by"),
    retryUpToVersion: version("retry_up_to_version"),
    retryData: json("retry_data"),
    /** Until when a worker is at it. */
    retryLeaseUntil: at("retry_lease_until"),
    resolvedAt: at("resolved_at"),
    resolvedBy: text("resolved_by"),
    reason: text("reason"),
  },
  (table) => [
    foreignKey({
      columns: [table.projection, table.version],
      foreignColumns: [readModels.projection, readModels.version],
    }).onDelete("cascade"),
    uniqueIndex("dead_letters_one_per_stream")
      .on(table.projection, table.version, table.partition, table.streamId)
      .where(sql`status = 'parked'`),
    index("dead_letters_status").on(table.status, table.position),
    index("dead_letters_event").on(table.streamId, table.streamVersion),
    index("dead_letters_retry").on(table.retryRequestedAt).where(sql`retry_requested_at is not null`),
  ],
);

/** Every attempt to apply a dead letter's event, with what came of it. */
export const deadLetterAttempts = foldline.table(
  "dead_letter_attempts",
  {
    deadLetterId: uuid("dead_letter_id")
      .notNull()
      .references(() => deadLetters.id, { onDelete: "cascade" }),
    attempt: integer("attempt").notNull(),
    attemptedAt: at("attempted_at").notNull().defaultNow(),
    /** The worker's name, and who asked for a retry. */
    worker: text("worker"),
    requestedBy: text("requested_by"),
    message: text("message").notNull(),
    stack: text("stack"),
  },
  (table) => [primaryKey({ columns: [table.deadLetterId, table.attempt] })],
);

/** Projections written in the console. A published version never changes; one without `published_at` is a draft. */
export const consoleProjections = foldline.table(
  "console_projections",
  {
    name: text("name").notNull(),
    version: integer("version").notNull(),
    definition: jsonb("definition").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    publishedBy: text("published_by"),
    publishedAt: at("published_at"),
    /** Set on every version when the projection is taken out of use. */
    retiredAt: at("retired_at"),
    reason: text("reason"),
  },
  (table) => [primaryKey({ columns: [table.name, table.version] })],
);

/** Recommendations to rebuild that an operator decided against; they hold as long as `built_with` stays the same. */
export const ignoredRecommendations = foldline.table(
  "ignored_recommendations",
  {
    projection: text("projection").notNull(),
    /** What the read model was built with and what it would be built with today: a change brings the advice back. */
    builtWith: text("built_with").notNull(),
    reason: text("reason").notNull(),
    ignoredBy: text("ignored_by").notNull(),
    ignoredAt: at("ignored_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.projection, table.builtWith] })],
);

/** When code that no worker had run before began to run; charts mark it. */
export const deployments = foldline.table("deployments", {
  fingerprint: text("fingerprint").primaryKey(),
  label: text("label").notNull(),
  deployedAt: at("deployed_at").notNull().defaultNow(),
});

/** How long a worker took for the batches of some seconds. */
export const batchSamples = foldline.table(
  "batch_samples",
  {
    projection: text("projection").notNull(),
    version: integer("version").notNull(),
    workerId: uuid("worker_id").notNull(),
    sampledAt: at("sampled_at").notNull(),
    batches: integer("batches").notNull(),
    events: integer("events").notNull(),
    medianMs: real("median_ms").notNull(),
    longestMs: real("longest_ms").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projection, table.version, table.workerId, table.sampledAt] }),
    index("batch_samples_sampled_at").on(table.sampledAt),
  ],
);

/** What a rebuild had read at a moment, one a second: the chart, the rate and the ETA come from here. */
export const rebuildSamples = foldline.table(
  "rebuild_samples",
  {
    rebuildId: uuid("rebuild_id")
      .notNull()
      .references(() => rebuilds.id, { onDelete: "cascade" }),
    attempt: integer("attempt").notNull(),
    sampledAt: at("sampled_at").notNull(),
    phase: text("phase").notNull(),
    eventsRead: bigint("events_read", { mode: "number" }).notNull(),
    rowsWritten: bigint("rows_written", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.rebuildId, table.attempt, table.sampledAt] })],
);

/** The watermark over time; the append rate is its slope. */
export const storeSamples = foldline.table("store_samples", {
  sampledAt: at("sampled_at").primaryKey(),
  watermark: position("watermark").notNull(),
});

/** How far a read-model version was behind at a moment. */
export const projectionSamples = foldline.table(
  "projection_samples",
  {
    projection: text("projection").notNull(),
    version: integer("version").notNull(),
    sampledAt: at("sampled_at").notNull(),
    lag: bigint("lag", { mode: "number" }).notNull(),
    eventsApplied: bigint("events_applied", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projection, table.version, table.sampledAt] }),
    index("projection_samples_sampled_at").on(table.sampledAt),
  ],
);

export const workers = foldline.table("workers", {
  workerId: uuid("worker_id").primaryKey(),
  name: text("name").notNull(),
  host: text("host").notNull(),
  pid: integer("pid").notNull(),
  /** What it runs, each as `name@definition version`: partitions are shared among workers that know them. */
  projections: jsonb("projections").notNull().default([]),
  startedAt: at("started_at").notNull().defaultNow(),
  seenAt: at("seen_at").notNull().defaultNow(),
  stoppedAt: at("stopped_at"),
});
