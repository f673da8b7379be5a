import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "./fetch";
import { type UpcasterDraft, UpcasterList, UpcasterPreview } from "./upcasters";

export const upcastersQuery = (initialData?: UpcasterList) =>
  queryOptions({
    queryKey: ["upcasters"],
    queryFn: ({ signal }) => fetchJson("/api/v1/upcasters", UpcasterList, { signal }),
    ...(initialData === undefined ? {} : { initialData }),
  });

/** Runs a draft that need not be saved over stored events; a POST because the draft does not fit an address. */
export const previewQuery = (draft: UpcasterDraft, id: string | null) =>
  queryOptions({
    queryKey: ["upcaster-preview", id, draft],
    queryFn: ({ signal }) =>
      fetchJson("/api/v1/upcasters/preview", UpcasterPreview, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ draft, ...(id === null ? {} : { id }) }),
        signal,
      }),
    staleTime: 60_000,
    retry: false,
  });
