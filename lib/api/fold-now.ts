import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { fetchJson } from "./fetch";
import { Position, PositionParameter, type RouteDescription } from "./route-description";

const MAX_KEY_LENGTH = 512;
const Columns = z.array(z.object({ name: z.string(), type: z.string() }));
const Values = z
  .record(z.string(), z.string().nullable())
  .meta({ description: "By column, as Postgres writes it, digit for digit; null is SQL's null." });

/** What `GET /api/v1/projections/{name}/fold` takes: a key or a stream. */
export const FoldNowQuery = z
  .object({
    key: z.string().min(1).max(MAX_KEY_LENGTH).optional().meta({ description: "Of the row to fold." }),
    stream: z.string().min(1).max(MAX_KEY_LENGTH).optional().meta({ description: "Whose rows to fold." }),
    position: PositionParameter.optional().meta({
      description: "The last position to fold; the newest when left out.",
    }),
  })
  .refine(({ key, stream }) => (key === undefined) !== (stream === undefined), {
    path: ["key"],
    error: "Give either a key or a stream.",
  });
export type FoldNowQuery = z.output<typeof FoldNowQuery>;

export const StoredRow = z.object({
  version: z.number().int(),
  checkpoint: Position.nullable().meta({
    description: "Up to which it was applied; null: appends write it themselves.",
  }),
  columns: Columns,
  values: Values.nullable().meta({ description: "null: the read model has no row of this key." }),
  differs: z.array(z.string()).meta({ description: "The columns in which the folded row is another one." }),
});

export const FoldNow = z.object({
  projection: z.string(),
  definitionVersion: z.number().int(),
  keyColumn: z.string(),
  columns: Columns,
  rows: z.array(z.object({ key: z.string(), values: Values })),
  eventsRead: z.number().int(),
  position: Position.meta({ description: "Up to which the events were folded." }),
  stored: StoredRow.nullable().meta({ description: "What consumers see; null without a read model, or by stream." }),
});
export type FoldNow = z.infer<typeof FoldNow>;

export const foldNowRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/projections/{name}/fold",
    tag: "Projections",
    summary: "Fold a row from the stored events now, and compare it with the read model's",
    description: "Reads no more than 100,000 events; a row that needs more is refused with their number.",
    role: "viewer",
    params: z.object({ name: z.string() }),
    query: FoldNowQuery,
    response: FoldNow,
    problems: [404, 409, 413, 503],
  },
];

/** Folds on each mount and each refetch, never by itself in between: the answer says what it was read from. */
export const foldNowQuery = (name: string, { key, position }: { readonly key: string; readonly position: string }) =>
  queryOptions({
    queryKey: ["projection", name, "fold", key, position],
    queryFn: ({ signal }) =>
      fetchJson(apiUrl(`/api/v1/projections/${encodeURIComponent(name)}/fold`, { key, position }), FoldNow, { signal }),
    enabled: key !== "",
    retry: false,
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
