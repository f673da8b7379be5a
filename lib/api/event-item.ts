import { z } from "zod";
import { Position } from "./route-description";

/** An event in a list: as it is stored, what it reads as today, and why it cannot be read if it cannot. */
export const EventItem = z.object({
  streamId: z.string(),
  version: z.number().int(),
  position: Position,
  eventId: z.string(),
  type: z.string().meta({ description: "As stored." }),
  schemaVersion: z.number().int().meta({ description: "As stored." }),
  occurredAt: z.string(),
  recordedAt: z.string(),
  correlationId: z.string().nullable(),
  readAs: z
    .array(z.object({ type: z.string(), schemaVersion: z.number().int(), data: z.unknown().optional() }))
    .meta({ description: "What today's upcasters make of it: one event, several, or none." }),
  problem: z.string().nullable().meta({ description: "Why it cannot be read today." }),
  data: z.unknown().optional().meta({ description: "As stored, digit for digit." }),
  metadata: z.record(z.string(), z.unknown()).optional(),
  preview: z.string().optional().meta({ description: "The beginning of the data as read today." }),
});
export type EventItem = z.infer<typeof EventItem>;

/** How much of each event's payload a list carries. */
export const PayloadDetail = z.enum(["full", "preview", "none"]);
export type PayloadDetail = z.infer<typeof PayloadDetail>;
