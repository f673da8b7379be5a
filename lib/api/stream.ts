import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { AppendRequest, AppendResponse } from "./append-request";
import { EventItem, PayloadDetail } from "./event-item";
import { fetchJson } from "./fetch";
import { Position, type RouteDescription } from "./route-description";
import { StreamIdParameter, streamPath } from "./stream-path";
import { VersionParameter, wholeNumber } from "./whole-number";

export const StreamSummary = z.object({
  streamId: z.string(),
  category: z.string(),
  version: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  firstEventAt: z.string(),
  lastEventAt: z.string(),
  firstPosition: Position,
  lastPosition: Position,
  types: z.array(z.object({ type: z.string(), count: z.number().int() })).meta({ description: "As stored." }),
  timesInOrder: z.boolean().meta({ description: "No event occurred before the one ahead of it in the stream." }),
});
export type StreamSummary = z.infer<typeof StreamSummary>;

/** What `GET /api/v1/streams/{streamId}/events` takes. */
export const StreamEventsRange = z.object({
  from: VersionParameter.prefault(1),
  to: VersionParameter.optional(),
  direction: z.enum(["asc", "desc"]).default("asc"),
  limit: wholeNumber(1, 1000).prefault(100),
  payload: PayloadDetail.default("full"),
});
export type StreamEventsRange = z.output<typeof StreamEventsRange>;

export const StreamEvents = z.object({
  streamId: z.string(),
  version: z.number().int().meta({ description: "Of the stream, when it was read." }),
  events: z.array(EventItem),
});
export type StreamEvents = z.infer<typeof StreamEvents>;

const ReadableEvent = z.object({ type: z.string(), schemaVersion: z.number().int(), dataText: z.string() });

export const UpcastStep = z.object({
  id: z.string(),
  title: z.string(),
  source: z.enum(["code", "console"]),
  from: z.object({ type: z.string(), schemaVersion: z.number().int() }),
  to: z.object({ type: z.string(), schemaVersion: z.number().int() }),
  elapsedMs: z.number(),
  failed: z.boolean(),
});
export type UpcastStep = z.infer<typeof UpcastStep>;

/** Where a field of the event as read today differs from what is stored, and how it came about. */
const FieldChange = z.object({ path: z.string(), how: z.string(), version: z.number().int() });
export type FieldChange = z.infer<typeof FieldChange>;

const EventPlace = z.object({ streamId: z.string(), version: z.number().int(), type: z.string() });

export const EventDetail = z.object({
  event: EventItem.extend({ dataText: z.string(), metadataText: z.string() }),
  readAs: z.array(ReadableEvent),
  steps: z.array(UpcastStep),
  changes: z.array(FieldChange).meta({ description: "Fields of the first event of `readAs` that reading changed." }),
  problem: z.string().nullable(),
  correlated: z.object({ events: z.number().int(), streams: z.number().int(), capped: z.boolean() }).nullable(),
  deadLetters: z
    .array(z.object({ id: z.uuid(), projection: z.string(), status: z.enum(["parked", "skipped"]) }))
    .meta({ description: "Of projections that could not apply it." }),
  causation: z.object({
    cause: EventPlace.nullable().meta({ description: "The event whose id is its causation id." }),
    missingCause: z.string().nullable().meta({ description: "Its causation id, where no event of that id was found." }),
    effects: z.array(EventPlace).meta({ description: "The first events of its correlation that it caused." }),
    effectCount: z.number().int(),
  }),
  heldBackBy: z
    .array(z.string())
    .meta({ description: "Projections that could not apply an event before it in its stream." }),
});
export type EventDetail = z.infer<typeof EventDetail>;

/** The stream's own facts. */
export function streamQuery(streamId: string, initialData?: StreamSummary) {
  return queryOptions({
    queryKey: ["stream", streamId],
    queryFn: ({ signal }) => fetchJson(streamPath(streamId), StreamSummary, { signal }),
    ...(initialData === undefined ? {} : { initialData }),
  });
}

/** Asks every few seconds whether the stream has grown beyond `version`. */
export function newerVersionQuery(streamId: string, version: number) {
  return queryOptions({
    queryKey: ["stream", streamId, "newer", version],
    queryFn: ({ signal }) =>
      fetchJson(
        apiUrl(`${streamPath(streamId)}/events`, { from: version + 1, limit: 1, payload: "none" }),
        StreamEvents,
        {
          signal,
        },
      ),
    refetchInterval: 4000,
  });
}

/** One event with everything about how it is read. */
export function eventQuery(streamId: string, version: number) {
  return queryOptions({
    queryKey: ["stream", streamId, "event", version],
    queryFn: ({ signal }) => fetchJson(`${streamPath(streamId)}/events/${version}`, EventDetail, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

export const streamRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}",
    tag: "Streams",
    summary: "Read one stream's version, times and event types",
    role: "viewer",
    params: StreamIdParameter,
    response: StreamSummary,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/events",
    tag: "Streams",
    summary: "Read a stream's events by version, as stored and as read today",
    role: "viewer",
    params: StreamIdParameter,
    query: StreamEventsRange,
    response: StreamEvents,
    problems: [404],
  },
  {
    method: "post",
    path: "/api/v1/streams/{streamId}/events",
    tag: "Streams",
    summary: "Append events to a stream",
    description:
      "All of them or none. 409 when the stream is not at `expectedVersion`; `details.actual` is its version. " +
      "Sending the same `eventId`s again appends nothing and answers as the first time did.",
    role: "admin",
    params: StreamIdParameter,
    body: AppendRequest,
    response: AppendResponse,
    problems: [409, 422],
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/events/{version}",
    tag: "Streams",
    summary: "Read one event, the upcasters it goes through, and what they change",
    role: "viewer",
    params: StreamIdParameter.extend({ version: VersionParameter }),
    response: EventDetail,
    problems: [404],
  },
];
