import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { StreamIdParameter, streamPath } from "./stream-path";
import { SetBy, StateProblem } from "./stream-state";

const DiffChange = z.object({
  path: z.string(),
  kind: z.enum(["added", "removed", "changed"]),
  before: z.string().nullable(),
  after: z.string().nullable(),
  setBy: SetBy.nullable().meta({ description: "The last event between the two versions that touched it." }),
});
export type DiffChange = z.infer<typeof DiffChange>;

export const StreamDiff = z.object({
  streamId: z.string(),
  a: z.object({ version: z.number().int(), occurredAt: z.string().nullable(), type: z.string().nullable() }),
  b: z.object({ version: z.number().int(), occurredAt: z.string().nullable(), type: z.string().nullable() }),
  changes: z.array(DiffChange),
  unchanged: z.array(z.string()).meta({ description: "Paths of the leaves that are the same." }),
  order: z.array(z.string()).meta({ description: "Every path, in the order of the states." }),
  problems: z.array(StateProblem),
  elapsedMs: z.number(),
});
export type StreamDiff = z.infer<typeof StreamDiff>;

/** Two versions to compare; 0 is the state before any event. */
export const DiffRange = z.object({ a: z.coerce.number().int().min(0), b: z.coerce.number().int().min(0) });
export type DiffRange = z.output<typeof DiffRange>;

/** What differs between the states at two versions. */
export function diffQuery(streamId: string, a: number, b: number) {
  return queryOptions({
    queryKey: ["stream", streamId, "diff", a, b],
    queryFn: ({ signal }) => fetchJson(apiUrl(`${streamPath(streamId)}/diff`, { a, b }), StreamDiff, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

export const streamDiffRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/diff",
    tag: "Streams",
    summary: "Compare a stream's states at two versions",
    role: "viewer",
    params: StreamIdParameter,
    query: DiffRange,
    response: StreamDiff,
    problems: [404],
  },
];
