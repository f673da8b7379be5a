import { z } from "zod";
import { Message } from "./projections";
import { Instant, Position, PositionParameter, type RouteDescription } from "./route-description";
import { wholeNumber } from "./whole-number";

const MAX_SCHEMA_TEXT = 262_144;

/** A JSON Schema as JSON text, which keeps its digits and its order, or as JSON. */
export const JsonSchemaInput = z.union([
  z.string().min(1, "Write a JSON Schema.").max(MAX_SCHEMA_TEXT),
  z.boolean(),
  z.looseObject({}),
]);
export type JsonSchemaInput = z.infer<typeof JsonSchemaInput>;

const schemaText = z.string().meta({ description: "The JSON Schema (2020-12) as JSON text, as it was saved." });

/** Something wrong at one place: a JSON Pointer into a schema, or into an event's data. */
export const SchemaProblem = z.object({ path: z.string(), message: z.string() });

export const EventSchemaDraft = z.object({
  id: z.uuid(),
  schema: schemaText,
  source: z.enum(["console", "code", "inferred"]),
  createdBy: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  /** Why it cannot be published. */
  problems: z.array(SchemaProblem),
});
export type EventSchemaDraft = z.infer<typeof EventSchemaDraft>;

export const PublishedEventSchema = z.object({
  id: z.uuid(),
  schema: schemaText,
  source: z.enum(["console", "code", "inferred"]),
  refuses: z.boolean().meta({ description: "Appends that do not fit are refused." }),
  publishedBy: z.string(),
  publishedAt: Instant,
  withdrawnBy: z.string().nullable(),
  withdrawnAt: Instant.nullable(),
  reason: z.string().nullable().meta({ description: "Why it was withdrawn." }),
  checked: z.number().int().meta({ description: "Stored events that were checked against it." }),
  misfits: z.number().int().meta({ description: "Of these, those that do not fit." }),
  checkedTo: Position,
  /** Events of its type that a worker has not looked at yet. */
  waiting: z.number().int(),
});
export type PublishedEventSchema = z.infer<typeof PublishedEventSchema>;

export const EventSchemaState = z.object({
  type: z.string(),
  schemaVersion: z.number().int(),
  published: PublishedEventSchema.nullable(),
  draft: EventSchemaDraft.nullable(),
  /** The newest first. */
  withdrawn: z.array(PublishedEventSchema),
  /** The schema of the code, when it is not the one that is published. */
  codeDiffers: z.boolean(),
});
export type EventSchemaState = z.infer<typeof EventSchemaState>;

export const EventSchemaSummary = z.object({
  type: z.string(),
  schemaVersion: z.number().int(),
  state: z.enum(["draft", "published"]),
  hasDraft: z.boolean(),
  source: z.enum(["console", "code", "inferred"]),
  refuses: z.boolean(),
  checked: z.number().int(),
  misfits: z.number().int(),
});
export type EventSchemaSummary = z.infer<typeof EventSchemaSummary>;

export const EventSchemaList = z.object({ schemas: z.array(EventSchemaSummary) });

export const InferredSchema = z.object({
  schema: schemaText,
  /** How many events the catalogue inferred it from. */
  events: z.number().int(),
});
export type InferredSchema = z.infer<typeof InferredSchema>;

export const Misfit = z.object({
  position: Position,
  streamId: z.string(),
  version: z.number().int(),
  path: z.string(),
  message: z.string(),
});
export type Misfit = z.infer<typeof Misfit>;

export const MisfitPage = z.object({
  misfits: z.array(Misfit),
  next: Position.nullable(),
});
export type MisfitPage = z.infer<typeof MisfitPage>;

export const MisfitsQuery = z.object({
  schema: z.uuid().optional().meta({ description: "A withdrawn one; the published one when left out." }),
  after: PositionParameter.optional(),
  limit: wholeNumber(1, 500).prefault(50),
});

export const SchemaTrial = z.object({
  /** What is wrong with the schema itself; nothing was tried then. */
  invalid: z.array(SchemaProblem),
  tried: z.number().int(),
  misfits: z.number().int(),
  firstAt: Instant.nullable(),
  lastAt: Instant.nullable(),
  reasons: z.array(z.object({ path: z.string(), message: z.string(), events: z.number().int() })),
  /** The newest ones that do not fit. */
  examples: z.array(Misfit),
});
export type SchemaTrial = z.infer<typeof SchemaTrial>;

