import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { EventItem } from "./event-item";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { StreamIdParameter, streamPath } from "./stream-path";
import { StateProblem } from "./stream-state";

/** What `GET /api/v1/streams/{streamId}/bisect` takes. */
export const BisectRequest = z.object({
  condition: z
    .string()
    .trim()
    .min(1, "Write a condition, such as state.outstanding < 0.0.")
    .max(2_000)
    .meta({ description: "CEL over `state`, and over `event` and `data` of the event that made it." }),
  reducer: z.string().max(200).optional().meta({
    description: "One of the category's reducers by name; the first when left out.",
  }),
});

export const StreamBisection = z.object({
  streamId: z.string(),
  condition: z.string(),
  found: z
    .object({
      event: EventItem,
      beforeText: z.string(),
      afterText: z.string(),
      changed: z.array(z.string()).meta({ description: "Paths in which the two states differ." }),
    })
    .nullable()
    .meta({ description: "The first event after which it holds, with the states around it; null: after none." }),
  eventsRead: z.number().int(),
  cut: z.boolean().meta({ description: "It took too long: events after those read were not looked at." }),
  undecided: z
    .object({ events: z.number().int(), version: z.number().int(), message: z.string() })
    .nullable()
    .meta({ description: "After how many events it could not be decided, and why after the first of them." }),
  problems: z.array(StateProblem),
  elapsedMs: z.number(),
});
export type StreamBisection = z.infer<typeof StreamBisection>;

interface StreamQuestion {
  readonly condition: string;
  /** `null`: the category's first. */
  readonly reducer: string | null;
  readonly lastVersion: number;
}

/** The first version after which a condition on the state holds. */
export function bisectQuery(streamId: string, { condition, reducer, lastVersion }: StreamQuestion) {
  return queryOptions({
    queryKey: ["stream", streamId, "bisect", condition, reducer, lastVersion],
    queryFn: ({ signal }) =>
      fetchJson(
        apiUrl(`${streamPath(streamId)}/bisect`, { condition, ...(reducer !== null && { reducer }) }),
        StreamBisection,
        { signal },
      ),
    enabled: condition !== "",
    retry: false,
    staleTime: 30_000,
  });
}

export const streamBisectionRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/bisect",
    tag: "Streams",
    summary: "Find the first event after which a condition on the state holds",
    role: "viewer",
    params: StreamIdParameter,
    query: BisectRequest,
    response: StreamBisection,
    problems: [404],
  },
];
