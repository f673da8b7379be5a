import { z } from "zod";
import { Message } from "./projections";
import { Instant, Position, type RouteDescription } from "./route-description";

const Expression = z.string().max(2_000).meta({ description: "CEL; sees row, exists, data and event." });

/** A definition as it is sent and stored; whether it can run, and why not, is what a check says. */
export const ConsoleDefinitionBody = z.object({
  name: z.string().max(40),
  description: z.string().max(500).optional(),
  key: Expression.optional().meta({ description: "Text, or a list of texts. `event.streamId` when left out." }),
  keyColumn: z.string().max(63).optional(),
  columns: z.array(z.object({ name: z.string().max(63), type: z.string().max(40) })).max(100),
  indexes: z.array(z.array(z.string()).max(8)).max(20).optional(),
  partitions: z.number().int().optional(),
  onError: z.object({ policy: z.enum(["park", "skip", "stop"]), attempts: z.number().int() }).optional(),
  on: z
    .array(
      z.object({
        type: z.string().max(200),
        set: z.record(z.string(), Expression),
        deleteWhen: Expression.optional(),
      }),
    )
    .max(100),
});
export type ConsoleDefinitionBody = z.infer<typeof ConsoleDefinitionBody>;

/** Where in a definition a problem is: one of its expressions, or a field named by its path. */
export const ProblemPlace = z.discriminatedUnion("part", [
  z.object({ part: z.literal("key") }),
  z.object({ part: z.literal("set"), type: z.string(), column: z.string() }),
  z.object({ part: z.literal("deleteWhen"), type: z.string() }),
  z.object({ part: z.literal("definition"), path: z.string() }),
]);
export type ProblemPlace = z.infer<typeof ProblemPlace>;

export const ConsoleProblem = z.object({
  where: ProblemPlace,
  severity: z.enum(["error", "warning"]),
  /** Characters of the expression, from 0; the whole of it where nothing narrower is to blame. */
  from: z.number().int(),
  to: z.number().int(),
  message: z.string(),
});
export type ConsoleProblem = z.infer<typeof ConsoleProblem>;

export const CheckRequest = z.object({
  definition: ConsoleDefinitionBody,
  isNew: z.boolean().optional().meta({ description: "Also says when the name is taken." }),
});
export const ConsoleCheck = z.object({ problems: z.array(ConsoleProblem) });
export type ConsoleCheck = z.infer<typeof ConsoleCheck>;

export const TypePaths = z.object({
  type: z.string(),
  /** How many stored events were looked at. */
  events: z.number().int(),
  paths: z.array(z.object({ path: z.string(), kinds: z.array(z.string()), seen: z.number().int() })),
});
export type TypePaths = z.infer<typeof TypePaths>;
export const PathsRequest = z.object({ types: z.array(z.string().max(200)).max(100) });
export const PathsAnswer = z.object({ types: z.array(TypePaths) });
export type PathsAnswer = z.infer<typeof PathsAnswer>;

export const PreviewRequest = z.object({
  definition: ConsoleDefinitionBody,
  key: z.string().max(512).optional().meta({ description: "Only this row." }),
  perType: z.number().int().min(1).max(50).default(5).meta({ description: "Events of each type to begin with." }),
});

/** A row as text, column by column; `null` where there is none. */
const PreviewRow = z.record(z.string(), z.string().nullable()).nullable();

export const PreviewStep = z.object({
  streamId: z.string(),
  version: z.number().int(),
  position: Position,
  type: z.string(),
  schemaVersion: z.number().int(),
  occurredAt: Instant,
  dataText: z.string(),
  before: PreviewRow,
  after: PreviewRow,
  /** Why the event cannot be applied; the row stays as it is here, and the stream would be parked. */
  failure: z.string().nullable(),
});
export type PreviewStep = z.infer<typeof PreviewStep>;

export const ConsolePreview = z.object({
  /** What is wrong with the definition; nothing was folded then. */
  problems: z.array(ConsoleProblem),
  events: z.number().int(),
  rows: z.number().int(),
  failed: z.number().int(),
  /** Whether the rows begin with their first event, or with the first one that was looked at. */
  complete: z.boolean(),
  keys: z.array(z.object({ key: z.string(), steps: z.array(PreviewStep), more: z.number().int() })),
});
export type ConsolePreview = z.infer<typeof ConsolePreview>;