export const TrialRequest = z.object({
  schema: JsonSchemaInput.optional().meta({ description: "The published one when left out." }),
  last: z.number().int().min(1).max(10_000).default(1_000),
});

export const EventSchemaName = z.object({
  type: z.string().min(1).max(256),
  version: wholeNumber(1, 32_767),
});
export type EventSchemaName = z.infer<typeof EventSchemaName>;

export const DraftRequest = z.object({
  schema: JsonSchemaInput,
  updatedAt: Instant.nullable()
    .optional()
    .meta({
      description:
        "When the draft was saved that this one takes the place of; null: there is none yet. Else: 409. Left out: it takes " +
        "the place of any.",
    }),
});
export const PublishRequest = z.object({
  updatedAt: Instant.optional().meta({ description: "Of the draft that was looked at; a later change is a conflict." }),
  reason: z
    .string()
    .trim()
    .max(500)
    .optional()
    .meta({ description: "Needed to replace a published schema, which is withdrawn with it." }),
});
export const WithdrawRequest = z.object({ reason: z.string().trim().min(1, "Say why.").max(500) });
export const RefusesRequest = z.object({
  refuses: z.stringbool().or(z.boolean()),
  reason: z.string().trim().min(1, "Say why.").max(500),
});

const at = (path: string) => `/api/v1/event-schemas/{type}/{version}${path}`;
const ofOne = { tag: "Event schemas", params: EventSchemaName } as const;

export const eventSchemaRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/event-schemas",
    tag: "Event schemas",
    summary: "List JSON Schemas of event types: drafts and published ones, with their misfits",
    role: "viewer",
    response: EventSchemaList,
  },
  {
    ...ofOne,
    method: "get",
    path: at(""),
    summary: "Read the JSON Schema of a type and schema version: published, draft, withdrawn",
    role: "viewer",
    response: EventSchemaState,
  },
  {
    ...ofOne,
    method: "get",
    path: at("/inferred"),
    summary: "Infer a JSON Schema from the events that are stored",
    role: "viewer",
    response: InferredSchema,
    problems: [404],
  },
  {
    ...ofOne,
    method: "post",
    path: at("/try"),
    summary: "Check the last events against a schema that need not be saved",
    role: "viewer",
    body: TrialRequest,
    response: SchemaTrial,
    problems: [404],
  },
  {
    ...ofOne,
    method: "get",
    path: at("/misfits"),
    summary: "List stored events that do not fit",
    role: "viewer",
    query: MisfitsQuery,
    response: MisfitPage,
    problems: [404],
  },
  {
    ...ofOne,
    method: "put",
    path: at("/draft"),
    summary: "Save a draft",
    role: "operator",
    body: DraftRequest,
    response: EventSchemaState,
    problems: [409],
  },
  {
    ...ofOne,
    method: "delete",
    path: at("/draft"),
    summary: "Discard the draft",
    role: "operator",
    response: Message,
    problems: [404],
  },
  {
    ...ofOne,
    method: "post",
    path: at("/draft/infer"),
    summary: "Make a draft of what can be inferred from the events that are stored",
    role: "operator",
    response: EventSchemaState,
    problems: [404, 409],
  },
  {
    ...ofOne,
    method: "post",
    path: at("/publish"),
    summary: "Publish the draft: it never changes any more, and stored events are checked against it",
    role: "admin",
    body: PublishRequest,
    response: Message,
    problems: [404, 409],
  },
  {
    ...ofOne,
    method: "post",
    path: at("/withdraw"),
    summary: "Withdraw the published schema",
    role: "admin",
    body: WithdrawRequest,
    response: Message,
    problems: [404],
  },
  {
    ...ofOne,
    method: "put",
    path: at("/refuses"),
    summary: "Refuse appends that do not fit, or let them pass again",
    role: "admin",
    body: RefusesRequest,
    response: Message,
    problems: [404],
  },
];
