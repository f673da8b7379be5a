import { z } from "zod";
import { EventPlace } from "./event-type-shape";
import { ChainProblem } from "./event-types";
import { Message } from "./projections";
import type { RouteDescription } from "./route-description";
import { TracedExample, UpcasterPreview } from "./upcaster-preview";
import { wholeNumber } from "./whole-number";

const Instant = z.iso.datetime({ offset: true });
const SchemaVersion = wholeNumber(1, 32_767);

/** One operation of a draft; what it means is said beside `OperationsSchema` of the engine. */
export const Operation = z.looseObject({ op: z.string() });

/** `verified`: a draft that a job ran cleanly over every event; a change makes it a draft again. */
export const UpcasterState = z.enum(["draft", "verified", "active", "retired"]);
export type UpcasterState = z.infer<typeof UpcasterState>;

/** No event was ever read through it: it can be changed, discarded and activated. */
export function isUnpublished(state: UpcasterState): boolean {
  return state === "draft" || state === "verified";
}

/** What became of the last run of a draft over stored events. */
export const LastVerification = z.object({
  job: z.uuid(),
  status: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  requestedBy: z.string(),
  at: Instant,
  events: z.number(),
  eventsTotal: z.number().nullable(),
  failed: z.number(),
  misfits: z.number(),
  precision: z.number(),
  sample: z.number().int().nullable(),
  clean: z.boolean(),
  /** The draft, or the chain that it belongs to, has changed since. */
  outdated: z.boolean(),
});
export type LastVerification = z.infer<typeof LastVerification>;

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
  /** `null`: never verified, or published. */
  verification: LastVerification.nullable(),
});
export type Upcaster = z.infer<typeof Upcaster>;

export const UpcasterList = z.object({ upcasters: z.array(Upcaster), problems: z.array(ChainProblem) });
export type UpcasterList = z.infer<typeof UpcasterList>;

export const UpcasterDraft = z.object({
  title: z.string().trim().min(1, "Give it a title.").max(120),
  type: z.string().min(1, "Choose the event type it reads.").max(256),
  fromVersion: SchemaVersion,
  toType: z.string().min(1, "Name the event type it makes.").max(256),
  toVersion: SchemaVersion,
  operations: z.array(Operation).max(100),
});
export type UpcasterDraft = z.infer<typeof UpcasterDraft>;

/** A draft as it is to be, and when what it was made from was saved. */
export const UpcasterDraftChange = UpcasterDraft.extend({
  updatedAt: Instant.optional().meta({ description: "Refuses when the draft was saved again since." }),
});

/** The source of an upcaster in code, as the worker that registered it last runs it. */
export const CodeSource = z.object({
  text: z.string(),
  registeredAt: Instant,
  /** False: this server has another revision of it. */
  current: z.boolean(),
});
export type CodeSource = z.infer<typeof CodeSource>;

export const UpcasterDetail = Upcaster.extend({
  /** `null`: it is in code. */
  operations: z.array(Operation).nullable(),
  /** `null`: it is of the console, or no worker has registered it yet. */
  code: CodeSource.nullable(),
});
export type UpcasterDetail = z.infer<typeof UpcasterDetail>;

export const UpcasterId = z.object({ id: z.string() });
export const ActivateRequest = z.object({
  reason: z.string().trim().max(500).optional().meta({
    description: "Stands in for a clean verification of every stored event, where there is none.",
  }),
  updatedAt: Instant.optional().meta({ description: "Refuses when the draft was saved again since." }),
});
export const RetireRequest = z.object({ reason: z.string().trim().min(1, "Say why.").max(500) });

export const PreviewRequest = z.object({
  draft: UpcasterDraft,
  id: z.uuid().optional().meta({ description: "The stored draft that this one would replace, if it is saved." }),
});

export const TraceRequest = PreviewRequest.extend({ event: EventPlace });

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
    method: "post",
    path: "/api/v1/upcasters/trace",
    tag: "Upcasters",
    summary: "Follow one stored event through the operations of a draft, one by one",
    role: "viewer",
    body: TraceRequest,
    response: TracedExample,
    problems: [404],
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
    body: UpcasterDraftChange,
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
