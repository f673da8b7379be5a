import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { streamSegment } from "@/lib/format/stream-url";
import { apiUrl } from "./api-url";
import { AppendRequest, AppendResponse } from "./append-request";
import { EventItem, PayloadDetail } from "./event-item";
import { fetchJson } from "./fetch";
import { Position, PositionParameter, type RouteDescription } from "./route-description";

const Version = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

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
  from: Version.default(1),
  to: Version.optional(),
  direction: z.enum(["asc", "desc"]).default("asc"),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
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

const UpcastStep = z.object({
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
});
export type EventDetail = z.infer<typeof EventDetail>;

/** One place in time; the latest version when none is given. */
export const AsOf = z
  .object({
    version: z.coerce.number().int().min(0).optional(),
    position: PositionParameter.optional(),
    instant: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ description: "One of version, position and instant; now when none is given." });
export type AsOf = z.output<typeof AsOf>;

const SetBy = z.object({ version: z.number().int(), type: z.string().nullable() });
export type SetBy = z.infer<typeof SetBy>;

const StateProblem = z.object({ version: z.number().int(), message: z.string() });

export const StreamState = z.object({
  streamId: z.string(),
  version: z.number().int().meta({ description: "The version that the state is of." }),
  stateText: z.string().meta({ description: "The state as JSON, digit for digit." }),
  reducer: z.object({ name: z.string(), version: z.number().int(), inferred: z.boolean() }),
  fromSnapshot: z.number().int().nullable(),
  eventsRead: z.number().int(),
  leftOut: z.array(z.number().int()).meta({
    description: "Versions before this one that occurred after the asked instant; the state leaves them out.",
  }),
  elapsedMs: z.number(),
  problems: z.array(StateProblem),
  setHere: z.array(z.string()).meta({ description: "Paths of the leaves that the event of this version set." }),
  removedHere: z.array(z.string()),
  blame: z.record(z.string(), SetBy).nullable().meta({
    description:
      "For each leaf the event that last set it (version 0: the fold began with it); null when the stream is too long.",
  }),
});
export type StreamState = z.infer<typeof StreamState>;

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

/** What `GET /api/v1/streams/{streamId}/bisect` takes. */
export const BisectRequest = z.object({
  condition: z
    .string()
    .trim()
    .min(1, "Write a condition, such as state.outstanding < 0.0.")
    .max(2_000)
    .meta({ description: "CEL over `state`, and over `event` and `data` of the event that made it." }),
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

const base = (streamId: string) => `/api/v1/streams/${streamSegment(streamId)}`;

const TIMELINE_PAGE = 200;

/** The page of the timeline that holds a version. */
export function timelinePageOf(version: number): number {
  return Math.floor((version - 1) / TIMELINE_PAGE);
}

/** The stream's own facts. */
export function streamQuery(streamId: string, initialData?: StreamSummary) {
  return queryOptions({
    queryKey: ["stream", streamId],
    queryFn: ({ signal }) => fetchJson(base(streamId), StreamSummary, { signal }),
    ...(initialData === undefined ? {} : { initialData }),
  });
}

/** The versions on a page of the timeline. */
export function timelineRange(
  page: number,
  upTo: number,
): { readonly from: number; readonly to: number; readonly limit: number } {
  const from = page * TIMELINE_PAGE + 1;
  return { from, to: Math.min(from + TIMELINE_PAGE - 1, upTo), limit: TIMELINE_PAGE };
}

/** One page of the timeline, without payloads. */
export function timelineQuery(streamId: string, page: number, upTo: number) {
  const { from, to, limit } = timelineRange(page, upTo);
  return queryOptions({
    queryKey: ["stream", streamId, "timeline", from, to],
    queryFn: ({ signal }) =>
      fetchJson(apiUrl(`${base(streamId)}/events`, { from, to, limit, payload: "none" }), StreamEvents, {
        signal,
      }),
    staleTime: 60_000,
  });
}

/** Asks every few seconds whether the stream has grown beyond `version`. */
export function newerVersionQuery(streamId: string, version: number) {
  return queryOptions({
    queryKey: ["stream", streamId, "newer", version],
    queryFn: ({ signal }) =>
      fetchJson(apiUrl(`${base(streamId)}/events`, { from: version + 1, limit: 1, payload: "none" }), StreamEvents, {
        signal,
      }),
    refetchInterval: 4000,
  });
}

/** One event with everything about how it is read. */
export function eventQuery(streamId: string, version: number) {
  return queryOptions({
    queryKey: ["stream", streamId, "event", version],
    queryFn: ({ signal }) => fetchJson(`${base(streamId)}/events/${version}`, EventDetail, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

/** The state at a version. */
export function stateQuery(streamId: string, version: number) {
  return queryOptions({
    queryKey: ["stream", streamId, "state", version],
    queryFn: ({ signal }) => fetchJson(apiUrl(`${base(streamId)}/state`, { version }), StreamState, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

/** The version that a position or an instant stands for. */
export function fetchVersionAsOf(streamId: string, asOf: AsOf): Promise<StreamState> {
  return fetchJson(apiUrl(`${base(streamId)}/state`, asOf), StreamState);
}

/** What differs between the states at two versions. */
export function diffQuery(streamId: string, a: number, b: number) {
  return queryOptions({
    queryKey: ["stream", streamId, "diff", a, b],
    queryFn: ({ signal }) => fetchJson(apiUrl(`${base(streamId)}/diff`, { a, b }), StreamDiff, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}

/** The first version after which a condition on the state holds. */
export function bisectQuery(streamId: string, condition: string, lastVersion: number) {
  return queryOptions({
    queryKey: ["stream", streamId, "bisect", condition, lastVersion],
    queryFn: ({ signal }) => fetchJson(apiUrl(`${base(streamId)}/bisect`, { condition }), StreamBisection, { signal }),
    enabled: condition !== "",
    retry: false,
    staleTime: 30_000,
  });
}

const StreamId = z.object({
  streamId: z.string().meta({ description: 'URL-encoded. "~" stands before ".", ".." and ids that begin with "~".' }),
});

export const streamRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/streams/{streamId}",
    tag: "Streams",
    summary: "Read one stream's version, times and event types",
    role: "viewer",
    params: StreamId,
    response: StreamSummary,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/events",
    tag: "Streams",
    summary: "Read a stream's events by version, as stored and as read today",
    role: "viewer",
    params: StreamId,
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
    params: StreamId,
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
    params: StreamId.extend({ version: Version }),
    response: EventDetail,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/state",
    tag: "Streams",
    summary: "Fold a stream to its state at a version, a position or an instant",
    role: "viewer",
    params: StreamId,
    query: AsOf,
    response: StreamState,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/diff",
    tag: "Streams",
    summary: "Compare a stream's states at two versions",
    role: "viewer",
    params: StreamId,
    query: DiffRange,
    response: StreamDiff,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/streams/{streamId}/bisect",
    tag: "Streams",
    summary: "Find the first event after which a condition on the state holds",
    role: "viewer",
    params: StreamId,
    query: BisectRequest,
    response: StreamBisection,
    problems: [404],
  },
];
