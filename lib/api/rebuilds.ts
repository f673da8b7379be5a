import { z } from "zod";
import { Message } from "./projections";
import { Position, type RouteDescription } from "./route-description";

const Instant = z.iso.datetime({ offset: true });

export const REBUILD_STATUSES = ["queued", "running", "ready", "promoted", "failed", "cancelled"] as const;
export const REBUILD_PHASES = ["build", "indexes", "catch-up", "verify"] as const;
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

/** A rebuild without its samples, as lists show it. */
export const Rebuild = z.object({
  id: z.uuid(),
  projection: z.string(),
  version: z.number().int(),
  status: z.enum(REBUILD_STATUSES),
  phase: z.enum(REBUILD_PHASES).nullable(),
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
  error: z
    .object({
      message: z.string(),
      stack: z.string().nullable(),
      streamId: z.string().nullable(),
      streamVersion: z.number().int().nullable(),
      position: Position.nullable(),
      type: z.string().nullable(),
    })
    .nullable(),
});
export type Rebuild = z.infer<typeof Rebuild>;

export const RebuildProgress = Rebuild.extend({ samples: z.array(RebuildSample) });
export type RebuildProgress = z.infer<typeof RebuildProgress>;

export const RebuildList = z.object({ rebuilds: z.array(Rebuild), at: Instant, liveWorkers: z.number().int() });
export type RebuildList = z.infer<typeof RebuildList>;

export const RebuildPreflight = z.object({
  projection: z.string(),
  nextVersion: z.number().int(),
  servingVersion: z.number().int().nullable(),
  types: z.array(z.string()).nullable(),
  eventsToRead: z.number().int(),
  eventsInStore: z.number().int(),
  /** From the rates of past rebuilds of this projection; `null` until one was measured. */
  estimate: z.object({ seconds: z.number(), plusMinus: z.number().nullable(), runs: z.number().int() }).nullable(),
  rows: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  why: z.array(z.string()),
  dependents: z.array(z.string()),
  columnsChange: z.boolean(),
  liveWorkers: z.number().int(),
  blockedBy: z.string().nullable(),
});
export type RebuildPreflight = z.infer<typeof RebuildPreflight>;

export const RebuildRequest = z.object({
  projection: z.string().min(1),
  promotion: z.enum(PROMOTION_POLICIES).default("manual"),
  reason: z.string().trim().max(500).optional(),
});
export const RebuildsQuery = z.object({
  projection: z.string().optional(),
  status: z.enum(["running", "past"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const RebuildId = z.object({ id: z.uuid() });

export const rebuildRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/projections/{name}/preflight",
    tag: "Rebuilds",
    summary: "What a rebuild of this projection would read, take and leave behind",
    role: "viewer",
    params: z.object({ name: z.string() }),
    response: RebuildPreflight,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/rebuilds",
    tag: "Rebuilds",
    summary: "List rebuilds, newest first",
    role: "viewer",
    query: RebuildsQuery,
    response: RebuildList,
  },
  {
    method: "post",
    path: "/api/v1/rebuilds",
    tag: "Rebuilds",
    summary: "Request a rebuild; a worker takes it up",
    role: "operator",
    body: RebuildRequest,
    response: RebuildProgress,
    status: 202,
    problems: [404, 409],
  },
  {
    method: "get",
    path: "/api/v1/rebuilds/{id}",
    tag: "Rebuilds",
    summary: "Read a rebuild's progress: phases, rate, estimate and samples",
    role: "viewer",
    params: RebuildId,
    response: RebuildProgress,
    problems: [404],
  },
  {
    method: "post",
    path: "/api/v1/rebuilds/{id}/promote",
    tag: "Rebuilds",
    summary: "Make the read-model version that the rebuild filled the one consumers see",
    role: "operator",
    params: RebuildId,
    response: Message,
    problems: [404, 409],
  },
  {
    method: "post",
    path: "/api/v1/rebuilds/{id}/cancel",
    tag: "Rebuilds",
    summary: "Stop a rebuild and drop the table it was filling",
    role: "operator",
    params: RebuildId,
    response: Message,
    problems: [404, 409],
  },
];
