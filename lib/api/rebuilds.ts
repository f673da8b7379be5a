import { z } from "zod";
import { EventFailure } from "./event-failure";
import { RebuildVerification } from "./rebuild-verification";
import { Instant, Position } from "./route-description";

export const REBUILD_STATUSES = ["queued", "running", "ready", "promoted", "done", "failed", "cancelled"] as const;
export const REBUILD_PHASES = ["build", "indexes", "catch-up", "verify"] as const;
export const REBUILD_SCOPES = ["whole", "stream", "partition"] as const;
export const PROMOTION_POLICIES = ["manual", "when-clean", "always"] as const;

export const RebuildSample = z.object({
  sampledAt: Instant,
  second: z.number().meta({ description: "Seconds since the attempt began." }),
  phase: z.enum(REBUILD_PHASES),
  eventsRead: z.number(),
  rowsWritten: z.number(),
  rate: z.number().meta({ description: "Events a second since the sample before." }),
});
export type RebuildSample = z.infer<typeof RebuildSample>;

export const PhaseTiming = z.object({
  phase: z.enum(REBUILD_PHASES),
  attempt: z.number().int(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
});
export type PhaseTiming = z.infer<typeof PhaseTiming>;

/** What holding it back, losing its worker or ending it would leave behind, as it is now. */
const RebuildConsequences = z.object({
  pause: z
    .object({ keptInMemory: z.boolean(), versionNotFed: z.number().int().nullable() })
    .nullable()
    .meta({ description: "null: it cannot be paused, or is." }),
  workerLost: z
    .object({ startsAgain: z.boolean(), eventsToReadAgain: z.number() })
    .nullable()
    .meta({ description: "null: no worker is at it." }),
  cancel: z
    .object({ droppedVersion: z.number().int().nullable(), eventsRead: z.number(), rowsWritten: z.number() })
    .nullable()
    .meta({ description: "null: it is over." }),
});

/** A rebuild without its samples, as lists show it. */
export const Rebuild = z.object({
  id: z.uuid(),
  projection: z.string(),
  version: z.number().int(),
  status: z.enum(REBUILD_STATUSES),
  phase: z.enum(REBUILD_PHASES).nullable(),
  scope: z.enum(REBUILD_SCOPES),
  scopeOf: z.string().nullable().meta({ description: "The stream's id, or the partition's number." }),
  promotion: z.enum(PROMOTION_POLICIES),
  requestedBy: z.string(),
  requestedAt: Instant,
  reason: z.string().nullable(),
  attempt: z.number().int(),
  worker: z.string().nullable(),
  targetPosition: Position.nullable(),
  eventsTotal: z.number().nullable(),
  eventsRead: z.number(),
  rowsWritten: z.number(),
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  elapsedMs: z.number().nullable().meta({ description: "From the start to the end, or to now." }),
  fraction: z.number(),
  rate: z
    .number()
    .nullable()
    .meta({ description: "Events a second: lately while it builds, of the whole build afterwards." }),
  etaSeconds: z.number().nullable(),
  phases: z.array(PhaseTiming),
  paused: z.object({ at: Instant, by: z.string(), reason: z.string().nullable() }).nullable(),
  throttle: z.number().int().nullable().meta({ description: "The most events a second that the build may read." }),
  error: EventFailure.nullable(),
  verification: RebuildVerification.nullable(),
  verifyingAgain: z.object({ at: Instant, by: z.string() }).nullable().meta({
    description: "Who asked for another comparison, until a worker has made it.",
  }),
  consequences: RebuildConsequences,
});
export type Rebuild = z.infer<typeof Rebuild>;

/** Events that the version being built could not apply. */
export const RebuildDeadLetters = z.object({
  count: z.number().int(),
  latest: z.array(
    z.object({
      id: z.uuid(),
      type: z.string(),
      schemaVersion: z.number().int(),
      streamId: z.string(),
      streamVersion: z.number().int(),
      message: z.string(),
      skipped: z.boolean().meta({ description: "False: its stream is parked behind it." }),
      failedAt: Instant,
    }),
  ),
});
export type RebuildDeadLetters = z.infer<typeof RebuildDeadLetters>;

export const RebuildProgress = Rebuild.extend({
  samples: z.array(RebuildSample),
  behind: z.number().int().nullable().meta({ description: "Events it is behind while it is fed; else null." }),
  deadLetters: RebuildDeadLetters,
});
export type RebuildProgress = z.infer<typeof RebuildProgress>;

export const RebuildList = z.object({ rebuilds: z.array(Rebuild), at: Instant, liveWorkers: z.number().int() });
export type RebuildList = z.infer<typeof RebuildList>;

export const RebuildPreflight = z.object({
  projection: z.string(),
  scope: z.enum(REBUILD_SCOPES),
  nextVersion: z.number().int(),
  servingVersion: z.number().int().nullable(),
  partitions: z.number().int(),
  types: z.array(z.string()).nullable(),
  eventsToRead: z.number().int(),
  eventsExact: z.boolean().meta({ description: "False: an estimate, because counting would take long." }),
  eventsInStore: z.number().int(),
  /** From the rates of past rebuilds of this projection; `null` until one was measured. */
  estimate: z.object({ seconds: z.number(), plusMinus: z.number().nullable(), runs: z.number().int() }).nullable(),
  rows: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  parked: z.number().int().meta({ description: "Streams of the version that serves which wait behind a dead letter." }),
  why: z.array(z.string()),
  dependents: z.array(z.string()),
  columnsChange: z.boolean(),
  liveWorkers: z.number().int(),
  blockedBy: z.string().nullable().meta({ description: "Why it cannot be rebuilt now." }),
});
export type RebuildPreflight = z.infer<typeof RebuildPreflight>;
