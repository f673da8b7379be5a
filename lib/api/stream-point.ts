import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { AsOf } from "./as-of";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { StreamIdParameter, streamPath } from "./stream-path";

export const StreamPoint = z.object({
  streamId: z.string(),
  version: z.number().int().meta({ description: "The newest version that belongs to the point; 0: none does." }),
  leftOut: z.array(z.number().int()).meta({
    description: "Versions before it that do not belong to it, because their time is later; the first 1,000.",
  }),
  leftOutCount: z.number().int(),
});
export type StreamPoint = z.infer<typeof StreamPoint>;

/** Where in a stream a position or an instant lies. */
export function streamPointQuery(streamId: string, asOf: AsOf) {
  return queryOptions({
    queryKey: ["stream", streamId, "point", asOf],
    queryFn: ({ signal }) => fetchJson(apiUrl(`${streamPath(streamId)}/point`, asOf), StreamPoint, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export const streamPointRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/point",
    tag: "Streams",
    summary: "Find the version that a position or an instant stands for",
    role: "viewer",
    params: StreamIdParameter,
    query: AsOf,
    response: StreamPoint,
    problems: [404],
  },
];
