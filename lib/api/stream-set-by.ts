import { z } from "zod";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { StreamIdParameter, streamPath } from "./stream-path";

const Version = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** What `POST /api/v1/streams/{streamId}/set-by` takes. */
export const SetByRequest = z.object({
  after: Version.meta({ description: "The version of the first state; 0: before any event." }),
  upTo: Version.meta({ description: "The version of the last state." }),
  reducer: z.string().min(1).max(200).optional(),
  draft: z.uuid().optional().meta({ description: "A draft upcaster that the events are read with." }),
  values: z
    .array(
      z.object({
        in: z.enum(["first", "last"]).meta({ description: "The state in which the path is the value's." }),
        path: z.array(z.union([z.string(), z.number().int().min(0)])).max(1_000),
        placed: z.boolean().optional().meta({ description: "Of an item of a list: asks who put it in its place." }),
      }),
    )
    .max(200),
});
export type SetByRequest = z.output<typeof SetByRequest>;

export const SetByAnswer = z.object({
  streamId: z.string(),
  setBy: z
    .array(z.object({ version: z.number().int(), type: z.string() }).nullable())
    .meta({ description: "In the order of `values`; null: no event that was looked at changed it." }),
  from: z.number().int().meta({ description: "The first version that was looked at." }),
  upTo: z.number().int().meta({ description: "The newest one; time may run out before the end." }),
  elapsedMs: z.number(),
});
export type SetByAnswer = z.infer<typeof SetByAnswer>;

/** Asks which event changed each value last; a POST because the paths do not fit an address. */
export function fetchSetBy(streamId: string, request: SetByRequest, signal?: AbortSignal): Promise<SetByAnswer> {
  return fetchJson(`${streamPath(streamId)}/set-by`, SetByAnswer, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
    ...(signal && { signal }),
  });
}

export const streamSetByRoutes: readonly RouteDescription[] = [
  {
    method: "post",
    path: "/api/v1/streams/{streamId}/set-by",
    tag: "Streams",
    summary: "Name the last event between two versions that changed each of some values",
    role: "viewer",
    params: StreamIdParameter,
    body: SetByRequest,
    response: SetByAnswer,
    problems: [404],
  },
];
