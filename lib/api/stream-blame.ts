import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { EventFacts } from "./event-facts";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { StreamIdParameter, streamPath } from "./stream-path";
import { StreamStateRequest } from "./stream-state";

export const StreamBlame = z.object({
  streamId: z.string(),
  version: z.number().int().meta({ description: "The version whose state is blamed." }),
  reducer: z.object({ name: z.string(), version: z.number().int() }),
  upTo: z.number().int().meta({ description: "The newest version that was followed." }),
  cut: z.boolean().meta({ description: "It took too long: `leaves` are those of the state at `upTo`." }),
  leaves: z.array(z.object({ path: z.string(), version: z.number().int() })).meta({
    description: "Every leaf of the state with the version that last set it; 0: the fold began with it.",
  }),
  leavesLeftOut: z.number().int().meta({ description: "How many more leaves the state has." }),
  events: z.array(EventFacts).meta({ description: "The events of those versions." }),
  elapsedMs: z.number(),
});
export type StreamBlame = z.infer<typeof StreamBlame>;

/** Which event set each leaf of the state at a point. */
export function streamBlameQuery(streamId: string, request: StreamStateRequest) {
  return queryOptions({
    queryKey: ["stream", streamId, "blame", request],
    queryFn: ({ signal }) => fetchJson(apiUrl(`${streamPath(streamId)}/blame`, request), StreamBlame, { signal }),
    staleTime: 60_000,
    retry: false,
  });
}

export const streamBlameRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/blame",
    tag: "Streams",
    summary: "Name the event that last set each leaf of a stream's state",
    description:
      "An item of a list is followed by its id when it moves: a member called `id`, `uuid`, `key`, `sku` and the like, " +
      "or one that ends in `Id`, first of all the one named after the list (`lineId` in `lines`). An item without one is followed by its place.",
    role: "viewer",
    params: StreamIdParameter,
    query: StreamStateRequest,
    response: StreamBlame,
    problems: [404],
  },
];
