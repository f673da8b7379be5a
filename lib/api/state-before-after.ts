import { z } from "zod";
import type { RouteDescription } from "./route-description";
import { PreviewRequest } from "./upcasters";

const Side = z.object({
  stateText: z.string().meta({ description: "The state as JSON, numbers digit for digit." }),
  /** Events that the state lacks, because they cannot be read or folded. */
  problems: z.array(z.object({ version: z.number().int(), message: z.string() })),
});

export const StateBeforeAfterRequest = PreviewRequest.extend({ streamId: z.string().min(1).max(512) });

/** The state of a stream as it is read today, and as it would be with a draft in the chain. */
export const StateBeforeAfter = z.object({
  streamId: z.string(),
  /** The newest version that the states take in, of `streamVersion`: a long stream is not folded to its end. */
  version: z.number().int(),
  streamVersion: z.number().int(),
  /** Events of the stream that the draft, or what follows it, reads differently. */
  eventsReadDifferently: z.number().int(),
  reducers: z.array(
    z.object({
      name: z.string(),
      version: z.number().int(),
      inferred: z.boolean(),
      before: Side,
      after: Side,
      changed: z.boolean(),
    }),
  ),
});
export type StateBeforeAfter = z.infer<typeof StateBeforeAfter>;

export const stateBeforeAfterRoutes: readonly RouteDescription[] = [
  {
    method: "post",
    path: "/api/v1/upcasters/state",
    tag: "Upcasters",
    summary: "Fold a stream as it is read today and as it would be with a draft, by every reducer of its category",
    role: "viewer",
    body: StateBeforeAfterRequest,
    response: StateBeforeAfter,
    problems: [404, 409],
  },
];
