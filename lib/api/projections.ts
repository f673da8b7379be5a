import { z } from "zod";
import { EventFailure } from "./event-failure";
import { ChartMarkOf, LagTrend, Recommendation, StallCause } from "./projection-watch";
import { Rebuild } from "./rebuilds";
import { Instant, Position, type RouteDescription } from "./route-description";
import { wholeNumber } from "./whole-number";

/** In the order of the list: what needs somebody first. */
export const STATUS_KINDS = [
  "stopped",
  "no-worker",
  "held",
  "taking-over",
  "paused",
  "changed",
  "retrying",
  "behind",
  "parked",
  "rebuilding",
  "not-built",
  "running",
  "in-append",
  "on-request",
  "idle",
  "retired",
] as const;

/** How its rows are made: by workers, in the append's transaction, when somebody asks; a reactor makes none. */
export const PROJECTION_MODES = ["async", "inline", "live", "reactor"] as const;

export const ProjectionStatus = z.object({
  kind: z.enum(STATUS_KINDS),
  /** Two or three words, as the tag says them. */
  words: z.string(),
  /** One sentence: the fact, the cause, what to do. */
  reason: z.string(),
  since: Instant.nullable(),
  /** The event that cannot be applied. */
  event: z.object({ streamId: z.string(), version: z.number().int(), position: Position, type: z.string() }).nullable(),
});
export type ProjectionStatus = z.infer<typeof ProjectionStatus>;

export const ProjectionNeed = z.object({
  kind: z.enum(["rebuild", "promote", "resume", "retry", "worker", "append"]),
  words: z.string(),
  why: z.string(),
  /** Where it is done; `null`: in a dialog, here. */
  href: z.string().nullable(),
});
export type ProjectionNeed = z.infer<typeof ProjectionNeed>;

export const LagSample = z.object({ at: Instant, behind: z.number().int() });
export type LagSample = z.infer<typeof LagSample>;

export const ProjectionSummary = z.object({
  name: z.string(),
  description: z.string(),
  mode: z.enum(PROJECTION_MODES),
  definitionVersion: z.number().int(),
  servingVersion: z.number().int().nullable(),
  status: ProjectionStatus,
  needs: z.array(ProjectionNeed),
  /** Why it does not advance, what matters most first; empty while it does. */
  causes: z.array(StallCause),
  recommendation: Recommendation.nullable(),
  /** Streams held back behind an event that cannot be applied, and how many later events of theirs wait. */
  parked: z.object({ streams: z.number().int(), waiting: z.number().int() }),
  checkpoint: Position,
  watermark: Position,
  behind: z.number().int().meta({ description: "Events of its types up to the watermark that it has still to apply." }),
  /** False: of many the first were counted, and the rest is estimated. */
  behindExact: z.boolean(),
  behindSeconds: z.number().nullable(),
  lagTrend: LagTrend.nullable(),
  eventsPerSecond: z.number().nullable(),
  rows: z.number().int().nullable(),
  /** False when the figure is Postgres's estimate. */
  rowsExact: z.boolean(),
  bytes: z.number().int().nullable(),
  partitions: z.number().int(),
  /** Workers that are alive and run the definition it was built by. */
  workers: z.number().int(),
  lastHour: z.array(LagSample),
  rebuild: z
    .object({
      id: z.uuid(),
      version: z.number().int(),
      status: z.string(),
      phase: z.string().nullable(),
      fraction: z.number().nullable(),
      paused: z.object({ at: Instant, by: z.string().nullable(), reason: z.string().nullable() }).nullable(),
    })
    .nullable(),
  lastRebuild: z.object({ id: z.uuid(), finishedAt: Instant, durationMs: z.number() }).nullable(),
});
export type ProjectionSummary = z.infer<typeof ProjectionSummary>;

export const ProjectionList = z.object({
  projections: z.array(ProjectionSummary),
  /** Of the last hour, for the chart. */
  marks: z.array(ChartMarkOf),
  watermark: Position,
  liveWorkers: z.number().int(),
  at: Instant,
});
export type ProjectionList = z.infer<typeof ProjectionList>;

export const ProjectionPartition = z.object({
  partition: z.number().int(),
  slices: z.object({ from: z.number().int(), to: z.number().int() }),
  checkpoint: Position,
  behind: z.number().int(),
  eventsApplied: z.number().int(),
  appliedAt: Instant.nullable(),
  worker: z.string().nullable(),
  leaseUntil: Instant.nullable(),
  leaseEpoch: z.number().int(),
  attempts: z.number().int(),
  retryAt: Instant.nullable(),
  error: EventFailure.nullable(),
});
export type ProjectionPartition = z.infer<typeof ProjectionPartition>;

