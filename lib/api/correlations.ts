import { z } from "zod";
import { EventItem } from "./event-item";
import type { RouteDescription } from "./route-description";

export const CorrelationRequest = z.object({
  id: z
    .string()
    .min(1)
    .max(512)
    .refine((id) => !id.includes("\0"), "must not contain a NUL character"),
});

export const CorrelatedEvent = EventItem.extend({
  actor: z.string().nullable(),
  /** The id of the event that caused it, as its producer wrote it; it need not be one of these. */
  causationId: z.string().nullable(),
});
export type CorrelatedEvent = z.infer<typeof CorrelatedEvent>;

export const Correlation = z.object({
  correlationId: z.string(),
  events: z.array(CorrelatedEvent).meta({ description: "In the order of their positions." }),
  streams: z.number().int(),
  /** There are more; these are the first. */
  cut: z.boolean(),
});
export type Correlation = z.infer<typeof Correlation>;

export const correlationRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/correlations",
    tag: "Events",
    summary: "Read the events of a correlation id, across streams, with what caused each",
    description: "The first 1,000; `GET /api/v1/events?correlationId=` pages through more.",
    role: "viewer",
    query: CorrelationRequest,
    response: Correlation,
    problems: [404],
  },
];
