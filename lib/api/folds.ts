import { z } from "zod";
import { Clock } from "./as-of";
import { FoldJob, JobDetail, LogPoint } from "./jobs";
import { Message } from "./projections";
import { Instant, PositionParameter, type RouteDescription } from "./route-description";
import { wholeNumber } from "./whole-number";

const Name = z.object({ name: z.string() });
const NameAndId = Name.extend({ id: z.uuid() });

const Point = {
  position: PositionParameter.optional(),
  instant: z.iso.datetime({ offset: true }).optional(),
  clock: Clock.optional().meta({ description: "What `instant` is compared with; `occurred` when left out." }),
};
const onePoint = ({ position, instant }: { position?: string | undefined; instant?: string | undefined }) =>
  (position === undefined) !== (instant === undefined);
const ONE_POINT = { path: ["instant"], error: "Give either a position or an instant." };

export const FoldPoint = z.object(Point).refine(onePoint, ONE_POINT);
export type FoldPoint = z.output<typeof FoldPoint>;

export const FoldRequest = z
  .object({ ...Point, reason: z.string().trim().max(500).optional() })
  .refine(onePoint, ONE_POINT);

export const FoldPreflight = z.object({
  projection: z.string(),
  point: LogPoint,
  types: z.array(z.string()).nullable().meta({ description: "null: every type." }),
  events: z.number().int().meta({ description: "To be read." }),
  eventsExact: z.boolean().meta({ description: "false: the planner's estimate, because counting would take long." }),
  eventsInStore: z.number().int(),
  estimate: z
    .object({
      seconds: z.number(),
      runs: z.number().int(),
      ofOthers: z.boolean().meta({ description: "This projection was never folded so: by the rates of others." }),
    })
    .nullable(),
  rowsNow: z.number().nullable(),
  bytesNow: z.number().nullable().meta({ description: "Of the live rows; about what the fold takes at most." }),
  blockedBy: z.string().nullable().meta({ description: "Why there can be no such fold now; null: there can." }),
  liveWorkers: z.number().int(),
});
export type FoldPreflight = z.infer<typeof FoldPreflight>;

/** A fold of a whole read model as of a point. */
export const Fold = z.object({
  job: FoldJob,
  bytes: z.number().nullable().meta({ description: "Of its table, key included; null: it has none." }),
  browsable: z.boolean().meta({ description: "It is done and its rows are there." }),
  goesAt: Instant.nullable().meta({ description: "When its rows are dropped at the latest." }),
  outdated: z.string().nullable().meta({ description: "What has changed since; null: it would be the same again." }),
});
export type Fold = z.infer<typeof Fold>;

export const FoldList = z.object({ folds: z.array(Fold), liveWorkers: z.number().int() });
export type FoldList = z.infer<typeof FoldList>;

export const SINCE = ["any", "changed", "gone", "new"] as const;
export const FoldRowsQuery = z.object({
  since: z.enum(SINCE).default("any").meta({
    description: "Only rows that have changed since, are gone since (there then, not now), or are new since.",
  }),
  search: z.string().optional().meta({ description: "Only rows whose key contains this." }),
  after: z.string().optional().meta({ description: "The key of the last row of the page before." }),
  limit: wholeNumber(1, 500).prefault(100),
});
export type FoldRowsQuery = z.output<typeof FoldRowsQuery>;
export type FoldRowsPage = Pick<FoldRowsQuery, "since" | "search" | "after">;

const Values = z.record(z.string(), z.string().nullable());

export const FoldRow = z.object({
  key: z.string(),
  past: Values.nullable().meta({ description: "As of the point, digit for digit; null: there was no such row." }),
  now: Values.nullable().meta({ description: "What consumers see; null: there is no such row now." }),
  differs: z.array(z.string()).meta({ description: "The columns in which a row that is there then and now differs." }),
});
export type FoldRow = z.infer<typeof FoldRow>;

export const FoldRows = z.object({
  keyColumn: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).meta({ description: "Without the key." }),
  view: z.string().nullable().meta({ description: "What the rows are compared with; null: it keeps no rows." }),
  rows: z.array(FoldRow).meta({ description: "In the order of the key." }),
  after: z.string().nullable(),
});
export type FoldRows = z.infer<typeof FoldRows>;

/** Rows with the page of them that was asked for. */
export interface ReadFoldRows {
  readonly page: FoldRowsPage;
  readonly rows: FoldRows;
}

export const FoldComparison = z.object({
  rowsThen: z.number(),
  rowsNow: z.number(),
  changed: z.number(),
  gone: z.number().meta({ description: "There then, not now." }),
  new: z.number().meta({ description: "Not there then." }),
  columns: z.array(z.object({ name: z.string(), differing: z.number() })),
  comparedAt: Instant,
});
export type FoldComparison = z.infer<typeof FoldComparison>;

const BASE = "/api/v1/projections/{name}/folds";
const TAG = "Projections";

export const foldRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: BASE,
    tag: TAG,
    summary: "List the folds of the read model as of a point whose rows are there, or on their way",
    role: "viewer",
    params: Name,
    response: FoldList,
    problems: [404],
  },
  {
    method: "post",
    path: BASE,
    tag: TAG,
    summary: "Fold the whole read model as of a position or an instant, into rows of its own; a worker does it",
    description: "The live rows are not touched. The rows stay until somebody drops them, or for a day.",
    role: "operator",
    params: Name,
    body: FoldRequest,
    response: JobDetail,
    status: 202,
    problems: [404, 409, 503],
  },
  {
    method: "get",
    path: `${BASE}/preflight`,
    tag: TAG,
    summary: "What folding the whole read model as of a point would read, and about how long it would take",
    role: "viewer",
    params: Name,
    query: FoldPoint,
    response: FoldPreflight,
    problems: [404],
  },
  {
    method: "get",
    path: `${BASE}/{id}/rows`,
    tag: TAG,
    summary: "Read rows as of the point, each beside the row that consumers see now",
    role: "viewer",
    params: NameAndId,
    query: FoldRowsQuery,
    response: FoldRows,
    problems: [404, 409],
  },
  {
    method: "get",
    path: `${BASE}/{id}/comparison`,
    tag: TAG,
    summary: "Count the rows that have changed, are gone or are new since the point",
    role: "viewer",
    params: NameAndId,
    response: FoldComparison,
    problems: [404, 409, 503],
  },
  {
    method: "delete",
    path: `${BASE}/{id}`,
    tag: TAG,
    summary: "Drop the rows of a finished fold",
    role: "operator",
    params: NameAndId,
    response: Message,
    problems: [404, 409],
  },
];
