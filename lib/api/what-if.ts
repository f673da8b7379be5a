import { z } from "zod";
import { AsOf } from "./as-of";
import type { RouteDescription } from "./route-description";
import { StreamIdParameter } from "./stream-path";

const Version = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const Type = z.string().min(1, "An event has a type.").max(256);
const SchemaVersion = z.number().int().min(1).max(32_767);
const Metadata = z.record(z.string(), z.unknown());
const OccurredAt = z.iso.datetime({ offset: true });

/** One way in which the history could have been another one. */
const WhatIfChange = z.discriminatedUnion("change", [
  z.object({ change: z.literal("leave-out"), version: Version }),
  z.object({
    change: z.literal("edit"),
    version: Version,
    type: Type.optional(),
    schemaVersion: SchemaVersion.optional(),
    data: z.unknown().optional().meta({ description: "As it is stored when left out, like the others." }),
    metadata: Metadata.optional(),
    occurredAt: OccurredAt.optional(),
  }),
  z.object({
    change: z.literal("insert"),
    after: Version.or(z.literal(0)).meta({ description: "Behind this version; 0: before the first event." }),
    place: z.number().int().min(1).default(1).meta({ description: "Among those behind the same version." }),
    type: Type,
    schemaVersion: SchemaVersion.default(1),
    data: z.unknown(),
    metadata: Metadata.optional(),
    occurredAt: OccurredAt.optional().meta({ description: "That of the event before it when left out." }),
  }),
]);
export type WhatIfChange = z.infer<typeof WhatIfChange>;

/** What `POST /api/v1/streams/{streamId}/what-if` takes. */
export const WhatIfRequest = AsOf.extend({
  changes: z.array(WhatIfChange).max(500).default([]),
  draft: z.uuid().optional().meta({ description: "An upcaster that is not active: it reads the changed history." }),
  reducer: z.string().min(1).max(200).optional(),
});
export type WhatIfRequest = z.output<typeof WhatIfRequest>;

const change = z.number().int().meta({ description: "The place of the change in `changes`, from 0." });

export const WhatIf = z.object({
  streamId: z.string(),
  streamVersion: z.number().int(),
  version: z.number().int().meta({ description: "The newest stored version that was looked at." }),
  cut: z.boolean().meta({ description: "It took too much: on both sides, later events were not looked at." }),
  reducer: z.object({ name: z.string(), version: z.number().int(), inferred: z.boolean() }),
  without: z.object({
    stateText: z.string().meta({ description: "The state as JSON, digit for digit." }),
    problems: z.array(z.object({ version: z.number().int(), message: z.string() })),
  }),
  with: z.object({
    stateText: z.string(),
    problems: z.array(z.object({ version: z.number().int(), message: z.string(), change: change.nullable() })),
  }),
  misfits: z
    .array(
      z.object({ change, type: z.string(), schemaVersion: z.number().int(), path: z.string(), message: z.string() }),
    )
    .meta({ description: "Changed events that do not fit the JSON Schema published for them." }),
  fromSnapshot: z.number().int().nullable(),
  eventsRead: z.number().int(),
  elapsedMs: z.number(),
});
export type WhatIf = z.infer<typeof WhatIf>;

export const whatIfRoutes: readonly RouteDescription[] = [
  {
    method: "post",
    path: "/api/v1/streams/{streamId}/what-if",
    tag: "Streams",
    summary:
      "Fold a stream as it is, and as if events were left out, edited or inserted, or read with a draft upcaster",
    description: "Nothing is stored. 400 names the change that cannot be made in `details.change`.",
    role: "viewer",
    params: StreamIdParameter,
    body: WhatIfRequest,
    response: WhatIf,
    problems: [404, 409],
  },
];
