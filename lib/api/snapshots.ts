import { z } from "zod";
import { Message } from "./projections";
import { Instant, type RouteDescription } from "./route-description";
import { StreamIdParameter } from "./stream-path";
import { wholeNumber } from "./whole-number";

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes("\0"), "must not contain a NUL character");

const Reason = text(500).trim();
const Category = text(512).min(1, "Choose a category.");
const Every = z.number().int().min(1, "At least after one event.").max(1_000_000);

export const SnapshotPolicy = z.object({
  category: z.string(),
  streams: z.number().int(),
  longest: z.number().int().meta({ description: "The version of its longest stream." }),
  reducer: z.object({ name: z.string(), every: z.number().int().nullable() }).meta({
    description: "The category's first reducer, and after how many events it keeps one by itself; null: never.",
  }),
  decided: z
    .object({ every: z.number().int().nullable(), by: z.string(), at: Instant })
    .nullable()
    .meta({ description: "What an operator decided instead; `every` null: never. null: nothing." }),
});
export type SnapshotPolicy = z.infer<typeof SnapshotPolicy>;

export const SnapshotGroup = z.object({
  category: z.string(),
  reducer: z.string(),
  reducerVersion: z.number().int(),
  hash: z.string().meta({ description: "Names the reducer and the upcasters that they were made with." }),
  snapshots: z.number().int(),
  streams: z.number().int(),
  bytes: z.number().int(),
  newestAt: Instant,
  stale: z.boolean().meta({ description: "Made with another reducer or other upcasters than today's: not used." }),
});
export type SnapshotGroup = z.infer<typeof SnapshotGroup>;

export const SnapshotOverview = z.object({
  policies: z.array(SnapshotPolicy).meta({ description: "The largest categories, and those that were decided on." }),
  groups: z.array(SnapshotGroup),
  check: z
    .object({
      checked: z.number().int(),
      damaged: z.number().int(),
      places: z.array(z.object({ streamId: z.string(), version: z.number().int() })),
    })
    .meta({ description: "The newest, of up to 100 MB, compared with their checksums once more." }),
});
export type SnapshotOverview = z.infer<typeof SnapshotOverview>;

export const SetSnapshotPolicy = z.object({
  category: Category,
  every: z.union([Every, z.enum(["never", "as-written"])]).meta({
    description: "After so many events; or never; or as the category's reducers say.",
  }),
  reason: Reason.min(1, "Say why."),
});

/** What a drop is narrowed to: at least one of them. */
const Narrowed = z.object({
  streamId: text(512).optional(),
  version: z.number().int().min(1).optional().meta({ description: "Of the stream." }),
  category: text(512).optional(),
  reducer: text(200).optional().meta({ description: "By name." }),
  hash: text(64).optional(),
  stale: z.boolean().optional().meta({ description: "Only those made with another reducer or other upcasters." }),
});
export const DropSnapshots = Narrowed.extend({ reason: Reason.optional() }).refine(
  ({ version: _, reason: __, ...narrowed }) =>
    Object.values(narrowed).some((value) => value !== undefined && value !== false),
  "Say which snapshots: a stream, a category, a reducer, a hash, or the stale ones.",
);

export const DroppedSnapshots = Message.extend({ snapshots: z.number().int(), bytes: z.number().int() });

export const StreamSnapshot = z.object({
  version: z.number().int(),
  reducer: z.string(),
  reducerVersion: z.number().int(),
  hash: z.string(),
  bytes: z.number().int(),
  createdAt: Instant,
  stale: z.boolean(),
  damaged: z.boolean().meta({ description: "Its state is no longer the one that was saved: it is not used." }),
});
export type StreamSnapshot = z.infer<typeof StreamSnapshot>;

export const StreamSnapshots = z.object({
  snapshots: z.array(StreamSnapshot).meta({ description: "The newest version first, up to 500." }),
  every: z.number().int().nullable().meta({ description: "After how many events one is kept; null: never." }),
});
export type StreamSnapshots = z.infer<typeof StreamSnapshots>;

export const SnapshotCostQuery = z.object({
  version: wholeNumber(0).optional().meta({ description: "The newest when left out." }),
  reducer: text(200).optional(),
});

const Fold = z.object({
  elapsedMs: z.number(),
  eventsRead: z.number().int(),
  fromSnapshot: z.number().int().nullable(),
});
export const SnapshotCost = z.object({
  version: z.number().int(),
  with: Fold,
  without: Fold,
  same: z.boolean().meta({
    description: "Whether both folds give the same state. If not, the reducer was changed but not its version.",
  }),
});
export type SnapshotCost = z.infer<typeof SnapshotCost>;

export const snapshotRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/snapshots",
    tag: "Snapshots",
    summary: "List snapshots by category and reducer, how often they are kept, and which are stale or damaged",
    role: "viewer",
    response: SnapshotOverview,
  },
  {
    method: "post",
    path: "/api/v1/snapshots/policies",
    tag: "Snapshots",
    summary: "Decide after how many events snapshots of a category are kept; those that are there stay",
    role: "operator",
    body: SetSnapshotPolicy,
    response: Message,
  },
  {
    method: "post",
    path: "/api/v1/snapshots/drop",
    tag: "Snapshots",
    summary: "Drop snapshots of a stream, category or reducer, or the stale ones; no state is another afterwards",
    role: "operator",
    body: DropSnapshots,
    response: DroppedSnapshots,
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/snapshots",
    tag: "Snapshots",
    summary: "List the snapshots of a stream, newest version first, each checked",
    role: "viewer",
    params: StreamIdParameter,
    response: StreamSnapshots,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/snapshots/cost",
    tag: "Snapshots",
    summary: "Fold a state with snapshots and without, and measure both",
    role: "viewer",
    params: StreamIdParameter,
    query: SnapshotCostQuery,
    response: SnapshotCost,
    problems: [404, 409],
  },
];
