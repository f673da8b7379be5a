"use client";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { reducerCheckQuery, reducerPreviewQuery, reducerStreamQuery } from "@/lib/api/reducers-queries";

const CHECK_AFTER_MS = 250;
const FOLD_AFTER_MS = 600;

/** What is wrong with a definition, asked a moment after the last change; the former answer stays meanwhile. */
export function useReducerCheck(definition: string, isNew: boolean) {
  const [settled] = useDebouncedValue(definition, CHECK_AFTER_MS);
  return useQuery({ ...reducerCheckQuery(settled, isNew), placeholderData: keepPreviousData });
}

/** A sample of the category folded with a definition; the former answer stays while the next is on its way. */
export function useReducerPreview(definition: string, streams: number, enabled: boolean) {
  const [settled] = useDebouncedValue(definition, FOLD_AFTER_MS);
  return useQuery({ ...reducerPreviewQuery(settled, streams), enabled, placeholderData: keepPreviousData });
}

/** One stream folded with a definition up to a version; the former answer stays while the next is on its way. */
export function useReducerStream(definition: string, streamId: string | null, version: number | null) {
  const [settled] = useDebouncedValue(definition, FOLD_AFTER_MS);
  return useQuery({
    ...reducerStreamQuery(settled, streamId ?? "", version),
    enabled: streamId !== null,
    placeholderData: keepPreviousData,
  });
}
