import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiUrl } from "./api-url";
import { EventSchemaState, InferredSchema, MisfitPage, SchemaTrial } from "./event-schemas";
import { fetchJson } from "./fetch";

const path = (type: string, version: number) => `/api/v1/event-schemas/${encodeURIComponent(type)}/${version}`;

/** Polls while stored events are being checked. */
export const eventSchemaQuery = (type: string, version: number) =>
  queryOptions({
    queryKey: ["event-schema", type, version],
    queryFn: ({ signal }) => fetchJson(path(type, version), EventSchemaState, { signal }),
    refetchInterval: (query) => ((query.state.data?.published?.waiting ?? 0) > 0 ? 1_000 : 10_000),
  });

export const inferredSchemaQuery = (type: string, version: number) =>
  queryOptions({
    queryKey: ["event-schema", type, version, "inferred"],
    queryFn: ({ signal }) => fetchJson(`${path(type, version)}/inferred`, InferredSchema, { signal }),
    retry: false,
  });

/** Stored events that do not fit, page after page; `found` of them make it read again when there are more. */
export const misfitsQuery = (type: string, version: number, schema: string, found: number) =>
  infiniteQueryOptions({
    queryKey: ["event-schema", type, version, "misfits", schema, found],
    queryFn: ({ signal, pageParam }) =>
      fetchJson(apiUrl(`${path(type, version)}/misfits`, { schema, after: pageParam }), MisfitPage, { signal }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

/** Checks the last events against a schema that need not be saved; null: the published one. */
export const schemaTrialQuery = (type: string, version: number, schema: string | null) =>
  queryOptions({
    queryKey: ["event-schema", type, version, "trial", schema],
    queryFn: ({ signal }) =>
      fetchJson(`${path(type, version)}/try`, SchemaTrial, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(schema === null ? {} : { schema }),
        signal,
      }),
    placeholderData: keepPreviousData,
    retry: false,
  });
