import { z } from "zod";
import { Message } from "./projections";
import {
  PreflightQuery,
  RebuildChange,
  RebuildId,
  RebuildReason,
  RebuildRequest,
  RebuildsQuery,
  RollBackRequest,
} from "./rebuild-requests";
import { RebuildDifferences, RebuildDifferencesQuery } from "./rebuild-verification";
import { RebuildList, RebuildPreflight, RebuildProgress } from "./rebuilds";
import type { RouteDescription } from "./route-description";

const ProjectionName = z.object({ name: z.string() });

/** What an operator does with one rebuild: `POST /api/v1/rebuilds/{id}/{verb}`. */
function verbRoute(verb: string, summary: string, body?: z.ZodType): RouteDescription {
  return {
    method: "post",
    path: `/api/v1/rebuilds/{id}/${verb}`,
    tag: "Rebuilds",
    summary,
    role: "operator",
    params: RebuildId,
    ...(body === undefined ? {} : { body }),
    response: Message,
    problems: [404, 409],
  };
}

export const rebuildRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/projections/{name}/preflight",
    tag: "Rebuilds",
    summary: "What a rebuild of this projection would read, take and leave behind",
    role: "viewer",
    params: ProjectionName,
    query: PreflightQuery,
    response: RebuildPreflight,
    problems: [404],
  },
  {
    method: "post",
    path: "/api/v1/projections/{name}/roll-back",
    tag: "Rebuilds",
    summary: "Make the version that was live before the last promotion the one consumers see again",
    role: "operator",
    params: ProjectionName,
    body: RollBackRequest,
    response: Message,
    problems: [404, 409],
  },
  {
    method: "post",
    path: "/api/v1/projections/{name}/drop-retired",
    tag: "Rebuilds",
    summary: "Drop the version that is kept for a roll back, and its table",
    role: "operator",
    params: ProjectionName,
    body: RebuildReason,
    response: Message,
    problems: [404, 409],
  },
  {
    method: "get",
    path: "/api/v1/rebuilds",
    tag: "Rebuilds",
    summary: "List rebuilds, newest first",
    role: "viewer",
    query: RebuildsQuery,
    response: RebuildList,
  },
  {
    method: "post",
    path: "/api/v1/rebuilds",
    tag: "Rebuilds",
    summary: "Request a rebuild of a projection, or of the rows of one stream or partition; a worker takes it up",
    role: "operator",
    body: RebuildRequest,
    response: RebuildProgress,
    status: 202,
    problems: [404, 409],
  },
  {
    method: "get",
    path: "/api/v1/rebuilds/{id}",
    tag: "Rebuilds",
    summary: "Read a rebuild's progress: phases, rate, estimate, samples, verification",
    role: "viewer",
    params: RebuildId,
    response: RebuildProgress,
    problems: [404],
  },
  {
    method: "patch",
    path: "/api/v1/rebuilds/{id}",
    tag: "Rebuilds",
    summary: "Change how fast a rebuild may read, or whether it is promoted by itself when its verification is clean",
    role: "operator",
    params: RebuildId,
    body: RebuildChange,
    response: Message,
    problems: [404, 409],
  },
  {
    method: "get",
    path: "/api/v1/rebuilds/{id}/differences",
    tag: "Rebuilds",
    summary: "List the rows in which the rebuilt read model differs from the live one, by key",
    role: "viewer",
    params: RebuildId,
    query: RebuildDifferencesQuery,
    response: RebuildDifferences,
    problems: [404],
  },
  verbRoute("pause", "Hold a running rebuild; what its worker has folded stays in its memory", RebuildReason),
  verbRoute("resume", "Let a paused rebuild go on"),
  verbRoute("verify", "Compare a rebuild that is ready with the live version again"),
  verbRoute("promote", "Make the read-model version that the rebuild filled the one consumers see", RebuildReason),
  verbRoute("cancel", "Stop a rebuild and drop the table it was filling", RebuildReason),
];
