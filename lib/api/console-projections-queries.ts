import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import {
  ConsoleCheck,
  type ConsoleDefinitionBody,
  ConsolePreview,
  ConsoleProjectionDetail,
  PathsAnswer,
} from "./console-projections";
import { fetchJson } from "./fetch";

const BASE = "/api/v1/console-projections";

function post<Schema extends z.ZodType>(path: string, schema: Schema, body: unknown, signal: AbortSignal) {
  const headers = { "content-type": "application/json" };
  return fetchJson(`${BASE}/${path}`, schema, { method: "POST", headers, body: JSON.stringify(body), signal });
}

export const consoleProjectionQuery = (name: string) =>
  queryOptions({
    queryKey: ["console-projections", name],
    queryFn: ({ signal }) => fetchJson(`${BASE}/${encodeURIComponent(name)}`, ConsoleProjectionDetail, { signal }),
  });

/** What is wrong with a definition that need not be saved, and which definition that was. */
export const checkQuery = (definition: ConsoleDefinitionBody, isNew: boolean) =>
  queryOptions({
    queryKey: ["console-check", isNew, definition],
    queryFn: async ({ signal }) => ({
      definition,
      ...(await post("check", ConsoleCheck, { definition, isNew }, signal)),
    }),
    staleTime: 60_000,
    retry: false,
  });

/** Stored events folded with a definition that need not be saved; of one row when a key is given. */
export const foldPreviewQuery = (definition: ConsoleDefinitionBody, key: string, perType: number) =>
  queryOptions({
    queryKey: ["console-preview", key, perType, definition],
    queryFn: ({ signal }) =>
      post("preview", ConsolePreview, { definition, perType, ...(key === "" ? {} : { key }) }, signal),
    staleTime: 60_000,
    retry: false,
  });

export const pathsQuery = (types: readonly string[]) =>
  queryOptions({
    queryKey: ["data-paths", types],
    queryFn: ({ signal }) => post("paths", PathsAnswer, { types }, signal),
    staleTime: 60_000,
    enabled: types.length > 0,
  });
