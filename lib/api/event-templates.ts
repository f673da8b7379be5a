import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";
import { StreamIdParameter, streamPath } from "./stream-path";
import { wholeNumber } from "./whole-number";

/** A type that an event of the stream could have. */
export const EventTemplate = z.object({
  type: z.string(),
  schemaVersion: z.number().int().meta({ description: "The newest one: what a new event is best written in." }),
  where: z.enum(["stream", "category", "elsewhere"]).meta({ description: "The nearest place that has such events." }),
});
export type EventTemplate = z.infer<typeof EventTemplate>;

export const EventTemplateList = z.object({ templates: z.array(EventTemplate) });

export const EventTemplateQuery = z.object({
  type: z.string().min(1).max(256),
  version: wholeNumber(1, 32_767),
});
export type EventTemplateQuery = z.output<typeof EventTemplateQuery>;

export const EventTemplateDetail = z.object({
  type: z.string(),
  schemaVersion: z.number().int(),
  schema: z
    .object({ text: z.string(), from: z.enum(["published", "inferred"]) })
    .nullable()
    .meta({ description: "Its JSON Schema as text; null when there is none and no event to infer one from." }),
  example: z
    .object({ streamId: z.string(), version: z.number().int(), dataText: z.string() })
    .nullable()
    .meta({ description: "The last event of the type, from the stream itself where it has one, in this version." }),
});
export type EventTemplateDetail = z.infer<typeof EventTemplateDetail>;

/** The types that events of a stream can have, those of the stream first. */
export function eventTemplatesQuery(streamId: string) {
  return queryOptions({
    queryKey: ["stream", streamId, "event-templates"],
    queryFn: ({ signal }) => fetchJson(`${streamPath(streamId)}/event-templates`, EventTemplateList, { signal }),
    staleTime: 60_000,
  });
}

/** What to begin an event of a type with. */
export function eventTemplateQuery(streamId: string, type: string, schemaVersion: number) {
  return queryOptions({
    queryKey: ["stream", streamId, "event-template", type, schemaVersion],
    queryFn: ({ signal }) =>
      fetchJson(
        apiUrl(`${streamPath(streamId)}/event-template`, { type, version: schemaVersion }),
        EventTemplateDetail,
        { signal },
      ),
    enabled: type !== "",
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

export const eventTemplateRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/event-templates",
    tag: "Streams",
    summary: "List the types that a new event of a stream could have, those of the stream and its category first",
    role: "viewer",
    params: StreamIdParameter,
    response: EventTemplateList,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/event-template",
    tag: "Streams",
    summary: "Read what to begin a new event of a type with: its JSON Schema and the last such event",
    role: "viewer",
    params: StreamIdParameter,
    query: EventTemplateQuery,
    response: EventTemplateDetail,
    problems: [404],
  },
];
