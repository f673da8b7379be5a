import { z } from "zod";
import { EventSchemaName } from "./event-schemas";
import {
  CatalogueState,
  CategoryUse,
  EventPaths,
  EventPlace,
  EventShapes,
  EventTypeShape,
  ShapeDiff,
  TypeHistory,
} from "./event-type-shape";
import { Instant, Position, type RouteDescription } from "./route-description";
import { wholeNumber } from "./whole-number";

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
  /** What a new upcaster would go on from, and lead to. */
  nextSchema: z.object({
    from: z.object({ type: z.string(), schemaVersion: z.number().int() }),
    to: z.object({ type: z.string(), schemaVersion: z.number().int() }),
  }),
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

/** Something that reads events of a schema version for meaning. */
export const EventReader = z.object({
  kind: z.enum(["reducer", "projection", "reactor", "upcaster"]),
  name: z.string(),
  source: z.enum(["code", "console"]),
  version: z.number().int().nullable(),
  /** A reducer's; `null`: any. */
  category: z.string().nullable(),
  /** What it gets to see: the stored schema, or what the upcasters make of it. */
  readsAs: z.object({ type: z.string(), schemaVersion: z.number().int() }),
  /** It takes every type, or names this one. */
  everyType: z.boolean(),
  /** An upcaster's id; `null` of others. */
  upcasterId: z.string().nullable(),
});
export type EventReader = z.infer<typeof EventReader>;

export const EventTypeVersionDetail = EventTypeVersion.extend({
  /** The first and the last event, by position. */
  first: EventPlace,
  last: EventPlace,
  /** What events of this version are read as today; several when an upcaster splits them. */
  readAs: z.array(z.object({ type: z.string(), schemaVersion: z.number().int() })),
  readers: z.array(EventReader),
  /** Different streams that events of this version stand in. */
  streams: z.number().int(),
  categories: z.array(CategoryUse),
  /** Streams and events of categories beyond those that are kept apart. */
  furtherCategories: z.object({ events: z.number().int(), streams: z.number().int() }).nullable(),
  /** `null` when nothing of it was looked at yet. */
  shape: EventTypeShape.nullable(),
  catalogue: CatalogueState,
});
export type EventTypeVersionDetail = z.infer<typeof EventTypeVersionDetail>;

export const EventTypeDetail = EventTypeSummary.extend({
  versions: z.array(EventTypeVersionDetail),
  categories: z.array(z.string()),
  nodes: z.array(ChainNode),
  edges: z.array(ChainEdge),
  readAs: z.array(z.object({ type: z.string(), schemaVersion: z.number().int() })),
  samples: z.array(SampleEvent),
});
export type EventTypeDetail = z.infer<typeof EventTypeDetail>;

export const EventTypeName = z.object({ type: z.string() });

const SchemaVersion = wholeNumber(0, 32_767);

export const ShapeDiffQuery = z.object({
  before: SchemaVersion,
  after: SchemaVersion,
  /** The type of `after`, when an upcaster renamed it. */
  afterType: z.string().optional(),
});
export type ShapeDiffQuery = z.infer<typeof ShapeDiffQuery>;

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
    summary: "Read one event type: versions with their shapes, the upcasters on its path, samples, who reads it",
    role: "viewer",
    params: EventTypeName,
    response: EventTypeDetail,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/event-types/{type}/history",
    tag: "Event types",
    summary: "Count the events of a type over the time at which they occurred, by schema version",
    role: "viewer",
    params: EventTypeName,
    response: TypeHistory,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/event-types/{type}/diff",
    tag: "Event types",
    summary: "Compare the shapes of two schema versions",
    role: "viewer",
    params: EventTypeName,
    query: ShapeDiffQuery,
    response: ShapeDiff,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/event-types/{type}/versions/{version}/shapes",
    tag: "Event types",
    summary: "Group the events of a schema version by shape, with examples of each",
    role: "viewer",
    params: EventSchemaName,
    response: EventShapes,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/event-types/{type}/versions/{version}/paths",
    tag: "Event types",
    summary: "List the paths that occur in events of a schema version, as an expression writes them",
    role: "viewer",
    params: EventSchemaName,
    response: EventPaths,
    problems: [404],
  },
];
