import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "./fetch";
import { StateBeforeAfter } from "./state-before-after";
import type { UpcasterDraft } from "./upcasters";

/** The state of a stream without a draft and with it; a POST because the draft does not fit an address. */
export const stateBeforeAfterQuery = (draft: UpcasterDraft, id: string | null, streamId: string) =>
  queryOptions({
    queryKey: ["upcaster-state", id, draft, streamId],
    queryFn: ({ signal }) =>
      fetchJson("/api/v1/upcasters/state", StateBeforeAfter, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ draft, streamId, ...(id === null ? {} : { id }) }),
        signal,
      }),
    staleTime: 60_000,
    retry: false,
  });
