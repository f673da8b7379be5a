import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiUrl } from "./api-url";
import { fetchJson } from "./fetch";
import type { PreflightQuery } from "./rebuild-requests";
import { RebuildDifferences, type RebuildDifferencesQuery } from "./rebuild-verification";
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

export const preflightQuery = (projection: string, scope: PreflightQuery) =>
  queryOptions({
    queryKey: ["rebuild-preflight", projection, scope],
    queryFn: ({ signal }) =>
      fetchJson(apiUrl(`/api/v1/projections/${encodeURIComponent(projection)}/preflight`, scope), RebuildPreflight, {
        signal,
      }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });

type DifferencesFilter = Pick<RebuildDifferencesQuery, "kind" | "column" | "key">;

/** The rows that differ, page after page; `verifiedAt` tells one verification from the next. */
export const differencesQuery = (id: string, verifiedAt: string, filter: DifferencesFilter) =>
  infiniteQueryOptions({
    queryKey: ["rebuild", id, "differences", verifiedAt, filter],
    queryFn: ({ signal, pageParam }) =>
      fetchJson(apiUrl(`${path(id)}/differences`, { ...filter, after: pageParam }), RebuildDifferences, { signal }),
    initialPageParam: "",
    getNextPageParam: ({ after }) => after,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
