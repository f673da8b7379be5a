import { z } from "zod";
import { AsOf, Clock } from "./as-of";
import { PositionParameter, type RouteDescription } from "./route-description";
import { StreamIdParameter } from "./stream-path";
import { SetBy, StateProblem } from "./stream-state";
import { wholeNumber } from "./whole-number";

const Version = wholeNumber(0).optional();
const Name = z.string().min(1).max(512).optional();

/** A side of a comparison as the API takes it: `aStream`, `aPosition` and so on. */
function sideOf<Side extends "a" | "b">(side: Side) {
  const word = side.toUpperCase();
  return {
    [side]: Version.meta({ description: `Version of side ${word}; 0 is the state before any event.` }),
    [`${side}Position`]: PositionParameter.optional(),
    [`${side}Instant`]: AsOf.shape.instant,
    [`${side}Clock`]: Clock.optional(),
    [`${side}Stream`]: Name.meta({
      description: `Another stream for side ${word}; that of the address when left out.`,
    }),
    [`${side}Reducer`]: Name,
    [`${side}Draft`]: z.uuid().optional().meta({ description: "A draft upcaster that this side is read with." }),
  } as SideShape<Side>;
}

type SideShape<Side extends "a" | "b"> = Readonly<Record<Side, typeof Version>> &
  Readonly<Record<`${Side}Position`, z.ZodOptional<typeof PositionParameter>>> &
  Readonly<Record<`${Side}Instant`, typeof AsOf.shape.instant>> &
  Readonly<Record<`${Side}Clock`, z.ZodOptional<typeof Clock>>> &
  Readonly<Record<`${Side}Stream` | `${Side}Reducer`, typeof Name>> &
  Readonly<Record<`${Side}Draft`, z.ZodOptional<z.ZodUUID>>>;

/** What `GET /api/v1/streams/{streamId}/diff` takes: for each side a point, and what else is other about it. */
export const DiffRequest = z.object({ ...sideOf("a"), ...sideOf("b") });
export type DiffRequest = z.output<typeof DiffRequest>;

const DiffEnd = z.object({
  streamId: z.string(),
  version: z.number().int(),
  reducer: z.object({ name: z.string(), version: z.number().int(), inferred: z.boolean() }),
  occurredAt: z.string().nullable(),
  type: z.string().nullable(),
  leftOut: z
    .array(z.number().int())
    .meta({ description: "Versions before this one that came later than the instant; the state is without them." }),
  problems: z.array(StateProblem),
});

const DiffChange = z.object({
  kind: z.enum(["added", "removed", "changed", "moved", "renamed"]),
  path: z.string().meta({ description: "In state B; in state A for what was removed." }),
  from: z.string().nullable().meta({ description: "The path in state A of what moved or was renamed." }),
  before: z.string().nullable().meta({ description: "As JSON, digit for digit." }),
  after: z.string().nullable(),
  setBy: SetBy.nullable().meta({
    description:
      "Between two points of one stream: the last event between them that touched it; of 200 changes. Not told where a " +
      "side leaves out events.",
  }),
});

export const StreamDiff = z.object({
  streamId: z.string(),
  a: DiffEnd,
  b: DiffEnd,
  changes: z.array(DiffChange).meta({ description: "The first 10,000, in the order of the states." }),
  counts: z.object({
    changed: z.number().int(),
    added: z.number().int(),
    removed: z.number().int(),
    moved: z.number().int(),
    renamed: z.number().int(),
    unchanged: z.number().int().meta({ description: "Leaves that are the same." }),
  }),
  elapsedMs: z.number(),
});
export type StreamDiff = z.infer<typeof StreamDiff>;

export const streamDiffRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/diff",
    tag: "Streams",
    summary: "Compare two states: of two points, two streams, two reducers, or with and without a draft upcaster",
    description:
      "Items of lists are matched by a member that tells them apart (`id`, `lineId`, `sku`, …), else by their order; " +
      "a number differs when one of its digits does.",
    role: "viewer",
    params: StreamIdParameter,
    query: DiffRequest,
    response: StreamDiff,
    problems: [404, 409, 422],
  },
];
