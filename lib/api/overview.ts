import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "./fetch";
import { ChartMarkOf } from "./projection-watch";
import { ProjectionSummary } from "./projections";
import { Position, type RouteDescription } from "./route-description";
import { WorkerList } from "./workers";

const Instant = z.iso.datetime({ offset: true });

export const OVERVIEW_RANGES = ["1h", "6h", "24h", "7d"] as const;
export const OverviewRange = z.enum(OVERVIEW_RANGES);
export type OverviewRange = z.infer<typeof OverviewRange>;

export const AttentionItem = z.object({
  id: z.string(),
  tone: z.enum(["danger", "warning"]),
  /** Whose name begins the sentence, in monospace. */
  subject: z.string().nullable(),
  /** The fact, after the subject: "has stopped." */
  fact: z.string(),
  /** The cause, and what it means. */
  why: z.string(),
  since: Instant.nullable(),
  /** The event that is to blame. */
  event: z.object({ streamId: z.string(), version: z.number().int(), type: z.string() }).nullable(),
  links: z.array(z.object({ label: z.string(), href: z.string() })),
  /** The projection it is about, and what can be done with it in a dialog, the best last. */
  projection: z.string().nullable(),
  actions: z.array(z.enum(["ignore", "rebuild", "resume"])),
});
export type AttentionItem = z.infer<typeof AttentionItem>;

export const AppendRate = z.object({
  from: z.number().meta({ description: "Milliseconds since 1970, like every `at` here." }),
  to: z.number(),
  points: z.array(z.object({ at: z.number(), value: z.number().nullable() })),
  marks: z.array(ChartMarkOf),
  now: z.number().nullable(),
  peak: z.number().nullable(),
  /** Events appended while samples were taken. */
  total: z.number().int(),
});
export type AppendRate = z.infer<typeof AppendRate>;

export const Overview = z.object({
  attention: z.array(AttentionItem),
  projections: z.array(ProjectionSummary),
  workers: WorkerList,
  appends: AppendRate,
  watermark: Position,
  at: Instant,
});
export type Overview = z.infer<typeof Overview>;

export const OverviewQuery = z.object({ range: OverviewRange.default("24h") });

/** The overview of a range, every two seconds. */
export const overviewQuery = (range: OverviewRange, initialData?: Overview) =>
  queryOptions({
    queryKey: ["overview", range],
    queryFn: ({ signal }) => fetchJson(`/api/v1/overview?range=${range}`, Overview, { signal }),
    refetchInterval: 2000,
    ...(initialData === undefined ? {} : { initialData }),
  });

export const overviewRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/overview",
    tag: "System",
    summary: "What needs attention, the append rate, the workers, and the lag of each projection",
    role: "viewer",
    query: OverviewQuery,
    response: Overview,
  },
];
