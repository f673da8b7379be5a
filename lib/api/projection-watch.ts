import { z } from "zod";
import { Instant, Position } from "./route-description";

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
