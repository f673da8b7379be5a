import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { AsOf, type Clock } from "./as-of";
import { EventItem, PayloadDetail } from "./event-item";
import { fetchJson } from "./fetch";
import { Position, PositionParameter, type RouteDescription } from "./route-description";
import { wholeNumber } from "./whole-number";

const flag = z.stringbool({ truthy: ["1", "true"], falsy: ["0", "false"] });
const Instant = z.iso.datetime({ offset: true });

// Postgres refuses NUL in any text, and nothing stored holds it.
const text = z.string().refine((value) => !value.includes("\0"), "must not contain a NUL character");

const filterShape = {
  category: text.max(512).optional(),
  stream: text.max(512).optional().meta({ description: "Any part of the stream id; case does not matter." }),
  type: z.array(text.max(256)).max(100).optional().meta({ description: "May be repeated. As read today." }),
  from: Instant.optional().meta({ description: "Occurred at this instant or later." }),
  to: Instant.optional().meta({ description: "Occurred before this instant." }),
  ...AsOf.omit({ version: true }).shape,
  correlationId: text.max(512).optional(),
  system: flag.default(false).meta({ description: "Also events of streams whose id begins with `$`." }),
};

/** What `GET /api/v1/events` takes. */
export const EventFilter = z.object({
  ...filterShape,
  direction: z.enum(["asc", "desc"]).default("desc"),
  after: PositionParameter.optional().meta({ description: "`next` of the page before." }),
  limit: wholeNumber(1, 500).prefault(100),
  payload: PayloadDetail.default("full"),
});
export type EventFilter = z.output<typeof EventFilter>;

export const EventPage = z.object({
  events: z.array(EventItem),
  next: z.string().nullable(),
  watermark: Position.meta({ description: "No event at or below it can still appear." }),
  elapsedMs: z.number(),
});
export type EventPage = z.infer<typeof EventPage>;

export const HistogramFilter = z.object({
  ...filterShape,
  bars: wholeNumber(10, 400).prefault(120),
});
export type HistogramFilter = z.output<typeof HistogramFilter>;

export const EventHistogram = z.object({
  from: Instant.nullable(),
  to: Instant.nullable(),
  barMs: z.number(),
  bars: z.array(z.object({ at: Instant, count: z.number() })).meta({ description: "Only those that are not empty." }),
  total: z.number(),
  estimated: z.boolean().meta({ description: "Counted in a sample and scaled up, because the store is large." }),
  elapsedMs: z.number(),
});
export type EventHistogram = z.infer<typeof EventHistogram>;

/** The part of the filter that the events page keeps in its URL. */
export interface EventListFilter {
  readonly category?: string | undefined;
  readonly stream?: string | undefined;
  readonly type?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly position?: string | undefined;
  readonly instant?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly correlationId?: string | undefined;
  readonly system: boolean;
}

/** The newest events under a filter, as they are now. */
export function firstEventsPage(filter: EventListFilter): Promise<EventPage> {
  return fetchJson(apiUrl("/api/v1/events", { ...filter, payload: "preview" }), EventPage);
}

/** Events under a filter, newest first, page after page. */
export function eventsQuery(filter: EventListFilter) {
  return infiniteQueryOptions({
    queryKey: ["events", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(apiUrl("/api/v1/events", { ...filter, payload: "preview", after: pageParam }), EventPage, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // A list that is open must not move: newer events are asked for apart, and wait behind their pill.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The event at a position, wherever it lies. */
export function eventAtQuery(position: string) {
  const after = /^\d{1,19}$/.test(position) ? (BigInt(position) - 1n).toString() : "0";
  return queryOptions({
    queryKey: ["events", "at", position],
    queryFn: async ({ signal }) => {
      const search = { after, direction: "asc", system: true, limit: 1, payload: "none" };
      const page = await fetchJson(apiUrl("/api/v1/events", search), EventPage, { signal });
      return page.events.find((event) => event.position === position) ?? null;
    },
  });
}

/** How many events a pill counts before it says "100+". */
export const NEWER_LIMIT = 100;

/** Events that were recorded after `position`, oldest first. */
export function newerEventsQuery(filter: EventListFilter, position: string) {
  return queryOptions({
    queryKey: ["events", "newer", filter, position],
    queryFn: ({ signal }) =>
      fetchJson(
        apiUrl("/api/v1/events", {
          ...filter,
          payload: "none",
          direction: "asc",
          after: position,
          limit: NEWER_LIMIT,
        }),
        EventPage,
        { signal },
      ),
    refetchInterval: 3000,
    placeholderData: keepPreviousData,
  });
}

/** How many events under a filter occurred when. */
export function histogramQuery(filter: EventListFilter) {
  return queryOptions({
    queryKey: ["events", "histogram", filter],
    queryFn: ({ signal }) => fetchJson(apiUrl("/api/v1/events/histogram", { ...filter }), EventHistogram, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

export const eventRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/events",
    tag: "Events",
    summary: "Read events of the whole store in the order of their positions",
    description: "To follow the store, ask with `direction=asc` and the last position as `after`.",
    role: "viewer",
    query: EventFilter,
    response: EventPage,
    problems: [503],
  },
  {
    method: "get",
    path: "/api/v1/events/histogram",
    tag: "Events",
    summary: "Count events by the time they occurred",
    role: "viewer",
    query: HistogramFilter,
    response: EventHistogram,
    problems: [503],
  },
];
