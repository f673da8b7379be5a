import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiUrl } from "./api-url";
import { BisectionPreflight, StateNames } from "./bisections";
import { fetchJson } from "./fetch";

export interface BisectionQuestion {
  readonly category: string;
  readonly condition: string;
  readonly reducer?: string | undefined;
}

/** What asking a category would read, and what the condition comes to in some of its streams. */
export const bisectionPreflightQuery = ({ category, condition, reducer }: BisectionQuestion) =>
  queryOptions({
    queryKey: ["bisection-preflight", category, condition, reducer ?? null],
    queryFn: ({ signal }) =>
      fetchJson(
        apiUrl("/api/v1/bisections/preflight", { category, condition, ...(reducer && { reducer }) }),
        BisectionPreflight,
        { signal },
      ),
    enabled: category !== "" && condition.trim() !== "",
    staleTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  });

/** What a condition on the states of a category can name. */
export const stateNamesQuery = (category: string, reducer?: string) =>
  queryOptions({
    queryKey: ["state-names", category, reducer ?? null],
    queryFn: ({ signal }) =>
      fetchJson(apiUrl("/api/v1/bisections/names", { category, ...(reducer && { reducer }) }), StateNames, { signal }),
    enabled: category !== "",
    staleTime: 300_000,
  });
