import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiUrl } from "./api-url";
import { CategoryList, CopiedEventPage, CopyPreflight } from "./copies";
import { fetchJson } from "./fetch";

export const categoriesQuery = () =>
  queryOptions({
    queryKey: ["copy-categories"],
    queryFn: ({ signal }) => fetchJson("/api/v1/copies/categories", CategoryList, { signal }),
  });

export const copyPreflightQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ["copy-preflight", from, to],
    queryFn: ({ signal }) => fetchJson(apiUrl("/api/v1/copies/preflight", { from, to }), CopyPreflight, { signal }),
    enabled: from !== "" && to !== "",
    staleTime: 0,
    placeholderData: keepPreviousData,
  });

/** The events that a copy wrote, page after page; `copied` tells what there was from what there is. */
export const copiedEventsQuery = (id: string, copied: number) =>
  infiniteQueryOptions({
    queryKey: ["job", id, "copies", copied],
    queryFn: ({ signal, pageParam }) =>
      fetchJson(apiUrl(`/api/v1/jobs/${encodeURIComponent(id)}/copies`, { after: pageParam }), CopiedEventPage, {
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
