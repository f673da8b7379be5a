import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { wholeNumber } from "./whole-number";

export const STREAM_SORTS = ["last-event", "id", "version"] as const;
export const DIRECTIONS = ["asc", "desc"] as const;

const flag = z.stringbool({ truthy: ["1", "true"], falsy: ["0", "false"] });

// Postgres refuses NUL in any text, and nothing stored holds it.
const text = z.string().refine((value) => !value.includes("\0"), "must not contain a NUL character");

/** What `GET /api/v1/streams` takes. */
export const StreamFilter = z.object({
  q: text.max(512).default("").meta({ description: "Any part of the stream id; case does not matter." }),
  category: text.max(512).optional(),
  minVersion: wholeNumber(1).optional(),
  maxVersion: wholeNumber(1).optional(),
  sort: z.enum(STREAM_SORTS).default("last-event").meta({
    description: "`last-event` is the order in which the store received the last event of each stream.",
  }),
  direction: z.enum(DIRECTIONS).default("desc"),
  system: flag.default(false).meta({ description: "Also streams whose id begins with `$`." }),
  after: z.string().max(4096).optional().meta({ description: "`next` of the page before." }),
  limit: wholeNumber(1, 500).prefault(100),
});
export type StreamFilter = z.output<typeof StreamFilter>;

const StreamRow = z.object({
  streamId: z.string(),
  category: z.string(),
  version: z.number().int(),
  openedAt: z.string().meta({ description: "When its first event occurred." }),
  lastEventAt: z.string().meta({ description: "When its last event occurred." }),
  lastEventType: z.string(),
  lastPosition: z.string(),
});
export type StreamRow = z.infer<typeof StreamRow>;

const StreamCounts = z.object({
  total: z.number().int(),
  capped: z.boolean().meta({ description: "Counting stopped at `total`; there are more." }),
  all: z.number().int().meta({ description: "The same in every category and of every version." }),
  categories: z.array(z.object({ category: z.string(), count: z.number().int() })),
  versions: z.array(z.object({ from: z.number().int(), to: z.number().int().nullable(), count: z.number().int() })),
});
export type StreamCounts = z.infer<typeof StreamCounts>;

export const StreamPage = z.object({
  streams: z.array(StreamRow),
  next: z.string().nullable(),
  counts: StreamCounts.nullable().meta({ description: "On the first page only." }),
  elapsedMs: z.number(),
});
export type StreamPage = z.infer<typeof StreamPage>;

/** The part of the filter that the streams page keeps in its URL. */
export type StreamListFilter = Pick<StreamFilter, "q" | "sort" | "direction" | "system"> &
  Partial<Pick<StreamFilter, "category" | "minVersion" | "maxVersion">>;

/** Streams under a filter, page after page. */
export function streamsQuery(filter: StreamListFilter) {
  return infiniteQueryOptions({
    queryKey: ["streams", filter],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(apiUrl("/api/v1/streams", { ...filter, after: pageParam }), StreamPage, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** The names of the categories, those with the most streams first. */
export const categoriesQuery = queryOptions({
  queryKey: ["streams", "categories"],
  queryFn: async ({ signal }) => {
    const page = await fetchJson(apiUrl("/api/v1/streams", { limit: 1 }), StreamPage, { signal });
    return page.counts?.categories.map(({ category }) => category) ?? [];
  },
  staleTime: 60_000,
});

export const streamsRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams",
    tag: "Streams",
    summary: "Find streams by any part of their id, with counts by category",
    role: "viewer",
    query: StreamFilter,
    response: StreamPage,
    problems: [503],
  },
];
