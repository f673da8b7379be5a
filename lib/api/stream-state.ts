import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { AsOf } from "./as-of";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { StreamIdParameter, streamPath } from "./stream-path";

export const SetBy = z.object({ version: z.number().int(), type: z.string().nullable() });
export type SetBy = z.infer<typeof SetBy>;

export const StateProblem = z.object({ version: z.number().int(), message: z.string() });

/** What `GET /api/v1/streams/{streamId}/state` takes. */
export const StreamStateRequest = AsOf.extend({
  reducer: z.string().min(1).max(200).optional().meta({
    description: "One of the category's reducers by name; the first one when left out.",
  }),
});
export type StreamStateRequest = z.output<typeof StreamStateRequest>;

/** The same, read with a draft upcaster, or without what only a page about the newest event needs. */
export const ReadStateRequest = StreamStateRequest.extend({
  draft: z.uuid().optional().meta({ description: "A draft upcaster that the events are read with, by its id." }),
  detail: z.enum(["full", "state"]).default("full").meta({
    description: "`state` leaves `setHere` and `removedHere` empty; of a large state they take long.",
  }),
});
export type ReadStateRequest = Omit<z.output<typeof ReadStateRequest>, "detail"> & {
  readonly detail?: "full" | "state";
};

const StateReducer = z.object({ name: z.string(), version: z.number().int(), inferred: z.boolean() });

export const StreamState = z.object({
  streamId: z.string(),
  version: z.number().int().meta({ description: "The version that the state is of." }),
  stateText: z.string().meta({ description: "The state as JSON, digit for digit." }),
  reducer: StateReducer,
  reducers: z.array(StateReducer).meta({ description: "That streams of the category can be folded with." }),
  fromSnapshot: z.number().int().nullable(),
  eventsRead: z.number().int(),
  leftOut: z.array(z.number().int()).meta({
    description: "Versions before this one that occurred after the asked instant; the state leaves them out.",
  }),
  elapsedMs: z.number(),
  problems: z.array(StateProblem),
  setHere: z.array(z.string()).meta({ description: "Paths of the leaves that the event of this version set." }),
  removedHere: z.array(z.string()),
});
export type StreamState = z.infer<typeof StreamState>;

/** The state at a point. */
export function stateQuery(streamId: string, request: ReadStateRequest) {
  return queryOptions({
    queryKey: ["stream", streamId, "state", request],
    queryFn: ({ signal }) => fetchJson(apiUrl(`${streamPath(streamId)}/state`, request), StreamState, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

export const streamStateRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/state",
    tag: "Streams",
    summary: "Fold a stream to its state at a version, a position or an instant",
    role: "viewer",
    params: StreamIdParameter,
    query: ReadStateRequest,
    response: StreamState,
    problems: [404, 409],
  },
];
