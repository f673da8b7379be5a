import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { EventFacts } from "./event-facts";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { ValueText } from "./stream-history";
import { StreamIdParameter, streamPath } from "./stream-path";
import { VersionParameter } from "./whole-number";

/** What `GET /api/v1/streams/{streamId}/steps` takes. */
export const StreamStepsRequest = z.object({
  from: VersionParameter.prefault(1),
  to: VersionParameter.optional().meta({ description: "At most 200 steps are answered; `next` says where to go on." }),
  reducer: z.string().min(1).max(200).optional(),
});
export type StreamStepsRequest = z.output<typeof StreamStepsRequest>;

export const StepChange = z.object({
  kind: z.enum(["added", "removed", "changed", "moved"]),
  path: z.string().meta({ description: "In the state after the event; of what was removed, in the one before." }),
  from: z.string().nullable().meta({ description: "Where a moved item stood." }),
  before: ValueText.nullable(),
  after: ValueText.nullable(),
});
export type StepChange = z.infer<typeof StepChange>;

export const StreamStep = EventFacts.extend({
  schemaVersion: z.number().int(),
  reducerMicros: z.number().meta({ description: "Of the reducer alone." }),
  upcastMicros: z.number().meta({ description: "Of reading the event through its upcasters." }),
  error: z
    .object({ in: z.enum(["upcaster", "reducer"]), message: z.string() })
    .nullable()
    .meta({ description: "Why the event left the state as it was." }),
  changes: z.array(StepChange),
  moreChanges: z.number().int().meta({ description: "How many more there are." }),
});
export type StreamStep = z.infer<typeof StreamStep>;

export const StreamSteps = z.object({
  streamId: z.string(),
  version: z.number().int().meta({ description: "Of the stream, when it was read." }),
  reducer: z.object({ name: z.string(), version: z.number().int() }),
  steps: z.array(StreamStep),
  next: z.number().int().nullable().meta({ description: "Where to go on; null: at the end of what was asked for." }),
  elapsedMs: z.number(),
});
export type StreamSteps = z.infer<typeof StreamSteps>;

/** How many steps a page has, from 1 on. */
export const STEPS_PAGE = 100;

/** The first version of the page of steps that a version is on. */
export function stepsPageOf(version: number): number {
  return Math.floor((Math.max(1, version) - 1) / STEPS_PAGE) * STEPS_PAGE + 1;
}

/** The page of steps that begins at a version of `stepsPageOf`. */
export function streamStepsQuery(streamId: string, page: number, upTo: number, reducer: string | null) {
  const to = Math.min(page + STEPS_PAGE - 1, upTo);
  return queryOptions({
    queryKey: ["stream", streamId, "steps", page, to, reducer],
    queryFn: ({ signal }) =>
      wholePage({ from: page, to, ...(reducer === null ? {} : { reducer }) }, (request) =>
        fetchJson(apiUrl(`${streamPath(streamId)}/steps`, request), StreamSteps, { signal }),
      ),
    staleTime: 60_000,
    retry: 1,
  });
}

/** All steps of a range, however many answers it takes. */
export async function wholePage(
  request: StreamStepsRequest,
  read: (request: StreamStepsRequest) => Promise<StreamSteps>,
): Promise<StreamSteps> {
  let answer = await read(request);
  const steps = [...answer.steps];
  while (answer.next !== null) {
    answer = await read({ ...request, from: answer.next });
    steps.push(...answer.steps);
  }
  return { ...answer, steps };
}

export const streamStepsRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/steps",
    tag: "Streams",
    summary: "Fold a stream event by event: what each changed, what it took, and any error",
    role: "viewer",
    params: StreamIdParameter,
    query: StreamStepsRequest,
    response: StreamSteps,
    problems: [404],
  },
];
