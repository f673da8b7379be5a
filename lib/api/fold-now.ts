import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { apiUrl } from "./api-url";
import { Clock } from "./as-of";
import { fetchJson } from "./fetch";
import { LogPoint } from "./jobs";
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
    instant: z.iso.datetime({ offset: true }).optional().meta({
      description: "Fold the events that happened at or before it, in the order of their positions.",
    }),
    clock: Clock.optional().meta({ description: "What `instant` is compared with; `occurred` when left out." }),
  })
  .refine(({ key, stream }) => (key === undefined) !== (stream === undefined), {
    path: ["key"],
    error: "Give either a key or a stream.",
  })
  .refine(({ position, instant }) => position === undefined || instant === undefined, {
    path: ["instant"],
    error: "Give either a position or an instant.",
  });
export type FoldNowQuery = z.output<typeof FoldNowQuery>;

export const StoredRow = z.object({
  version: z.number().int().nullable().meta({ description: "null: it keeps no rows; this one is folded as of now." }),
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
  asOf: LogPoint.nullable().meta({ description: "The point that was asked for; null: now." }),
  eventsRead: z.number().int(),
  position: Position.meta({ description: "Up to which events were looked at." }),
  last: Position.nullable().meta({ description: "Of the last event that was read; null: there was none." }),
  leftOut: z.number().int().meta({
    description: "Events that happened after the instant although they lie before the last one that was read.",
  }),
  failed: z.number().int().meta({ description: "Events that could not be read or folded." }),
  heldBack: z.number().int().meta({ description: "Later events of the streams that wait behind one that failed." }),
  failures: z
    .array(
      z.object({
        streamId: z.string(),
        version: z.number().int(),
        position: Position,
        type: z.string(),
        message: z.string(),
      }),
    )
    .meta({ description: "The first hundred of `failed`." }),
  stored: StoredRow.nullable().meta({
    description: "What consumers see now; null without a read model as of now, or by stream.",
  }),
});
export type FoldNow = z.infer<typeof FoldNow>;

export const foldNowRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/projections/{name}/fold",
    tag: "Projections",
    summary: "Fold a row from the stored events, as of now or of then, and compare it with the read model's",
    description:
      "Reads no more than 100,000 events; a row that needs more is refused with their number. The whole read model as of then is a job: see folds.",
    role: "viewer",
    params: z.object({ name: z.string() }),
    query: FoldNowQuery,
    response: FoldNow,
    problems: [404, 409, 413, 503],
  },
];

/** Which row, as of when; nothing but the key: now. */
export interface FoldAsked {
  readonly key: string;
  readonly position?: string | undefined;
  readonly instant?: string | undefined;
  readonly clock?: Clock | undefined;
}

/** Folds on each mount and each refetch, never by itself in between: the answer says what it was read from. */
export const foldNowQuery = (name: string, asked: FoldAsked) =>
  queryOptions({
    queryKey: ["projection", name, "fold", asked],
    queryFn: ({ signal }) =>
      fetchJson(apiUrl(`/api/v1/projections/${encodeURIComponent(name)}/fold`, { ...asked }), FoldNow, { signal }),
    enabled: asked.key !== "",
    retry: false,
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
