import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "./fetch";
import { RebuildList, RebuildPreflight, RebuildProgress } from "./rebuilds";

const path = (id: string) => `/api/v1/rebuilds/${encodeURIComponent(id)}`;
const LIVE: readonly string[] = ["queued", "running", "ready"];

export const rebuildsQuery = (initialData?: RebuildList) =>
  queryOptions({
    queryKey: ["rebuilds"],
    queryFn: ({ signal }) => fetchJson("/api/v1/rebuilds", RebuildList, { signal }),
    refetchInterval: 2_000,
    ...(initialData === undefined ? {} : { initialData }),
  });

/** Polls every second while the rebuild moves, and stops when it is over. */
export const rebuildQuery = (id: string, initialData?: RebuildProgress) =>
  queryOptions({
    queryKey: ["rebuild", id],
    queryFn: ({ signal }) => fetchJson(path(id), RebuildProgress, { signal }),
    refetchInterval: (query) => (LIVE.includes(query.state.data?.status ?? "running") ? 1_000 : false),
    ...(initialData === undefined ? {} : { initialData }),
  });

export const preflightQuery = (projection: string) =>
  queryOptions({
    queryKey: ["rebuild-preflight", projection],
    queryFn: ({ signal }) =>
      fetchJson(`/api/v1/projections/${encodeURIComponent(projection)}/preflight`, RebuildPreflight, { signal }),
    staleTime: 0,
  });