export const ConsoleVersion = z.object({
  version: z.number().int(),
  state: z.enum(["draft", "published", "retired"]),
  definition: ConsoleDefinitionBody.required(),
  createdBy: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  publishedBy: z.string().nullable(),
  publishedAt: Instant.nullable(),
  reason: z.string().nullable(),
});
export type ConsoleVersion = z.infer<typeof ConsoleVersion>;

export const ConsoleProjectionDetail = z.object({
  name: z.string(),
  /** Newest first. */
  versions: z.array(ConsoleVersion),
  /** Of the definition that the read model consumers see was built with. */
  servingVersion: z.number().int().nullable(),
  /** Why workers do not run it, should that be so. */
  problem: z.string().nullable(),
});
export type ConsoleProjectionDetail = z.infer<typeof ConsoleProjectionDetail>;

export const ConsoleProjectionList = z.object({
  projections: z.array(
    z.object({
      name: z.string(),
      /** The newest version that is published and in use. */
      publishedVersion: z.number().int().nullable(),
      draftVersion: z.number().int().nullable(),
      updatedAt: Instant,
      updatedBy: z.string(),
      problem: z.string().nullable(),
    }),
  ),
});
export type ConsoleProjectionList = z.infer<typeof ConsoleProjectionList>;

export const ConsoleName = z.object({ name: z.string() });
export const SaveRequest = z.object({
  definition: ConsoleDefinitionBody,
  updatedAt: Instant.nullable()
    .optional()
    .meta({
      description:
        "When the draft was saved that this one takes the place of; null: there is none yet. Else: 409. Left out: it takes " +
        "the place of any.",
    }),
  isNew: z.boolean().optional(),
});
export const PublishRequest = SaveRequest.extend({ reason: z.string().trim().max(500).optional() }).partial({
  definition: true,
});
export const RetireProjectionRequest = z.object({ reason: z.string().trim().min(1, "Say why.").max(500) });
export const Published = z.object({ name: z.string(), version: z.number().int(), message: z.string() });

const TAG = "Console projections";
const BASE = "/api/v1/console-projections";

export const consoleProjectionRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: BASE,
    tag: TAG,
    summary: "List the projections written in the console, drafts included",
    role: "viewer",
    response: ConsoleProjectionList,
  },
  {
    method: "post",
    path: `${BASE}/check`,
    tag: TAG,
    summary: "Check a definition without saving it: every mistake with its place",
    role: "viewer",
    body: CheckRequest,
    response: ConsoleCheck,
  },
  {
    method: "post",
    path: `${BASE}/paths`,
    tag: TAG,
    summary: "List the fields that occur in stored events of some types, as read today",
    role: "viewer",
    body: PathsRequest,
    response: PathsAnswer,
  },
  {
    method: "post",
    path: `${BASE}/preview`,
    tag: TAG,
    summary: "Fold stored events with a definition without saving it: rows before and after each",
    role: "viewer",
    body: PreviewRequest,
    response: ConsolePreview,
  },
  {
    method: "get",
    path: `${BASE}/{name}`,
    tag: TAG,
    summary: "Read every version of one definition",
    role: "viewer",
    params: ConsoleName,
    response: ConsoleProjectionDetail,
    problems: [404],
  },
  {
    method: "put",
    path: `${BASE}/{name}/draft`,
    tag: TAG,
    summary: "Save the draft of the next version; one with mistakes can be saved too",
    role: "operator",
    params: ConsoleName,
    body: SaveRequest,
    response: ConsoleProjectionDetail,
    problems: [409],
  },
  {
    method: "delete",
    path: `${BASE}/{name}/draft`,
    tag: TAG,
    summary: "Discard the draft",
    role: "operator",
    params: ConsoleName,
    response: Message,
    problems: [404],
  },
  {
    method: "post",
    path: `${BASE}/{name}/publish`,
    tag: TAG,
    summary: "Publish a definition, or the draft when none is sent",
    description: "The first version is built at once; a later one is built by a rebuild of the projection.",
    role: "operator",
    params: ConsoleName,
    body: PublishRequest,
    response: Published,
    status: 201,
    problems: [404, 409],
  },
  {
    method: "post",
    path: `${BASE}/{name}/retire`,
    tag: TAG,
    summary: "Take a projection out of use, with its view and its rows",
    role: "admin",
    params: ConsoleName,
    body: RetireProjectionRequest,
    response: Message,
    problems: [404, 409],
  },
];
