import { z } from "zod";

/** A read model that a change of the active upcasters makes stale. */
export const StaleProjection = z.object({
  name: z.string(),
  rows: z.number().int().nullable(),
  /** How many events a rebuild reads. */
  events: z.number().int(),
  /** From the rates of past rebuilds, of others where it had none; `null` until one was measured. */
  estimate: z.object({ seconds: z.number(), runs: z.number().int(), ofOthers: z.boolean() }).nullable(),
});
export type StaleProjection = z.infer<typeof StaleProjection>;

export const Impact = z.object({
  eventsReadDifferently: z.number().int(),
  eventsInStore: z.number().int(),
  projections: z.array(StaleProjection),
  /** Read models that are stale now and would be what the upcasters then make. */
  madeWhole: z.array(z.string()),
  /** Snapshots that are in use now and would not be. */
  snapshots: z.number().int(),
});
export type Impact = z.infer<typeof Impact>;

export const ReaderWarning = z.object({
  /** `loses`: a reader would not get these events any more; `unread`: nobody reads what is made of them. */
  kind: z.enum(["loses", "unread"]),
  reader: z.object({ kind: z.enum(["projection", "reactor", "reducer", "upcaster"]), name: z.string() }).nullable(),
  /** What the reader reads, or what nobody does. */
  types: z.array(z.string()),
  events: z.number().int(),
  message: z.string(),
});
export type ReaderWarning = z.infer<typeof ReaderWarning>;

/** What a change of the active upcasters touches, and whom it takes events away from. */
export const Consequences = z.object({ impact: Impact, warnings: z.array(ReaderWarning) });
export type Consequences = z.infer<typeof Consequences>;
