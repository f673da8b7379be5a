import { z } from "zod";
import { EventItem } from "./event-item";
import { Position, type RouteDescription } from "./route-description";
import { UpcastStep } from "./stream";
import { StreamIdParameter } from "./stream-path";

/** What a dry run takes: one event, at exactly the version that was looked at. */
export const CorrectionRequest = z.object({
  expectedVersion: z.number().int().min(1).meta({ description: "The version of the stream that was looked at." }),
  event: z.object({
    type: z.string().min(1, "An event has a type.").max(256),
    schemaVersion: z.number().int().min(1).max(32_767).default(1),
    data: z.unknown(),
    eventId: z.uuid().meta({ description: "The same id again appends nothing: a repeated request is safe." }),
    occurredAt: z.iso.datetime({ offset: true }).optional(),
  }),
  corrects: z.number().int().min(1).optional().meta({
    description: "The version of the event that this one corrects: its cause, and of its correlation.",
  }),
});
export type CorrectionRequest = z.output<typeof CorrectionRequest>;

/** What `POST /api/v1/streams/{streamId}/corrections` takes. */
export const AppendCorrection = CorrectionRequest.extend({
  reason: z.string().trim().min(1, "Say why.").max(500),
});

export const AppendedCorrection = z.object({
  streamId: z.string(),
  version: z.number().int(),
  position: Position,
  appended: z.number().int().meta({ description: "0 when the stream held the event already." }),
});

const Side = z.object({
  stateText: z.string(),
  problems: z.array(z.object({ version: z.number().int(), message: z.string() })),
});

/** Who would see the event, as what, and what would become of it there. */
export const CorrectionReader = z.object({
  kind: z.enum(["projection", "reactor"]),
  name: z.string(),
  mode: z.enum(["async", "inline", "live", "reactor"]),
  readsAs: z.object({ type: z.string(), schemaVersion: z.number().int() }),
  everyType: z.boolean().meta({ description: "It follows every type." }),
  status: z.object({ kind: z.string(), words: z.string(), reason: z.string() }),
  outcome: z.enum(["in-append", "refuses", "later", "waits", "parked", "on-request"]).meta({
    description:
      "Its rows are written in the append; it makes the append fail; a worker applies it; it waits until the projection " +
      "goes on; it waits behind an event of the stream that failed; it is folded when somebody asks.",
  }),
  parkedBehind: z
    .object({ deadLetter: z.uuid(), version: z.number().int(), waiting: z.number().int() })
    .nullable()
    .meta({ description: "The event of this stream that it could not apply." }),
});
export type CorrectionReader = z.infer<typeof CorrectionReader>;

/** What an append would do; it was tried, and taken back. */
export const CorrectionDryRun = z.object({
  streamId: z.string(),
  expectedVersion: z.number().int(),
  /** The stream is not at the expected version any more: what came in between. */
  conflict: z.object({ actual: z.number().int(), between: z.array(EventItem) }).nullable(),
  refusal: z
    .object({
      code: z.string(),
      message: z.string(),
      path: z
        .string()
        .nullable()
        .meta({ description: "A JSON Pointer into the data, where a JSON Schema refuses it." }),
      projection: z.string().nullable().meta({ description: "The one that runs in the append and failed." }),
    })
    .nullable()
    .meta({ description: "Why the append would fail." }),
  held: z.boolean().meta({ description: "The stream holds an event of this id: the append would do nothing." }),
  version: z.number().int().meta({ description: "That the event would have." }),
  metadataText: z.string(),
  reducer: z.object({ name: z.string(), version: z.number().int(), inferred: z.boolean() }),
  before: Side,
  after: Side,
  readAs: z.array(z.object({ type: z.string(), schemaVersion: z.number().int(), dataText: z.string() })),
  steps: z.array(UpcastStep),
  readProblem: z.string().nullable(),
  schema: z.enum(["fits", "misfit", "none"]).meta({ description: "Of the JSON Schema published for the event." }),
  readers: z.array(CorrectionReader),
  elapsedMs: z.number(),
});
export type CorrectionDryRun = z.infer<typeof CorrectionDryRun>;

export const correctionRoutes: readonly RouteDescription[] = [
  {
    method: "post",
    path: "/api/v1/streams/{streamId}/corrections",
    tag: "Streams",
    summary: "Append one correcting event at exactly the version that was looked at, with the reason",
    description:
      "409 when the stream has gone on; `details.actual` is its version. 422 when the event does not fit the JSON Schema " +
      "published for it. 403 for streams whose id begins with `$`.",
    role: "admin",
    params: StreamIdParameter,
    body: AppendCorrection,
    response: AppendedCorrection,
    problems: [404, 409, 422],
  },
  {
    method: "post",
    path: "/api/v1/streams/{streamId}/corrections/dry-run",
    tag: "Streams",
    summary: "Say what a correcting event would do: the state after it, how it is read, who would see it",
    description: "It is appended for a moment, inline projections included, and taken back: nothing is stored.",
    role: "admin",
    params: StreamIdParameter,
    body: CorrectionRequest,
    response: CorrectionDryRun,
    problems: [404],
  },
];
