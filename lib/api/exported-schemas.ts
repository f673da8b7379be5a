import { z } from "zod";
import { EventTypeName } from "./event-types";
import type { RouteDescription } from "./route-description";

/** The JSON Schemas of all stored versions of a type, as a file to take elsewhere. */
export const ExportedSchemas = z.object({
  type: z.string(),
  versions: z.array(
    z.object({
      schemaVersion: z.number().int(),
      /** Published by somebody or by the code; inferred from the events; or neither, when none was looked at yet. */
      source: z.enum(["registered", "inferred", "unknown"]),
      /** JSON Schema 2020-12. */
      schema: z.union([z.boolean(), z.looseObject({})]),
    }),
  ),
});

export const exportedSchemaRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/event-types/{type}/schemas",
    tag: "Event types",
    summary: "Export the JSON Schemas of all stored versions: the registered one, else what the events show",
    role: "viewer",
    params: EventTypeName,
    response: ExportedSchemas,
    problems: [404],
  },
];
