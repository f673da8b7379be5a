import { z } from "zod";

/** Which event of a stream it was, when it happened, and who caused it. */
export const EventFacts = z.object({
  version: z.number().int(),
  type: z.string().meta({ description: "As stored." }),
  occurredAt: z.string(),
  actor: z.string().nullable().meta({ description: "The `actor` of its metadata." }),
});
export type EventFacts = z.infer<typeof EventFacts>;
