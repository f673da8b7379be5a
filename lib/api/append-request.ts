import { z } from "zod";
import { Position } from "./route-description";

/** What `POST /api/v1/streams/{streamId}/events` takes. */
export const AppendRequest = z.object({
  expectedVersion: z.union([z.number().int().min(0), z.enum(["any", "exists"])]).default("any"),
  events: z
    .array(
      z.object({
        type: z.string(),
        data: z.unknown(),
        schemaVersion: z.number().int().optional(),
        eventId: z.uuid().optional().meta({ description: "Makes a retried append safe." }),
        metadata: z.record(z.string(), z.unknown()).optional(),
        occurredAt: z.iso.datetime({ offset: true }).optional(),
      }),
    )
    .min(1)
    .max(10_000),
  schemas: z
    .literal("refuse")
    .optional()
    .meta({ description: "Refuse events that do not fit a published JSON Schema, also one that lets others pass." }),
});
export type AppendRequest = z.output<typeof AppendRequest>;

export const AppendResponse = z.object({
  streamId: z.string(),
  firstVersion: z.number().int(),
  version: z.number().int(),
  position: Position,
  appended: z.number().int().meta({ description: "0 when the stream held all of the event ids already." }),
});
