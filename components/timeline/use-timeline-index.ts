"use client";
import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { TIMELINE_CHUNK, type TimelineChunk, timelineChunkQuery } from "@/lib/api/stream-timeline";
import { chunksAround, timelineIndex } from "./timeline-index";

/**
 * Type, time and correlation of the stream's events: the part around `version` comes first, the others one after the
 * other behind it. A part of a very long stream, which moves along when `version` leaves it.
 */
export function useTimelineIndex(streamId: string, last: number, version: number) {
  const [around, setAround] = useState(version);
  const listed = useMemo(() => chunksAround(Math.max(1, around), last), [around, last]);
  const near = Math.min(version, last);
  if (near > 0 && (near < listed.first || near > listed.last)) setAround(near);

  const [asked, setAsked] = useState(1);
  const queries = useQueries({
    queries: listed.nearest.map((chunk, order) => ({
      ...timelineChunkQuery(streamId, chunk),
      enabled: order < asked,
    })),
  });
  const come = queries.findIndex((query) => !query.isSuccess);
  const wanted = come === -1 ? queries.length : come + 1;
  if (wanted > asked) setAsked(wanted);

  // The newest chunk may have been read before what is appended now.
  const short = queries.find(({ data }) => data !== undefined && endOf(data) < Math.min(listed.last, fullEndOf(data)));
  const refetch = short?.refetch;
  const shortEnd = short?.data === undefined ? 0 : endOf(short.data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each end that a chunk is short of.
  useEffect(() => void refetch?.(), [shortEnd, listed.last]);

  const failed = queries.find((query) => query.isError);
  const chunks = queries.map((query) => query.data);
  const key = chunks.map((chunk) => (chunk === undefined ? "" : endOf(chunk))).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `chunks`, which is a new list every time.
  const index = useMemo(
    () =>
      timelineIndex(
        listed,
        chunks.filter((chunk) => chunk !== undefined),
      ),
    [key, listed],
  );
  return {
    index,
    error: failed?.error ?? null,
    retry: () => {
      for (const query of queries) if (query.isError) void query.refetch();
    },
  };
}

function endOf({ from, type }: TimelineChunk): number {
  return from + type.length - 1;
}

function fullEndOf({ from }: TimelineChunk): number {
  return from + TIMELINE_CHUNK - 1;
}
