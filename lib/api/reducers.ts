import { z } from "zod";
import { Message } from "./projections";
import { Instant, type RouteDescription } from "./route-description";

const Expression = z.string().max(2_000).meta({ description: "CEL; sees state, data and event." });
const Path = z.string().max(500);
const When = { when: Expression.optional().meta({ description: "The change is made only where this is true." }) };
const Where = z
  .object({ member: Path, equals: Expression })
  .meta({ description: "Items whose member equals what the expression says; an empty member: the item itself." });

export const ReducerChangeBody = z.discriminatedUnion("op", [
  z.object({ op: z.literal("set"), path: Path, expression: Expression, ...When }),
  z.object({ op: z.literal("remove"), path: Path, ...When }),
  z.object({ op: z.literal("add"), path: Path, expression: Expression, ...When }),
  z.object({
    op: z.literal("change"),
    path: Path,
    where: Where,
    set: z.array(z.object({ path: Path, expression: Expression.meta({ description: "CEL; sees item too." }) })).max(50),
    otherwise: Expression.optional().meta({ description: "The item to add where there is none." }),
    ...When,
  }),
  z.object({ op: z.literal("take"), path: Path, where: Where, ...When }),
]);
export type ReducerChangeBody = z.infer<typeof ReducerChangeBody>;

/** A reducer as it is sent and stored; whether it can run, and why not, is what a check says. */
export const ReducerBody = z.object({
  name: z.string().max(40),
  category: z.string().max(200),
  description: z.string().max(500).optional(),
  initial: z.record(z.string(), z.unknown()).optional().meta({ description: "The state before the first event." }),
  on: z
    .array(
      z.object({
        type: z.string().max(256),
        when: Expression.optional(),
        changes: z.array(ReducerChangeBody).max(100),
      }),
    )
    .max(100),
  otherwise: z
    .enum(["ignore", "merge"])
    .optional()
    .meta({ description: "What events of other types do: nothing, or their fields are laid over the state." }),
  snapshotEvery: z.number().int().optional(),
});
export type ReducerBody = z.infer<typeof ReducerBody>;

export const ReducerProblem = z.object({
  /** Where in the definition: `on.0.changes.2.expression`, `name`. */
  path: z.string(),
  severity: z.enum(["error", "warning"]),
  /** Characters of the expression, from 0. */
  from: z.number().int(),
  to: z.number().int(),
  message: z.string(),
  fix: z.object({ from: z.number().int(), to: z.number().int(), text: z.string() }).optional(),
});
export type ReducerProblem = z.infer<typeof ReducerProblem>;

export const ReducerCheckRequest = z.object({
  definition: ReducerBody,
  isNew: z.boolean().optional().meta({ description: "Also says when the name is taken." }),
});
export const ReducerCheck = z.object({ problems: z.array(ReducerProblem) });
export type ReducerCheck = z.infer<typeof ReducerCheck>;

export const ReducerVersion = z.object({
  version: z.number().int(),
  state: z.enum(["draft", "published", "retired"]),
  category: z.string(),
  definitionText: z.string().meta({ description: "The definition as JSON, numbers digit for digit." }),
  createdBy: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  publishedBy: z.string().nullable(),
  publishedAt: Instant.nullable(),
  reason: z.string().nullable().meta({ description: "Why it was published." }),
  retirement: z
    .object({ by: z.string().nullable(), at: Instant, reason: z.string().nullable() })
    .nullable()
    .meta({ description: "Who took it out of use, and why, as the audit has it." }),
});
export type ReducerVersion = z.infer<typeof ReducerVersion>;

export const ReducerDetail = z.object({
  name: z.string(),
  /** Newest first. */
  versions: z.array(ReducerVersion),
  /** The version that states are folded with; `null`: none. */
  inUse: z.number().int().nullable(),
  /** Whether streams of the category are shown with it unless another is chosen. */
  isDefault: z.boolean(),
  /** Why it cannot run, should that be so. */
  problem: z.string().nullable(),
});
export type ReducerDetail = z.infer<typeof ReducerDetail>;

