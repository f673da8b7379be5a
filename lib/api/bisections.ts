import { z } from "zod";
import { JobDetail } from "./jobs";
import type { RouteDescription } from "./route-description";
import { BisectRequest } from "./stream-bisection";

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes("\0"), "must not contain a NUL character");

const Category = text(512).min(1, "Choose a category.");
const ReducerName = text(200)
  .optional()
  .meta({ description: "One of the category's reducers by name; the first when left out." });
const Condition = BisectRequest.shape.condition.refine(
  (value) => !value.includes("\0"),
  "must not contain a NUL character",
);

const Asked = z.object({ category: Category, condition: Condition, reducer: ReducerName });

/** A question of its own, or an earlier one once more for what was appended since. */
export const BisectionRequest = z.union([
  z.object({ again: z.uuid().meta({ description: "An earlier question: only what was appended since." }) }),
  Asked,
]);

export const BisectionQuery = Asked;
export const StateNamesQuery = z.object({ category: Category, reducer: ReducerName });

export const BisectionPreflight = z.object({
  category: z.string(),
  condition: z.string(),
  reducer: z.object({ name: z.string(), version: z.number().int(), inferred: z.boolean() }),
  reducers: z.array(z.string()).meta({ description: "All that the category's states can be folded with." }),
  problem: z
    .object({ message: z.string(), from: z.number().int().nullable(), to: z.number().int().nullable() })
    .nullable()
    .meta({ description: "Why it is no condition, and where; null: it is one." }),
  streams: z.number().int(),
  events: z.number().int(),
  seconds: z.number().nullable().meta({ description: "At the rate of the last such jobs; null: there was none." }),
  tried: z
    .object({
      streams: z.number().int(),
      found: z.number().int(),
      undecided: z.number().int(),
      unreadable: z.number().int(),
      first: z.string().nullable().meta({ description: "Why it could not be decided, in the first such stream." }),
    })
    .meta({ description: "What it came to in the first streams of the category." }),
  active: z.uuid().nullable().meta({ description: "The job that is at this very question." }),
  liveWorkers: z.number().int(),
});
export type BisectionPreflight = z.infer<typeof BisectionPreflight>;

export const StateNames = z.object({
  reducer: z.string(),
  names: z.array(z.object({ name: z.string(), kind: z.string(), presence: z.number().nullable() })),
  streams: z.number().int().meta({ description: "How many states were looked at." }),
});
export type StateNames = z.infer<typeof StateNames>;

export const bisectionRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/bisections/preflight",
    tag: "Jobs",
    summary: "How many streams and events looking for a condition in a category would read, and what it finds in some",
    role: "viewer",
    query: BisectionQuery,
    response: BisectionPreflight,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/bisections/names",
    tag: "Jobs",
    summary: "List the paths that occur in the states of a category, as a condition names them",
    role: "viewer",
    query: StateNamesQuery,
    response: StateNames,
    problems: [404],
  },
  {
    method: "post",
    path: "/api/v1/bisections",
    tag: "Jobs",
    summary: "Find, in every stream of a category, the first event after which a condition on its state holds",
    description:
      "A worker does it; the streams are the job's findings of kind `holds`, those in which the condition could not be " +
      "decided of kind `undecided`, those with events that no state contains of kind `unreadable`.",
    role: "operator",
    body: BisectionRequest,
    response: JobDetail,
    status: 202,
    problems: [404, 409],
  },
];
