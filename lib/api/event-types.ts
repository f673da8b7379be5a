import { z } from "zod";
import { Position, type RouteDescription } from "./route-description";

const Instant = z.iso.datetime({ offset: true });

export const EventTypeVersion = z.object({
  schemaVersion: z.number().int(),
  events: z.number().int(),
  firstPosition: Position,
  lastPosition: Position,
  firstAt: Instant,
  lastAt: Instant,
  /** Read through an upcaster today. */
  old: z.boolean(),
});
export type EventTypeVersion = z.infer<typeof EventTypeVersion>;

export const ChainProblem = z.object({ kind: z.string(), message: z.string() });
export type ChainProblem = z.infer<typeof ChainProblem>;

export const EventTypeSummary = z.object({
  type: z.string(),
  slot: z.number().int(),
  events: z.number().int(),
  versions: z.array(EventTypeVersion),
  eventsInOldVersions: z.number().int(),
  firstAt: Instant,
  lastAt: Instant,
  chainWhole: z.boolean(),
  problems: z.array(ChainProblem),
});
export type EventTypeSummary = z.infer<typeof EventTypeSummary>;

export const EventTypeList = z.object({
  types: z.array(EventTypeSummary),
  events: z.number().int(),
  eventsInOldVersions: z.number().int(),
  upTo: Position,
});
export type EventTypeList = z.infer<typeof EventTypeList>;

export const ChainNode = z.object({
  type: z.string(),
  schemaVersion: z.number().int(),
  events: z.number().int(),
  lastAt: Instant.nullable(),
  latest: z.boolean(),
});
export type ChainNode = z.infer<typeof ChainNode>;

export const ChainEdge = z.object({
  id: z.string(),
  title: z.string(),
  source: z.enum(["code", "console"]),
  state: z.enum(["draft", "verified", "active", "retired"]),
  from: z.object({ type: z.string(), schemaVersion: z.number().int() }),
  to: z.object({ type: z.string(), schemaVersion: z.number().int() }),
});
export type ChainEdge = z.infer<typeof ChainEdge>;

export const SampleEvent = z.object({
  streamId: z.string(),
  version: z.number().int(),
  position: Position,
  schemaVersion: z.number().int(),
  occurredAt: Instant,
  dataText: z.string(),
});
export type SampleEvent = z.infer<typeof SampleEvent>;

export const EventTypeDetail = EventTypeSummary.extend({
  categories: z.array(z.string()),
  nodes: z.array(ChainNode),
  edges: z.array(ChainEdge),
  readAs: z.array(z.object({ type: z.string(), schemaVersion: z.number().int() })),
  samples: z.array(SampleEvent),
  readers: z.object({
    projections: z.array(z.object({ name: z.string(), as: z.string() })),
    reducers: z.array(z.object({ name: z.string(), category: z.string().nullable(), version: z.number().int() })),
  }),
});
export type EventTypeDetail = z.infer<typeof EventTypeDetail>;

export const EventTypeName = z.object({ type: z.string() });

export const eventTypeRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/event-types",
    tag: "Event types",
    summary: "List event types with their versions, counts and chain",
    role: "viewer",
    response: EventTypeList,
  },
  {
    method: "get",
    path: "/api/v1/event-types/{type}",
    tag: "Event types",
    summary: "Read one event type: versions, the upcasters on its path, samples, who reads it",
    role: "viewer",
    params: EventTypeName,
    response: EventTypeDetail,
    problems: [404],
  },
];
