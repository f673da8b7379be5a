"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { StreamSummary } from "@/lib/api/stream";
import { type PathOfState, streamHistoryQuery } from "@/lib/api/stream-history";

/** Where a fold is too long to be followed from its beginning, this much of its end is offered. */
export const NEWEST = 10_000;

/** The history of a path, page by page, or that of the newest versions only. */
export function usePathHistory({ streamId, version: last }: StreamSummary, request: PathOfState) {
  const [newestOnly, setNewestOnly] = useState(false);
  const range = newestOnly ? { from: Math.max(1, last - NEWEST + 1) } : {};
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    streamHistoryQuery(streamId, { ...request, ...range }),
  );
  return {
    first: data?.pages[0],
    changes: data?.pages.flatMap((page) => page.changes) ?? [],
    error,
    retry: () => void refetch(),
    hasOlder: hasNextPage,
    showOlder: () => void fetchNextPage(),
    isFetchingOlder: isFetchingNextPage,
    showNewestOnly: () => setNewestOnly(true),
  };
}

export type PathHistory = ReturnType<typeof usePathHistory>;
