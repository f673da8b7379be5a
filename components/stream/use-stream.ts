"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { newerVersionQuery, type StreamSummary, streamQuery } from "@/lib/api/stream";
import { clampVersion, comparisonOf, streamParsers } from "./stream-url";

/**
 * The page's place in the stream, from the URL. The stream is held at the version it was read at: what is appended
 * meanwhile is counted, and comes only when it is asked for.
 */
export function useStream(firstRead: StreamSummary) {
  const { streamId } = firstRead;
  const [url, setUrl] = useQueryStates(streamParsers, { history: "replace", throttleMs: 100 });
  const { data: stream, refetch } = useQuery({
    ...streamQuery(streamId, firstRead),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [first] = useState(firstRead);
  const held = stream ?? first;
  const { data: newer } = useQuery(newerVersionQuery(streamId, held.version));
  const version = clampVersion(url.version, held.version);
  return {
    stream: held,
    url,
    setUrl,
    version,
    isPast: version < held.version,
    newEvents: Math.max(0, (newer?.version ?? held.version) - held.version),
    showNew: () => void refetch(),
    goTo: (to: number) => void setUrl({ version: clampVersion(to, held.version) }),
    comparison: comparisonOf(url, version, held.version),
  };
}

export type StreamPlace = ReturnType<typeof useStream>;
