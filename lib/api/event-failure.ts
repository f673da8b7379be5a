import { z } from "zod";
import { Position } from "./route-description";

/** Why a projection or a rebuild could not go on, with the event that it concerns, if it is one. */
export const EventFailure = z.object({
  message: z.string(),
  stack: z.string().nullable(),
  streamId: z.string().nullable(),
  streamVersion: z.number().int().nullable(),
  position: Position.nullable(),
  type: z.string().nullable(),
});
export type EventFailure = z.infer<typeof EventFailure>;
