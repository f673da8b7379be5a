import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "./fetch";
import { streamPath } from "./stream-path";
import { WhatIf } from "./what-if";

/** The state of a stream as it is and as it would be; a POST because the changes may not fit an address. */
export function whatIfQuery(streamId: string, body: string) {
  return queryOptions({
    queryKey: ["stream", streamId, "what-if", body],
    queryFn: ({ signal }) =>
      fetchJson(`${streamPath(streamId)}/what-if`, WhatIf, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        signal,
      }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
