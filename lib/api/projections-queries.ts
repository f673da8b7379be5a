import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "./fetch";
import { LagHistory, type LagRange } from "./projection-watch";
import { ProjectionDetail, ProjectionList } from "./projections";

const path = (name: string) => `/api/v1/projections/${encodeURIComponent(name)}`;

export const projectionsQuery = (initialData?: ProjectionList) =>
  queryOptions({
    queryKey: ["projections"],
    queryFn: ({ signal }) => fetchJson("/api/v1/projections", ProjectionList, { signal }),
    refetchInterval: 2_000,
    ...(initialData === undefined ? {} : { initialData }),
  });

export const projectionQuery = (name: string, initialData?: ProjectionDetail) =>
  queryOptions({
    queryKey: ["projection", name],
    queryFn: ({ signal }) => fetchJson(path(name), ProjectionDetail, { signal }),
    refetchInterval: 2_000,
    ...(initialData === undefined ? {} : { initialData }),
  });

/** Lag and batch latency of a range, every ten seconds: nothing in them is finer than that. */
export const lagQuery = (name: string, range: LagRange, initialData?: LagHistory) =>
  queryOptions({
    queryKey: ["projection", name, "lag", range],
    queryFn: ({ signal }) => fetchJson(`${path(name)}/lag?range=${range}`, LagHistory, { signal }),
    refetchInterval: 10_000,
    ...(initialData === undefined ? {} : { initialData }),
  });