export const ReadModelVersion = z.object({
  version: z.number().int(),
  state: z.string(),
  tableName: z.string().nullable(),
  definitionVersion: z.number().int(),
  definitionHash: z.string(),
  upcasterHash: z.string(),
  createdAt: Instant,
  promotedAt: Instant.nullable(),
  retiredAt: Instant.nullable(),
});
export type ReadModelVersion = z.infer<typeof ReadModelVersion>;

/** Consumers were given another version of the read model. */
export const Promotion = z.object({
  at: Instant,
  kind: z.enum(["promoted", "by-itself", "rolled-back"]),
  version: z.number().int(),
  previousVersion: z.number().int().nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  rowsThatDiffered: z.number().int().nullable().meta({ description: "null: it was not verified." }),
});
export type Promotion = z.infer<typeof Promotion>;

export const PromotionList = z.object({ promotions: z.array(Promotion) });

/** What consumers saw before the last promotion, kept for a roll back. */
export const RetiredVersion = z.object({
  version: z.number().int(),
  retiredAt: Instant.nullable(),
  fed: z.boolean().meta({ description: "False: the code holds another definition, and its rows stay as they are." }),
  checkpoint: Position,
  behind: z.number().int(),
  rows: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
});
export type RetiredVersion = z.infer<typeof RetiredVersion>;

export const ProjectionDetail = ProjectionSummary.extend({
  types: z.array(z.string()).nullable().meta({ description: "As read today; null: every type." }),
  kind: z.enum(["fold", "raw", "reactor"]),
  reads: z.enum(["today", "stored"]),
  keyColumn: z.string(),
  source: z.enum(["code", "console"]),
  keyedBy: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  indexes: z.array(z.array(z.string())),
  view: z.string(),
  definitionHash: z.string(),
  upcasterHash: z.string().nullable(),
  registeredAt: Instant,
  paused: z.object({ at: Instant, by: z.string().nullable(), reason: z.string().nullable() }).nullable(),
  partitionList: z.array(ProjectionPartition),
  versions: z.array(ReadModelVersion),
  retired: RetiredVersion.nullable(),
  activeRebuild: Rebuild.nullable().meta({ description: "The one that waits, runs, or is ready to be promoted." }),
  at: Instant,
});
export type ProjectionDetail = z.infer<typeof ProjectionDetail>;

export const ReadModelRows = z.object({
  view: z.string(),
  keyColumn: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  /** Every value as text, digit for digit; `null` is SQL's null. */
  rows: z.array(z.record(z.string(), z.string().nullable())),
  after: z.string().nullable(),
});
export type ReadModelRows = z.infer<typeof ReadModelRows>;

export const ReadModelRowsQuery = z.object({
  after: z.string().optional().meta({ description: "The key of the last row of the page before." }),
  search: z.string().optional().meta({ description: "Only rows whose key contains this." }),
  limit: wholeNumber(1, 500).prefault(100),
});
export type ReadModelRowsQuery = z.input<typeof ReadModelRowsQuery>;

export const ProjectionName = z.object({ name: z.string() });
export const PauseRequest = z.object({ reason: z.string().trim().max(500).optional() });
export const Message = z.object({ message: z.string() });

export const projectionRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/projections",
    tag: "Projections",
    summary: "List projections with status, lag and what each needs",
    role: "viewer",
    response: ProjectionList,
  },
  {
    method: "get",
    path: "/api/v1/projections/{name}",
    tag: "Projections",
    summary: "Read one projection: definition, partitions, read-model versions",
    role: "viewer",
    params: ProjectionName,
    response: ProjectionDetail,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/projections/{name}/rows",
    tag: "Projections",
    summary: "Read rows of the read model that consumers see, in the order of the key",
    role: "viewer",
    params: ProjectionName,
    query: ReadModelRowsQuery,
    response: ReadModelRows,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/projections/{name}/promotions",
    tag: "Projections",
    summary: "List when consumers were given another version of the read model, newest first",
    role: "viewer",
    params: ProjectionName,
    response: PromotionList,
  },
  {
    method: "post",
    path: "/api/v1/projections/{name}/pause",
    tag: "Projections",
    summary: "Pause a projection: its read model stays readable and stops following",
    role: "operator",
    params: ProjectionName,
    body: PauseRequest,
    response: Message,
    problems: [404],
  },
  {
    method: "post",
    path: "/api/v1/projections/{name}/resume",
    tag: "Projections",
    summary: "Resume a paused projection from its checkpoints",
    role: "operator",
    params: ProjectionName,
    response: Message,
    problems: [404],
  },
];
