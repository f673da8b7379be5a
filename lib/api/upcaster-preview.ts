import { z } from "zod";
import { EventPlace } from "./event-type-shape";
import { ChainEdge, ChainNode, ChainProblem } from "./event-types";
import { Position } from "./route-description";
import { Consequences } from "./upcaster-consequences";

export const OperationProblem = z.object({
  /** 0-based place among the operations; `null` when the draft as a whole is meant. */
  operation: z.number().int().nullable(),
  /** Of a problem inside a split: which of its events, and which operation of that; 0-based. */
  inSplit: z.object({ event: z.number().int(), operation: z.number().int().nullable() }).nullable(),
  /** The field of the operation: `path`, `expression`, `values.0.from`. */
  field: z.string().nullable(),
  severity: z.enum(["error", "warning"]),
  message: z.string(),
  /** Characters of the expression, from 0; `null` where none are to blame. */
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  /** What to write instead of a part of the expression. */
  fix: z.object({ from: z.number().int(), to: z.number().int(), text: z.string() }).nullable(),
  /** Of a failure: where in the data, and what stood there as JSON. */
  path: z.string().nullable(),
  value: z.string().nullable(),
});
export type OperationProblem = z.infer<typeof OperationProblem>;

/** An event that the draft makes; `misfit`: why it does not fit the JSON Schema published for it. */
export const MadeEvent = z.object({
  type: z.string(),
  schemaVersion: z.number().int(),
  data: z.string(),
  schema: z.enum(["none", "fits", "misfit"]),
  misfit: z.string().nullable(),
});
export type MadeEvent = z.infer<typeof MadeEvent>;

export const PreviewExample = EventPlace.extend({
  position: Position,
  /** Its place among the shapes. */
  shape: z.number().int(),
  before: z.string(),
  /** `null`: it fails; empty: it is passed over. */
  after: z.array(MadeEvent).nullable(),
  failure: OperationProblem.nullable(),
  elapsedUs: z.number(),
});
export type PreviewExample = z.infer<typeof PreviewExample>;

/** One event followed through the operations, one by one. */
export const TracedExample = PreviewExample.omit({ shape: true }).extend({
  /** The data after each operation, as far as it came; `null`: it failed, was dropped or split there. */
  steps: z.array(z.object({ operation: z.number().int(), op: z.string(), after: z.string().nullable() })),
  /** What it was stored as, where upcasters before the draft changed it. */
  storedAs: z.object({ type: z.string(), schemaVersion: z.number().int() }).nullable(),
});
export type TracedExample = z.infer<typeof TracedExample>;

/** What stands at a path before an operation, in the events that were looked at. */
export const ScopePath = z.object({
  /** As an operation names it: `address.city`. */
  path: z.string(),
  /** As an expression names it: `data.address.city`. */
  name: z.string(),
  kinds: z.array(z.string()),
  presence: z.number(),
});
export type ScopePath = z.infer<typeof ScopePath>;

export const PreviewScope = z.object({
  paths: z.array(ScopePath),
  /** How many of the events looked at the operation changed; `null` after the last one. */
  touched: z.number().int().nullable(),
  /** The different values at the path that it maps, as JSON, the most frequent first; `null` where there are too many. */
  values: z
    .object({ path: z.string(), found: z.array(z.object({ json: z.string(), events: z.number().int() })) })
    .nullable(),
});
export type PreviewScope = z.infer<typeof PreviewScope>;

export const PreviewShape = z.object({
  /** For people: the paths that stand in it. */
  paths: z.array(z.string()),
  /** Of all stored events where the catalogue knows the shape, else of those that were tried. */
  events: z.number().int(),
  share: z.number(),
  tried: z.number().int(),
  failed: z.number().int(),
});

export const UpcasterPreview = z.object({
  events: z.number().int(),
  tried: z.number().int(),
  converted: z.number().int(),
  unchanged: z.number().int(),
  dropped: z.number().int(),
  failed: z.number().int(),
  misfits: z.number().int(),
  elapsedMs: z.number(),
  /** What is wrong with the draft itself; nothing was tried then. */
  invalid: z.array(OperationProblem),
  /** What may go wrong: expressions that ask for fields which some events lack. */
  hints: z.array(OperationProblem),
  shapes: z.array(PreviewShape),
  reasons: z.array(
    z.object({
      message: z.string(),
      operation: z.number().int().nullable(),
      events: z.number().int(),
      examples: z.array(EventPlace),
    }),
  ),
  examples: z.array(PreviewExample),
  /** One for each operation, with what there is before it, and one for what there is after the last. */
  scopes: z.array(PreviewScope),
  /** How many events the scopes were drawn from. */
  lookedAt: z.number().int(),
  chain: z.object({ nodes: z.array(ChainNode), edges: z.array(ChainEdge), problems: z.array(ChainProblem) }),
  ...Consequences.shape,
});
export type UpcasterPreview = z.infer<typeof UpcasterPreview>;
