import { infiniteQueryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "./fetch";
import { Position, PositionParameter, type RouteDescription } from "./route-description";
import { wholeNumber } from "./whole-number";

const Instant = z.iso.datetime({ offset: true });

export const AuditRecord = z.object({
  position: Position,
  streamId: z.string(),
  version: z.number().int(),
  at: Instant,
  type: z.string(),
  actor: z.string(),
  actorName: z.string(),
  reason: z.string().nullable(),
  /** What it was about, digit for digit. */
  dataText: z.string(),
});
export type AuditRecord = z.infer<typeof AuditRecord>;

export const AuditPage = z.object({
  records: z.array(AuditRecord),
  /** Give it as `after` for the records before the last one; null when there are none. */
  after: Position.nullable(),
  /** Everything that can be filtered by. */
  types: z.array(z.string()),
  actors: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type AuditPage = z.infer<typeof AuditPage>;

export const AuditQuery = z.object({
  type: z.string().optional(),
  actor: z.string().optional(),
  after: PositionParameter.optional().meta({ description: "`after` of the page before." }),
  limit: wholeNumber(1, 500).prefault(100),
});
export type AuditQuery = z.output<typeof AuditQuery>;

export interface AuditFilter {
  readonly type: string | null;
  readonly actor: string | null;
}

/** The audit, newest first, page by page. */
export const auditQuery = ({ type, actor }: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", type, actor],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams();
      if (type !== null) search.set("type", type);
      if (actor !== null) search.set("actor", actor);
      if (pageParam !== null) search.set("after", pageParam);
      return fetchJson(`/api/v1/audit?${search}`, AuditPage, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.after,
  });

export const auditRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/audit",
    tag: "System",
    summary: "Who did what, when and why, newest first",
    role: "viewer",
    query: AuditQuery,
    response: AuditPage,
  },
];
