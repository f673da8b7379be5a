import { z } from "zod";
import { Position } from "./route-description";

/** How far the catalogue has counted. */
export const CatalogueState = z.object({
  /** Events up to this position are in it. */
  upTo: Position,
  watermark: Position,
  /** Stored events of what was asked for that are not in it yet. */
  waiting: z.number().int(),
  /** What to tell a person about it; `null` when it is up to date. */
  words: z.string().nullable(),
});
export type CatalogueState = z.infer<typeof CatalogueState>;

export const PathKind = z.enum(["text", "integer", "number", "truth value", "null", "object", "list"]);
export type PathKind = z.infer<typeof PathKind>;

/** An event to link to. */
export const EventPlace = z.object({ streamId: z.string(), version: z.number().int() });
export type EventPlace = z.infer<typeof EventPlace>;

export const ShapePath = z.object({
  /** A JSON Pointer in which `*` stands for every item of a list, and `~2` for a field of that name. */
  pointer: z.string(),
  /** For people: `lines[].price`. */
  path: z.string(),
  /** What stood there, the most frequent first. */
  kinds: z.array(z.object({ kind: PathKind, count: z.number().int() })),
  /** Events in which it stands. */
  events: z.number().int(),
  /** Of all events of the version: 0 to 1. */
  presence: z.number(),
  /** How often it was seen: items of a list count each. */
  seen: z.number().int(),
  /** Smallest and largest number, digit for digit. */
  min: z.string().nullable(),
  max: z.string().nullable(),
  /** Every value as JSON, the most frequent first; `null` when there are too many to keep. */
  values: z.array(z.object({ json: z.string(), count: z.number().int() })).nullable(),
  /** The first different values, as JSON, cut at 100 characters. */
  examples: z.array(z.string()),
  firstPosition: Position,
  lastPosition: Position,
});
export type ShapePath = z.infer<typeof ShapePath>;

/** What the data of one (type, schema version) looks like. */
export const EventTypeShape = z.object({
  /** Events that were looked at. */
  events: z.number().int(),
  /** In the order in which they first appeared, each followed by what is in it. */
  paths: z.array(ShapePath),
  /** Events with paths beyond those that are kept; 0 when all are. */
  eventsWithFurtherPaths: z.number().int(),
  /** How many different shapes there are; with `moreShapes`: at least. */
  shapes: z.number().int(),
  moreShapes: z.boolean(),
});
export type EventTypeShape = z.infer<typeof EventTypeShape>;

export const CategoryUse = z.object({
  category: z.string(),
  events: z.number().int(),
  streams: z.number().int(),
});
export type CategoryUse = z.infer<typeof CategoryUse>;

export const Span = z.enum(["day", "week", "month", "quarter", "year", "decade", "century"]);

/** Events of a type over the time at which they occurred, by schema version. */
export const TypeHistory = z.object({
  type: z.string(),
  bucket: Span,
  versions: z.array(z.number().int()),
  /** Without gaps; `at` is the first day of the bucket (UTC), `events` stand in the order of `versions`. */
  bars: z.array(z.object({ at: z.iso.date(), events: z.array(z.number().int()) })),
  /** Events whose time no calendar of four digits holds. */
  undated: z.number().int(),
  catalogue: CatalogueState,
});
export type TypeHistory = z.infer<typeof TypeHistory>;

export const ShapeDifference = z.object({
  pointer: z.string(),
  path: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  /** Of a changed one: what about it. */
  differs: z.array(z.enum(["type", "presence", "values", "range"])),
  before: ShapePath.nullable(),
  after: ShapePath.nullable(),
  /** JSON of values that only one side has; empty where either side has too many to keep. */
  valuesAdded: z.array(z.string()),
  valuesRemoved: z.array(z.string()),
});
export type ShapeDifference = z.infer<typeof ShapeDifference>;

const Schema = z.object({ type: z.string(), schemaVersion: z.number().int() });

/** What is different between the shapes of two schema versions. */
export const ShapeDiff = z.object({
  before: Schema.extend({ events: z.number().int() }),
  after: Schema.extend({ events: z.number().int() }),
  differences: z.array(ShapeDifference),
  /** Paths that are the same in both. */
  same: z.number().int(),
  catalogue: CatalogueState,
});
export type ShapeDiff = z.infer<typeof ShapeDiff>;

export const ShapeGroup = z.object({
  /** Names the shape: which paths there are, and what stands there. */
  id: z.string(),
  events: z.number().int(),
  /** Of all events of the version: 0 to 1. */
  share: z.number(),
  firstPosition: Position,
  lastPosition: Position,
  paths: z.array(z.object({ pointer: z.string(), path: z.string(), kinds: z.array(PathKind) })),
  /** Paths beyond those that are kept. */
  furtherPaths: z.number().int(),
  /** The first events of this shape. */
  examples: z.array(EventPlace),
});
export type ShapeGroup = z.infer<typeof ShapeGroup>;

/** The events of one (type, schema version), grouped by shape, the most frequent first. */
export const EventShapes = Schema.extend({
  events: z.number().int(),
  shapes: z.array(ShapeGroup),
  /** Events of shapes beyond those that are kept apart. */
  further: z.number().int(),
  catalogue: CatalogueState,
});
export type EventShapes = z.infer<typeof EventShapes>;

/** The paths that occur in events of one (type, schema version), as an expression writes them. */
export const EventPaths = Schema.extend({
  events: z.number().int(),
  paths: z.array(
    z.object({
      /** `data.lines[0].price`, `data["vehicle class"]`. */
      path: z.string(),
      kinds: z.array(PathKind),
      presence: z.number(),
      examples: z.array(z.string()),
    }),
  ),
  catalogue: CatalogueState,
});
export type EventPaths = z.infer<typeof EventPaths>;
