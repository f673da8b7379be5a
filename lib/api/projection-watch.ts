import { z } from "zod";
import { Instant, Position, type RouteDescription } from "./route-description";

export const STALL_KINDS = [
  "poison",
  "no-worker",
  "dead-lease",
  "open-append",
  "paused",
  "rebuild-paused",
  "rebuilding",
] as const;

/** Why a projection does not advance. */
export const StallCause = z.object({
  kind: z.enum(STALL_KINDS),
  /** The cause and what it means, in sentences. */
  words: z.string(),
  since: Instant.nullable(),
  /** Until it ends by itself: the next attempt, or the take-over by another worker. */
  secondsLeft: z.number().nullable(),
  /** The event that cannot be applied. */
  event: z.object({ streamId: z.string(), version: z.number().int(), position: Position, type: z.string() }).nullable(),
  /** Of an append that stays open. */
  process: z
    .object({
      pid: z.number().int().nullable(),
      application: z.string().nullable(),
      client: z.string().nullable(),
      state: z.string().nullable(),
      query: z.string().nullable(),
    })
    .nullable(),
  /** Where to do something about it in the console. */
  link: z.object({ label: z.string(), href: z.string() }).nullable(),
});
export type StallCause = z.infer<typeof StallCause>;

export const LagTrend = z.object({
  direction: z.enum(["rising", "falling", "steady"]),
  perSecond: z.number().meta({ description: "Events that the lag grows by in a second; negative: it shrinks." }),
  /** When it falls on like that. */
  caughtUpInSeconds: z.number().nullable(),
});
export type LagTrend = z.infer<typeof LagTrend>;

export const RECOMMENDATION_KINDS = ["definition", "upcasters"] as const;

/** The advice to rebuild: the read model is not what its projection would build today. */
export const Recommendation = z.object({
  kind: z.enum(RECOMMENDATION_KINDS),
  words: z.string(),
  why: z.string(),
  /** What it was built with and what it would be built with; the advice comes back when this changes. */
  builtWith: z.string(),
  ignored: z.object({ by: z.string(), at: Instant, reason: z.string() }).nullable(),
});
export type Recommendation = z.infer<typeof Recommendation>;

export const ChartMarkOf = z.object({
  at: z.number().meta({ description: "Milliseconds since 1970." }),
  label: z.string(),
  kind: z.enum(["deployment", "upcaster", "promotion"]),
});
export type ChartMarkOf = z.infer<typeof ChartMarkOf>;

export const LAG_RANGES = ["1h", "24h", "7d", "90d"] as const;
export const LagRange = z.enum(LAG_RANGES);
export type LagRange = z.infer<typeof LagRange>;
export const LagQuery = z.object({ range: LagRange.default("1h") });

export const LagHistory = z.object({
  range: LagRange,
  from: z.number().meta({ description: "Milliseconds since 1970, like every `at` here." }),
  to: z.number(),
  /** One point stands for so long: the highest lag in it, all of its batches. */
  grainMs: z.number(),
  lag: z.array(z.object({ at: z.number(), behind: z.number() })),
  batches: z.array(
    z.object({
      at: z.number(),
      batches: z.number().int(),
      events: z.number(),
      typicalMs: z.number().meta({ description: "The mean of the medians of some seconds each." }),
      longestMs: z.number(),
    }),
  ),
  marks: z.array(ChartMarkOf),
});
export type LagHistory = z.infer<typeof LagHistory>;

export const IgnoreRequest = z.object({
  builtWith: z
    .string()
    .optional()
    .meta({ description: "Of the recommendation that was seen; refused when it changed." }),
  reason: z.string().trim().min(1, "say why").max(500),
});

const ProjectionName = z.object({ name: z.string() });
const Message = z.object({ message: z.string() });

export const projectionWatchRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/projections/{name}/lag",
    tag: "Projections",
    summary: "Lag and batch latency over a time, with deployments, upcasters and promotions",
    role: "viewer",
    params: ProjectionName,
    query: LagQuery,
    response: LagHistory,
    problems: [404],
  },
  {
    method: "post",
    path: "/api/v1/projections/{name}/recommendation/ignore",
    tag: "Projections",
    summary: "Ignore the recommendation to rebuild, until what it rests on changes",
    role: "operator",
    params: ProjectionName,
    body: IgnoreRequest,
    response: Message,
    problems: [404, 409],
  },
  {
    method: "post",
    path: "/api/v1/projections/{name}/recommendation/restore",
    tag: "Projections",
    summary: "Take back that the recommendation to rebuild was ignored",
    role: "operator",
    params: ProjectionName,
    response: Message,
    problems: [404],
  },
];
