import { queryOptions } from "@tanstack/react-query";
import { apiUrl } from "./api-url";
import { fetchJson } from "./fetch";
import { SnapshotCost, SnapshotOverview, StreamSnapshots } from "./snapshots";
import { streamPath } from "./stream-path";

export const snapshotsQuery = (initialData?: SnapshotOverview) =>
  queryOptions({
    queryKey: ["snapshots"],
    queryFn: ({ signal }) => fetchJson("/api/v1/snapshots", SnapshotOverview, { signal }),
    refetchInterval: 30_000,
    ...(initialData === undefined ? {} : { initialData }),
  });

export const streamSnapshotsQuery = (streamId: string) =>
  queryOptions({
    queryKey: ["stream", streamId, "snapshots"],
    queryFn: ({ signal }) => fetchJson(`${streamPath(streamId)}/snapshots`, StreamSnapshots, { signal }),
    staleTime: 0,
  });

interface MeasuredState {
  readonly version: number;
  readonly reducer: string;
}

/** Measured when it is asked for, and never by itself. */
export const snapshotCostQuery = (streamId: string, { version, reducer }: MeasuredState) =>
  queryOptions({
    queryKey: ["stream", streamId, "snapshot-cost", version, reducer],
    queryFn: ({ signal }) =>
      fetchJson(apiUrl(`${streamPath(streamId)}/snapshots/cost`, { version, reducer }), SnapshotCost, { signal }),
    enabled: false,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
