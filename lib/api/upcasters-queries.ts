import { queryOptions } from "@tanstack/react-query";
import type { EventPlace } from "./event-type-shape";
import { fetchJson } from "./fetch";
import { TracedExample, UpcasterPreview } from "./upcaster-preview";
import { type UpcasterDraft, UpcasterList } from "./upcasters";

export const upcastersQuery = (initialData?: UpcasterList) =>
  queryOptions({
    queryKey: ["upcasters"],
    queryFn: ({ signal }) => fetchJson("/api/v1/upcasters", UpcasterList, { signal }),
    ...(initialData === undefined ? {} : { initialData }),
  });

/** What stored events came to, and the draft that was tried on them. */
export type TriedDraft = UpcasterPreview & { readonly draft: UpcasterDraft };

/** Runs a draft that need not be saved over stored events; a POST because the draft does not fit an address. */
export const previewQuery = (draft: UpcasterDraft, id: string | null) =>
  queryOptions({
    queryKey: ["upcaster-preview", id, draft],
    queryFn: async ({ signal }): Promise<TriedDraft> => {
      const preview = await fetchJson("/api/v1/upcasters/preview", UpcasterPreview, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ draft, ...(id === null ? {} : { id }) }),
        signal,
      });
      return { ...preview, draft };
    },
    staleTime: 60_000,
    retry: false,
  });

/** Follows one stored event through the operations of a draft that need not be saved. */
export const traceQuery = (draft: UpcasterDraft, id: string | null, event: EventPlace) =>
  queryOptions({
    queryKey: ["upcaster-trace", id, draft, event],
    queryFn: ({ signal }) =>
      fetchJson("/api/v1/upcasters/trace", TracedExample, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ draft, event, ...(id === null ? {} : { id }) }),
        signal,
      }),
    staleTime: 60_000,
    retry: false,
  });
