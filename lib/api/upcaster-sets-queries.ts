import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "./fetch";
import { UpcasterSetList, UpcasterSetRestore } from "./upcaster-sets";

export const upcasterSetsQuery = (initialData?: UpcasterSetList) =>
  queryOptions({
    queryKey: ["upcaster-sets"],
    queryFn: ({ signal }) => fetchJson("/api/v1/upcasters/sets", UpcasterSetList, { signal }),
    ...(initialData === undefined ? {} : { initialData }),
  });

/** What bringing a set back would mean, as of now. */
export const upcasterSetRestoreQuery = (id: number) =>
  queryOptions({
    queryKey: ["upcaster-sets", id],
    queryFn: ({ signal }) => fetchJson(`/api/v1/upcasters/sets/${id}`, UpcasterSetRestore, { signal }),
    gcTime: 0,
    retry: false,
  });
