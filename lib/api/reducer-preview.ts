import { z } from "zod";
import { ReducerBody, ReducerProblem } from "./reducers";
import { Instant, type RouteDescription } from "./route-description";

export const ReducerPreviewRequest = z.object({
  definition: ReducerBody,
  streams: z.number().int().min(1).max(100).default(20).meta({ description: "How many streams to fold." }),
});

/** An event that the reducer cannot fold. */
const FailedEvent = z.object({
  streamId: z.string(),
  version: z.number().int(),
  type: z.string(),
  message: z.string(),
  /** Which expression of the definition, where it is one: `on.0.changes.2.expression`. */
  path: z.string().nullable(),
});
export type FailedEvent = z.infer<typeof FailedEvent>;

export const ReducerPreview = z.object({
  /** What is wrong with the definition; nothing was folded where one is an error. */
  problems: z.array(ReducerProblem),
  streams: z.array(z.object({ streamId: z.string(), events: z.number().int(), failed: z.number().int() })),
  /** Of the category in all. */
  streamsOfCategory: z.number().int(),
  events: z.number().int(),
  failed: z.number().int(),
  /** Events of types that it does not look at. */
  ignored: z.number().int(),
  /** The first of each kind. */
  failures: z.array(FailedEvent.extend({ events: z.number().int() })),
  microsecondsPerEvent: z.number().nullable(),
  /** Time or events ran out before the sample was folded. */
  cut: z.boolean(),
});
export type ReducerPreview = z.infer<typeof ReducerPreview>;

export const ReducerStreamRequest = z.object({
  definition: ReducerBody,
  streamId: z.string().min(1).max(512),
  version: z.number().int().min(0).optional().meta({ description: "The last one looked at, when left out." }),
});

const FoldedState = z.object({
  stateText: z.string(),
  /** The leaves that the event at this version set. */
  setHere: z.array(z.string()),
  removedHere: z.array(z.string()),
});

export const ReducerStream = z.object({
  streamId: z.string(),
  streamVersion: z.number().int(),
  /** The state is the one at this version. */
  version: z.number().int(),
  /** Every event that was folded. */
  steps: z.array(
    z.object({
      version: z.number().int(),
      type: z.string(),
      occurredAt: Instant,
      outcome: z.enum(["changed", "unchanged", "failed"]),
    }),
  ),
  failures: z.array(FailedEvent),
  draft: FoldedState,
  present: FoldedState.extend({ name: z.string(), version: z.number().int(), inferred: z.boolean() }),
  microsecondsPerEvent: z.number().nullable(),
  /** The stream is longer than what is folded for a preview. */
  cut: z.boolean(),
});
export type ReducerStream = z.infer<typeof ReducerStream>;

const TAG = "Reducers";

export const reducerPreviewRoutes: readonly RouteDescription[] = [
  {
    method: "post",
    path: "/api/v1/reducers/preview",
    tag: TAG,
    summary: "Fold a sample of the category's streams with a definition that need not be saved",
    role: "viewer",
    body: ReducerPreviewRequest,
    response: ReducerPreview,
  },
  {
    method: "post",
    path: "/api/v1/reducers/preview-stream",
    tag: TAG,
    summary: "Fold one stream with a definition that need not be saved, beside the reducer that it has today",
    role: "viewer",
    body: ReducerStreamRequest,
    response: ReducerStream,
    problems: [404],
  },
];
