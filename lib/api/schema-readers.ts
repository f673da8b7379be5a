import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { EventSchemaName } from "./event-schemas";
import { fetchJson } from "./fetch";
import { PROJECTION_MODES, ProjectionStatus } from "./projections";
import { Position, type RouteDescription } from "./route-description";

const SchemaReader = z.object({
  name: z.string(),
  kind: z.enum(PROJECTION_MODES),
  readsAs: z.object({ type: z.string(), schemaVersion: z.number().int() }),
  status: ProjectionStatus,
  checkpoint: Position.meta({ description: "What lies at or before it was applied, or parked." }),
  stale: z.boolean().meta({ description: "Its rows were made with other upcasters than those of today." }),
});
export type SchemaReader = z.infer<typeof SchemaReader>;

export const SchemaReaders = z.object({
  type: z.string(),
  schemaVersion: z.number().int(),
  readers: z.array(SchemaReader),
});
export type SchemaReaders = z.infer<typeof SchemaReaders>;

/** Which projections read events of a stored schema. */
export function schemaReadersQuery(type: string, schemaVersion: number) {
  const path = `/api/v1/event-types/${encodeURIComponent(type)}/versions/${schemaVersion}/readers`;
  return queryOptions({
    queryKey: ["event-type", type, schemaVersion, "readers"],
    queryFn: ({ signal }) => fetchJson(path, SchemaReaders, { signal }),
    staleTime: 10_000,
  });
}

export const schemaReaderRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/event-types/{type}/versions/{version}/readers",
    tag: "Event types",
    summary: "List the projections that read events of a schema version, with how far each has come",
    role: "viewer",
    params: EventSchemaName,
    response: SchemaReaders,
  },
];
