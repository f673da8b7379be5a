import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "./fetch";

const PulseSchema = z.object({
  watermark: z.string(),
  appendsPerSecond: z.number().nullable(),
  liveWorkers: z.number(),
  draftUpcasters: z.number(),
  stoppedProjections: z.number(),
  openRebuilds: z.number(),
  eventTypes: z.array(z.string()),
});

/** The shell's figures, every two seconds. */
export const pulseOptions = queryOptions({
  queryKey: ["pulse"],
  queryFn: ({ signal }) => fetchJson("/api/v1/pulse", PulseSchema, { signal }),
  refetchInterval: 2000,
});
