"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { StreamPlace } from "@/components/stream/use-stream";
import { streamHistoryQuery } from "@/lib/api/stream-history";

/** Where a fold is too long to be followed from its beginning, this much of its end is offered. */
export const NEWEST = 10_000;

/** The history of a path of the state where the address found it, up to the newest version. */
export function usePathHistory({ stream, url }: StreamPlace, path: string) {
  const [newestOnly, setNewestOnly] = useState(false);
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    streamHistoryQuery(stream.streamId, {
      path,
      version: Math.min(url.pathAt ?? stream.version, stream.version),
      to: stream.version,
      ...(url.reducer === null ? {} : { reducer: url.reducer }),
      ...(newestOnly ? { from: Math.max(1, stream.version - NEWEST + 1) } : {}),
    }),
  );
  return {
    first: data?.pages[0],
    changes: data?.pages.flatMap((page) => page.changes) ?? [],
    isPending,
    error,
    retry: () => void refetch(),
    hasOlder: hasNextPage,
    showOlder: () => void fetchNextPage(),
    isFetchingOlder: isFetchingNextPage,
    showNewestOnly: () => setNewestOnly(true),
  };
}

export type PathHistory = ReturnType<typeof usePathHistory>;
