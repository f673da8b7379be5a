import { infiniteQueryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { EventFacts } from "./event-facts";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { StreamIdParameter, streamPath } from "./stream-path";
import { VersionParameter, wholeNumber } from "./whole-number";

/** What `GET /api/v1/streams/{streamId}/history` takes. */
export const StreamHistoryRequest = z.object({
  path: z
    .string()
    .max(2_000)
    .default("")
    .meta({ description: "A path of the state, such as `lines[0].quantity`; empty: all of it." }),
  version: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: "The state that the path is of; the newest when left out." }),
  to: VersionParameter.optional().meta({
    description: "Follow the fold up to this version; the newest when left out.",
  }),
  from: VersionParameter.prefault(1).meta({ description: "Follow the fold from this version on only." }),
  before: VersionParameter.optional().meta({
    description: "Changes before this version: the `next` of the page before.",
  }),
  limit: wholeNumber(1, 500).prefault(100),
  reducer: z.string().min(1).max(200).optional(),
});
export type StreamHistoryRequest = z.output<typeof StreamHistoryRequest>;

export const ValueText = z.object({
  text: z.string().meta({ description: "As JSON, digit for digit." }),
  cut: z.boolean().meta({ description: "There is more of it." }),
});
export type ValueText = z.infer<typeof ValueText>;

export const PathChange = EventFacts.extend({
  before: ValueText.nullable().meta({ description: "null: it was not there." }),
  after: ValueText.nullable().meta({ description: "null: it is not there any more." }),
});
export type PathChange = z.infer<typeof PathChange>;

export const StreamHistory = z.object({
  streamId: z.string(),
  path: z.string(),
  version: z.number().int().meta({ description: "The state that the path is of." }),
  from: z.number().int(),
  to: z.number().int(),
  upTo: z.number().int().meta({ description: "The newest version that was followed." }),
  cut: z.boolean().meta({ description: "It took too long: later versions were not looked at." }),
  total: z.number().int().meta({ description: "How many events changed it." }),
  changes: z.array(PathChange).meta({ description: "Newest first." }),
  next: z.number().int().nullable().meta({ description: "Give it as `before` for the next page." }),
  series: z
    .object({
      points: z.array(z.object({ version: z.number().int(), occurredAt: z.string(), value: z.string().nullable() })),
      thinned: z.boolean().meta({ description: "There are more; extremes are kept." }),
    })
    .nullable()
    .meta({ description: "The values over time, where all of them are numbers; with the first page only." }),
  elapsedMs: z.number(),
});
export type StreamHistory = z.infer<typeof StreamHistory>;

/** A path of the state at `version`, whose history is followed from one version to another. */
export type PathOfState = Required<Pick<StreamHistoryRequest, "path" | "version" | "to">> &
  Partial<Pick<StreamHistoryRequest, "reducer" | "from">>;

/** The changes of one path, the newest first, page by page. */
export function streamHistoryQuery(streamId: string, request: PathOfState) {
  return infiniteQueryOptions({
    queryKey: ["stream", streamId, "history", request],
    queryFn: ({ signal, pageParam }) =>
      fetchJson(apiUrl(`${streamPath(streamId)}/history`, { ...request, before: pageParam }), StreamHistory, {
        signal,
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 60_000,
    retry: false,
  });
}

export const streamHistoryRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/history",
    tag: "Streams",
    summary: "List the events that changed one path of a stream's state",
    description:
      "The path is one of the state at `version`; an item of a list is followed back to where it stood before.",
    role: "viewer",
    params: StreamIdParameter,
    query: StreamHistoryRequest,
    response: StreamHistory,
    problems: [404],
  },
];
