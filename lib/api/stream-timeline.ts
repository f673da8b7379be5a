import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { StreamIdParameter, streamPath } from "./stream-path";
import { VersionParameter, wholeNumber } from "./whole-number";

/** How many versions one answer holds. */
export const TIMELINE_CHUNK = 20_000;

const MAX_CHECKED = 200;

/** What `GET /api/v1/streams/{streamId}/timeline` takes. */
export const TimelineRange = z.object({
  from: VersionParameter.prefault(1),
  limit: wholeNumber(1, TIMELINE_CHUNK).prefault(TIMELINE_CHUNK),
});
export type TimelineRange = z.output<typeof TimelineRange>;

export const TimelineChunk = z.object({
  streamId: z.string(),
  version: z.number().int().meta({ description: "Of the stream, when it was read." }),
  from: z.number().int().meta({ description: "The version of the first entry of the three lists." }),
  types: z.array(z.string()).meta({ description: "As stored; `type` counts from 0 in it." }),
  correlations: z.array(z.string()).meta({ description: "`correlation` counts from 0 in it." }),
  type: z.array(z.int()).meta({ description: "For each version its event's type." }),
  at: z.array(z.int()).meta({
    description: "When each occurred, in ms: the first since 1970, each further one since the one before it.",
  }),
  correlation: z.array(z.int()).meta({ description: "For each version its correlation; -1: it has none." }),
});
export type TimelineChunk = z.infer<typeof TimelineChunk>;

/** What `GET /api/v1/streams/{streamId}/timeline/problems` takes. */
export const TimelineVersions = z.object({
  versions: z
    .string()
    .regex(/^\d{1,15}(,\d{1,15})*$/, "must be versions, separated by commas")
    .transform((list) => list.split(",").map(Number))
    .pipe(z.array(z.number()).max(MAX_CHECKED))
    .meta({ description: `At most ${MAX_CHECKED}, separated by commas.` }),
});
export type TimelineVersions = z.output<typeof TimelineVersions>;

export const TimelineProblems = z.object({
  streamId: z.string(),
  problems: z
    .array(z.object({ version: z.number().int(), message: z.string() }))
    .meta({ description: "Those of the asked versions that cannot be read today, and why." }),
});
export type TimelineProblems = z.infer<typeof TimelineProblems>;

/** Type, time and correlation of the versions of one chunk, the first of which begins with version 1. */
export function timelineChunkQuery(streamId: string, chunk: number) {
  const from = chunk * TIMELINE_CHUNK + 1;
  return queryOptions({
    queryKey: ["stream", streamId, "timeline", from],
    queryFn: ({ signal }) => fetchJson(apiUrl(`${streamPath(streamId)}/timeline`, { from }), TimelineChunk, { signal }),
    // What is in a stream stays as it is; whoever needs more than had been appended then asks again.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Which of some versions cannot be read today. */
export function timelineProblemsQuery(streamId: string, versions: readonly number[]) {
  const list = versions.slice(0, MAX_CHECKED).join(",");
  return queryOptions({
    queryKey: ["stream", streamId, "problems", list],
    queryFn: ({ signal }) =>
      fetchJson(apiUrl(`${streamPath(streamId)}/timeline/problems`, { versions: list }), TimelineProblems, { signal }),
    enabled: list !== "",
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

export const streamTimelineRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/timeline",
    tag: "Streams",
    summary: "Read type, time and correlation of a stream's events, without their data",
    description: `At most ${TIMELINE_CHUNK.toLocaleString("en")} versions an answer.`,
    role: "viewer",
    params: StreamIdParameter,
    query: TimelineRange,
    response: TimelineChunk,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/timeline/problems",
    tag: "Streams",
    summary: "Find out which of some events of a stream cannot be read today",
    role: "viewer",
    params: StreamIdParameter,
    query: TimelineVersions,
    response: TimelineProblems,
    problems: [404],
  },
];
