import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiUrl } from "./api-url";
import {
  DeadLetterDetail,
  type DeadLetterFilter,
  DeadLetterPage,
  DeadLetterSummary,
  type DeadLettersQuery,
} from "./dead-letters";
import { fetchJson } from "./fetch";

/** The part of the filter that the page keeps in its URL. */
export type DeadLetterListFilter = Pick<DeadLettersQuery, "status" | "q" | "group"> &
  Partial<Pick<DeadLetterFilter, "projection" | "type" | "error" | "stream" | "within">>;

/** Dead letters under a filter, group after group, page after page. */
export function deadLettersQuery(filter: DeadLetterListFilter) {
  return infiniteQueryOptions({
    queryKey: ["dead-letters", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      fetchJson(apiUrl("/api/v1/dead-letters", { ...filter, after: pageParam }), DeadLetterPage, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // A list that is open must not move: what has changed is counted apart, and comes when it is asked for.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** How many there are under a filter, every two seconds. */
export function deadLetterSummaryQuery(filter: DeadLetterListFilter) {
  return queryOptions({
    queryKey: ["dead-letters", "summary", filter],
    queryFn: ({ signal }) =>
      fetchJson(apiUrl("/api/v1/dead-letters/summary", { ...filter }), DeadLetterSummary, { signal }),
    refetchInterval: 2_000,
    placeholderData: keepPreviousData,
  });
}

/** One dead letter with everything about it, every two seconds. */
export function deadLetterQuery(id: string) {
  return queryOptions({
    queryKey: ["dead-letters", "detail", id],
    queryFn: ({ signal }) => fetchJson(`/api/v1/dead-letters/${id}`, DeadLetterDetail, { signal }),
    refetchInterval: 2_000,
  });
}

/** How many a retry of all that match would touch, counted when the dialog opens. */
export function matchingDeadLettersQuery(filter: DeadLetterListFilter) {
  return queryOptions({
    queryKey: ["dead-letters", "matching", filter],
    queryFn: ({ signal }) =>
      fetchJson(apiUrl("/api/v1/dead-letters/summary", { ...filter, status: "parked" }), DeadLetterSummary, {
        signal,
      }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Where the list under a filter can be downloaded. */
export function deadLettersExportUrl(filter: DeadLetterListFilter, format: "csv" | "ndjson"): string {
  const { group: _, ...rest } = filter;
  return apiUrl("/api/v1/dead-letters/export", { ...rest, format });
}
