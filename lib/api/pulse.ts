import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "./fetch";
import { Position, type RouteDescription } from "./route-description";

const PulseSchema = z.object({
  watermark: Position,
  appendsPerSecond: z.number().nullable().meta({ description: "Over the last minute; null while nobody samples." }),
  liveWorkers: z.number(),
  draftUpcasters: z.number(),
  stoppedProjections: z.number(),
  openRebuilds: z.number(),
  parkedStreams: z.number().meta({ description: "That wait behind an event which a projection could not apply." }),
  eventTypes: z.array(z.string()).readonly(),
});

/** What the shell shows on every page: how far the store is, who works, and where something waits. */
export type Pulse = z.infer<typeof PulseSchema>;

/** The shell's figures, every two seconds. */
export const pulseQuery = (initialData: Pulse) =>
  queryOptions({
    queryKey: ["pulse"],
    queryFn: ({ signal }) => fetchJson("/api/v1/pulse", PulseSchema, { signal }),
    refetchInterval: 2000,
    initialData,
  });

export const pulseRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/pulse",
    tag: "System",
    summary: "The watermark, the append rate, and how much waits where",
    role: "viewer",
    response: PulseSchema,
  },
];
