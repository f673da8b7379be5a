import { queryOptions } from "@tanstack/react-query";
import { EventShapes, ShapeDiff, TypeHistory } from "./event-type-shape";
import { EventTypeDetail, EventTypeList } from "./event-types";
import { fetchJson } from "./fetch";

const REFRESH_MS = 10_000;

export const eventTypesQuery = (initialData?: EventTypeList) =>
  queryOptions({
    queryKey: ["event-types"],
    queryFn: ({ signal }) => fetchJson("/api/v1/event-types", EventTypeList, { signal }),
    refetchInterval: REFRESH_MS,
    ...(initialData === undefined ? {} : { initialData }),
  });

export const eventTypeQuery = (type: string, initialData?: EventTypeDetail) =>
  queryOptions({
    queryKey: ["event-types", type],
    queryFn: ({ signal }) => fetchJson(typeUrl(type), EventTypeDetail, { signal }),
    refetchInterval: REFRESH_MS,
    ...(initialData === undefined ? {} : { initialData }),
  });

export const typeHistoryQuery = (type: string, initialData?: TypeHistory) =>
  queryOptions({
    queryKey: ["event-types", type, "history"],
    queryFn: ({ signal }) => fetchJson(`${typeUrl(type)}/history`, TypeHistory, { signal }),
    refetchInterval: REFRESH_MS,
    ...(initialData === undefined ? {} : { initialData }),
  });

export const shapeDiffQuery = (type: string, before: number, after: number) =>
  queryOptions({
    queryKey: ["event-types", type, "diff", before, after],
    queryFn: ({ signal }) => fetchJson(`${typeUrl(type)}/diff?before=${before}&after=${after}`, ShapeDiff, { signal }),
  });

export const eventShapesQuery = (type: string, schemaVersion: number) =>
  queryOptions({
    queryKey: ["event-types", type, schemaVersion, "shapes"],
    queryFn: ({ signal }) => fetchJson(`${versionUrl(type, schemaVersion)}/shapes`, EventShapes, { signal }),
  });

function typeUrl(type: string): string {
  return `/api/v1/event-types/${encodeURIComponent(type)}`;
}

function versionUrl(type: string, schemaVersion: number): string {
  return `${typeUrl(type)}/versions/${schemaVersion}`;
}
