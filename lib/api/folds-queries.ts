import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiUrl } from "./api-url";
import { fetchJson } from "./fetch";
import { FoldComparison, FoldList, FoldPreflight, FoldRows, type FoldRowsPage, type ReadFoldRows } from "./folds";
import { isUnderWay } from "./job-status";
import type { LogPoint } from "./jobs";

const path = (name: string) => `/api/v1/projections/${encodeURIComponent(name)}/folds`;

/** Polls every second while one of them moves. */
export const foldsQuery = (name: string, initialData?: FoldList) =>
  queryOptions({
    queryKey: ["projection", name, "folds"],
    queryFn: ({ signal }) => fetchJson(path(name), FoldList, { signal }),
    refetchInterval: ({ state: { data } }) =>
      data?.folds.some(({ job }) => isUnderWay(job)) === true ? 1_000 : 10_000,
    ...(initialData === undefined ? {} : { initialData }),
  });

/** Counted anew each time it is asked for. */
export const foldPreflightQuery = (name: string, point: LogPoint, enabled: boolean) =>
  queryOptions({
    queryKey: ["projection", name, "folds", "preflight", point],
    queryFn: ({ signal }) => fetchJson(apiUrl(`${path(name)}/preflight`, { ...point }), FoldPreflight, { signal }),
    enabled,
    staleTime: 0,
  });

/** A page of past rows; the rows of now beside them are those of the moment of asking. */
export const foldRowsQuery = (name: string, id: string, page: FoldRowsPage, read: ReadFoldRows | null) =>
  queryOptions({
    queryKey: ["projection", name, "folds", id, "rows", page],
    queryFn: ({ signal }) => fetchJson(apiUrl(`${path(name)}/${id}/rows`, { ...page }), FoldRows, { signal }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    // Another page than the one that was read must not begin with its rows.
    ...(read !== null && isSamePage(read.page, page) ? { initialData: read.rows } : {}),
  });

/** How many rows differ from now, as of the moment of asking. */
export const foldComparisonQuery = (name: string, id: string) =>
  queryOptions({
    queryKey: ["projection", name, "folds", id, "comparison"],
    queryFn: ({ signal }) => fetchJson(`${path(name)}/${id}/comparison`, FoldComparison, { signal }),
    staleTime: 30_000,
    retry: false,
    refetchOnWindowFocus: false,
  });

function isSamePage(one: FoldRowsPage, other: FoldRowsPage): boolean {
  return one.since === other.since && (one.search ?? "") === (other.search ?? "") && one.after === other.after;
}
