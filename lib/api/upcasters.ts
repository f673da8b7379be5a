import { z } from "zod";
import { ChainEdge, ChainNode, ChainProblem } from "./event-types";
import { Message } from "./projections";
import { Position, type RouteDescription } from "./route-description";

const Instant = z.iso.datetime({ offset: true });
const SchemaVersion = z.coerce.number().int().min(1).max(32_767);

/** One operation of a draft; what it means is said beside `OperationsSchema` of the engine. */
export const Operation = z.looseObject({ op: z.string() });

/** `verified`: a draft that a job ran cleanly over every event; a change makes it a draft again. */
export const UpcasterState = z.enum(["draft", "verified", "active", "retired"]);
export type UpcasterState = z.infer<typeof UpcasterState>;

/** No event was ever read through it: it can be changed, discarded and activated. */
export function isUnpublished(state: UpcasterState): boolean {
  return state === "draft" || state === "verified";
}

export const Upcaster = z.object({
  /** A UUID for one of the console, `code:…` for one in code. */
  id: z.string(),
  title: z.string(),
  source: z.enum(["code", "console"]),
  state: UpcasterState,
  from: z.object({ type: z.string(), schemaVersion: z.number().int() }),
  to: z.object({ type: z.string(), schemaVersion: z.number().int() }),
  events: z.number().int(),
  createdBy: z.string().nullable(),
  createdAt: Instant.nullable(),
  updatedAt: Instant.nullable(),
  activatedBy: z.string().nullable(),
  activatedAt: Instant.nullable(),
  retiredBy: z.string().nullable(),
  retiredAt: Instant.nullable(),
  reason: z.string().nullable(),
});
export type Upcaster = z.infer<typeof Upcaster>;

export const UpcasterList = z.object({ upcasters: z.array(Upcaster), problems: z.array(ChainProblem) });
export type UpcasterList = z.infer<typeof UpcasterList>;

export const UpcasterDraft = z.object({
  title: z.string().trim().min(1, "Give it a title.").max(120),
  type: z.string().min(1, "Choose the event type it reads.").max(200),
  fromVersion: SchemaVersion,
  toType: z.string().min(1, "Name the event type it makes.").max(200),
  toVersion: SchemaVersion,
  operations: z.array(Operation).max(100),
});
export type UpcasterDraft = z.infer<typeof UpcasterDraft>;

export const OperationProblem = z.object({
  /** 0-based place among the operations; `null` when the draft as a whole is meant. */
  operation: z.number().int().nullable(),
  field: z.string().nullable(),
  message: z.string(),
  /** 0-based offset in the expression. */
  offset: z.number().int().nullable(),
});
export type OperationProblem = z.infer<typeof OperationProblem>;

export const PreviewExample = z.object({
  streamId: z.string(),
  version: z.number().int(),
  position: Position,
  shape: z.number().int(),
  before: z.string(),
  after: z.array(z.object({ type: z.string(), schemaVersion: z.number().int(), data: z.string() })).nullable(),
  failure: OperationProblem.nullable(),
  elapsedUs: z.number(),
});
export type PreviewExample = z.infer<typeof PreviewExample>;

export const UpcasterPreview = z.object({
  events: z.number().int(),
  tried: z.number().int(),
  converted: z.number().int(),
  unchanged: z.number().int(),
  failed: z.number().int(),
  elapsedMs: z.number(),
  /** What is wrong with the draft itself; nothing was tried then. */
  invalid: z.array(OperationProblem),
  shapes: z.array(z.object({ fields: z.array(z.string()), events: z.number().int(), failed: z.number().int() })),
  reasons: z.array(
    z.object({
      message: z.string(),
      operation: z.number().int().nullable(),
      events: z.number().int(),
      examples: z.array(z.object({ streamId: z.string(), version: z.number().int() })),
    }),
  ),
  examples: z.array(PreviewExample),
  chain: z.object({ nodes: z.array(ChainNode), edges: z.array(ChainEdge), problems: z.array(ChainProblem) }),
  impact: z.object({
    eventsReadDifferently: z.number().int(),
    eventsInStore: z.number().int(),
    projections: z.array(z.object({ name: z.string(), rows: z.number().int().nullable() })),
    snapshots: z.number().int(),
  }),
});
export type UpcasterPreview = z.infer<typeof UpcasterPreview>;

export const UpcasterDetail = Upcaster.extend({ operations: z.array(Operation).nullable() });
export type UpcasterDetail = z.infer<typeof UpcasterDetail>;

export const UpcasterId = z.object({ id: z.string() });
export const ActivateRequest = z.object({ reason: z.string().trim().max(500).optional() });
export const RetireRequest = z.object({ reason: z.string().trim().min(1, "Say why.").max(500) });

export const PreviewRequest = z.object({
  draft: UpcasterDraft,
  id: z.uuid().optional().meta({ description: "The stored draft that this one would replace, if it is saved." }),
});

export const upcasterRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/upcasters",
    tag: "Upcasters",
    summary: "List upcasters of code and console, and what is wrong with their chain",
    role: "viewer",
    response: UpcasterList,
  },
  {
    method: "post",
    path: "/api/v1/upcasters",
    tag: "Upcasters",
    summary: "Save a draft",
    role: "operator",
    body: UpcasterDraft,
    response: UpcasterDetail,
    status: 201,
  },
  {
    method: "post",
    path: "/api/v1/upcasters/preview",
    tag: "Upcasters",
    summary: "Run a draft over stored events without saving it",
    role: "viewer",
    body: PreviewRequest,
    response: UpcasterPreview,
  },
  {
    method: "get",
    path: "/api/v1/upcasters/{id}",
    tag: "Upcasters",
    summary: "Read one upcaster with its operations",
    role: "viewer",
    params: UpcasterId,
    response: UpcasterDetail,
    problems: [404],
  },
  {
    method: "put",
    path: "/api/v1/upcasters/{id}",
    tag: "Upcasters",
    summary: "Change a draft; a published upcaster never changes",
    role: "operator",
    params: UpcasterId,
    body: UpcasterDraft,
    response: UpcasterDetail,
    problems: [404, 409],
  },
  {
    method: "delete",
    path: "/api/v1/upcasters/{id}",
    tag: "Upcasters",
    summary: "Discard a draft",
    role: "operator",
    params: UpcasterId,
    response: Message,
    problems: [404, 409],
  },
  {
    method: "post",
    path: "/api/v1/upcasters/{id}/activate",
    tag: "Upcasters",
    summary: "Activate a draft: events are read through it from now on",
    role: "admin",
    params: UpcasterId,
    body: ActivateRequest,
    response: Message,
    problems: [404, 409],
  },
  {
    method: "post",
    path: "/api/v1/upcasters/{id}/retire",
    tag: "Upcasters",
    summary: "Retire an active upcaster",
    role: "admin",
    params: UpcasterId,
    body: RetireRequest,
    response: Message,
    problems: [404, 409],
  },
];
