import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { fetchJson } from "./fetch";
import { ReducerPreview, ReducerStream } from "./reducer-preview";
import { FirstDraft, ReducerCheck, ReducerDetail, ReducerList } from "./reducers";

const BASE = "/api/v1/reducers";

// The definition goes as the text that it is, so that its numbers keep their digits.
function post<Schema extends z.ZodType>(path: string, schema: Schema, body: string, signal: AbortSignal) {
  const headers = { "content-type": "application/json" };
  return fetchJson(`${BASE}/${path}`, schema, { method: "POST", headers, body, signal });
}

export const reducersQuery = () =>
  queryOptions({
    queryKey: ["reducers"],
    queryFn: ({ signal }) => fetchJson(BASE, ReducerList, { signal }),
  });

export const reducerQuery = (name: string) =>
  queryOptions({
    queryKey: ["reducers", name],
    queryFn: ({ signal }) => fetchJson(`${BASE}/${encodeURIComponent(name)}`, ReducerDetail, { signal }),
  });

/** A definition that does what the inferred state of a category does. */
export const firstDraftQuery = (category: string) =>
  queryOptions({
    queryKey: ["reducers", "first-draft", category],
    queryFn: ({ signal }) =>
      fetchJson(`${BASE}/first-draft?${new URLSearchParams({ category })}`, FirstDraft, { signal }),
    staleTime: 60_000,
  });

/** What is wrong with a definition that need not be saved, and which definition that was. */
export const reducerCheckQuery = (definition: string, isNew: boolean) =>
  queryOptions({
    queryKey: ["reducer-check", isNew, definition],
    queryFn: async ({ signal }) => ({
      definition,
      ...(await post("check", ReducerCheck, `{"definition":${definition},"isNew":${isNew}}`, signal)),
    }),
    staleTime: 60_000,
    retry: false,
  });

/** A sample of the category's streams folded with a definition that need not be saved. */
export const reducerPreviewQuery = (definition: string, streams: number) =>
  queryOptions({
    queryKey: ["reducer-preview", streams, definition],
    queryFn: ({ signal }) =>
      post("preview", ReducerPreview, `{"definition":${definition},"streams":${streams}}`, signal),
    staleTime: 60_000,
    retry: false,
  });

/** One stream folded with a definition that need not be saved, up to a version; `null`: all of it. */
export const reducerStreamQuery = (definition: string, streamId: string, version: number | null) =>
  queryOptions({
    queryKey: ["reducer-preview-stream", streamId, version, definition],
    queryFn: ({ signal }) => {
      const at = version === null ? "" : `,"version":${version}`;
      const body = `{"definition":${definition},"streamId":${JSON.stringify(streamId)}${at}}`;
      return post("preview-stream", ReducerStream, body, signal);
    },
    staleTime: 60_000,
    retry: false,
  });
