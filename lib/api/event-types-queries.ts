import { queryOptions } from "@tanstack/react-query";
import { EventTypeList } from "./event-types";
import { fetchJson } from "./fetch";

export const eventTypesQuery = (initialData?: EventTypeList) =>
  queryOptions({
    queryKey: ["event-types"],
    queryFn: ({ signal }) => fetchJson("/api/v1/event-types", EventTypeList, { signal }),
    refetchInterval: 10_000,
    ...(initialData === undefined ? {} : { initialData }),
  });