export const ReducerSummary = z.object({
  name: z.string(),
  source: z.enum(["code", "console", "inferred"]),
  state: z.enum(["in use", "draft", "retired"]),
  version: z.number().int().nullable(),
  draftVersion: z.number().int().nullable(),
  isDefault: z.boolean(),
  /** The event types that it looks at; `null`: all. */
  types: z.array(z.string()).nullable(),
  changedAt: Instant.nullable(),
  changedBy: z.string().nullable(),
  problem: z.string().nullable(),
});
export type ReducerSummary = z.infer<typeof ReducerSummary>;

export const ReducerList = z.object({
  categories: z.array(z.object({ category: z.string(), streams: z.number().int(), reducers: z.array(ReducerSummary) })),
  /** There are more streams than were counted. */
  capped: z.boolean(),
});
export type ReducerList = z.infer<typeof ReducerList>;

export const ReducerName = z.object({ name: z.string() });
export const SaveReducerRequest = z.object({
  definition: ReducerBody,
  updatedAt: Instant.nullable().meta({
    description: "When the draft was saved that this one takes the place of; null: there is none yet. Else: 409.",
  }),
  isNew: z.boolean().optional(),
});
export const PublishReducerRequest = z.object({
  definition: ReducerBody.optional().meta({ description: "The draft when left out." }),
  updatedAt: Instant.nullable().optional().meta({ description: "As for saving; needed with a definition." }),
  isNew: z.boolean().optional(),
  reason: z.string().trim().max(500).optional(),
});
export const RetireReducerRequest = z.object({ reason: z.string().trim().min(1, "Say why.").max(500) });
const PublishedReducer = z.object({ name: z.string(), version: z.number().int(), message: z.string() });

export const FirstDraftQuery = z.object({ category: z.string().max(200) });
export const FirstDraft = z.object({
  /** Says what the inferred state does, type by type. */
  definition: ReducerBody.required(),
  /** How many events of how many streams were looked at. */
  events: z.number().int(),
  streams: z.number().int(),
});
export type FirstDraft = z.infer<typeof FirstDraft>;

const TAG = "Reducers";
const BASE = "/api/v1/reducers";

export const reducerRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: BASE,
    tag: TAG,
    summary: "List the reducers of each category: of the code, of the console, and the inferred state",
    role: "viewer",
    response: ReducerList,
  },
  {
    method: "post",
    path: `${BASE}/check`,
    tag: TAG,
    summary: "Check a definition without saving it: every mistake with its place",
    role: "viewer",
    body: ReducerCheckRequest,
    response: ReducerCheck,
  },
  {
    method: "get",
    path: `${BASE}/first-draft`,
    tag: TAG,
    summary: "Write a definition that does what the inferred state of a category does",
    role: "viewer",
    query: FirstDraftQuery,
    response: FirstDraft,
  },
  {
    method: "get",
    path: `${BASE}/{name}`,
    tag: TAG,
    summary: "Read every version of a reducer of the console",
    role: "viewer",
    params: ReducerName,
    response: ReducerDetail,
    problems: [404],
  },
  {
    method: "put",
    path: `${BASE}/{name}/draft`,
    tag: TAG,
    summary: "Save the draft of the next version; one with mistakes can be saved too",
    role: "operator",
    params: ReducerName,
    body: SaveReducerRequest,
    response: ReducerDetail,
    problems: [409],
  },
  {
    method: "delete",
    path: `${BASE}/{name}/draft`,
    tag: TAG,
    summary: "Discard the draft",
    role: "operator",
    params: ReducerName,
    response: Message,
    problems: [404],
  },
  {
    method: "post",
    path: `${BASE}/{name}/publish`,
    tag: TAG,
    summary: "Publish a definition, or the draft when none is sent",
    description: "States are folded with it from then on; the former version stays in the history.",
    role: "operator",
    params: ReducerName,
    body: PublishReducerRequest,
    response: PublishedReducer,
    status: 201,
    problems: [404, 409],
  },
  {
    method: "post",
    path: `${BASE}/{name}/retire`,
    tag: TAG,
    summary: "Take a reducer out of use; its definitions are kept",
    role: "admin",
    params: ReducerName,
    body: RetireReducerRequest,
    response: Message,
    problems: [404],
  },
];
