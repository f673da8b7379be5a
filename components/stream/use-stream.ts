"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { sideChange } from "@/components/compare/compare-url";
import { useComparison } from "@/components/compare/use-comparison";
import { useLastSettled } from "@/components/layout/use-last-settled";
import { newerVersionQuery, type StreamSummary, streamQuery } from "@/lib/api/stream";
import { streamPointQuery } from "@/lib/api/stream-point";
import { type Standing, standingAt } from "./standing";
import { clampVersion, modeOf, soughtPoint, streamParsers } from "./stream-url";

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
  const sought = soughtPoint(url);
  const point = useQuery({ ...streamPointQuery(streamId, sought ?? {}), enabled: sought !== null });
  const standing = standingAt(url, held.version, point.isPlaceholderData ? undefined : point.data);
  // Until a position or an instant is found, the page stays where it stood: the newest state is not of that time.
  const last = useLastSettled(standing, standing !== null);
  const { version, leftOut, leftOutCount, asOf } = last ?? standingOfHead(held.version);
  const pointError = sought === null ? null : point.error;
  const comparison = useComparison(url, modeOf(url) === "compare", { streamId, last: held.version, version });
  return {
    stream: held,
    url,
    setUrl,
    mode: modeOf(url),
    /** The newest version that is looked at; 0 where the stream begins later. */
    version,
    /** Versions before it that occurred after the instant that is looked at. */
    leftOut,
    leftOutCount,
    /** The position or the instant of the address is still looked for; `version` is where the page stood before. */
    isSeeking: standing === null && pointError === null,
    /** It was not found, and the page has not stood anywhere before. */
    isNowhere: last === null,
    /** Why the position or the instant of the address could not be found. */
    pointError,
    retryPoint: () => void point.refetch(),
    stateRequest: { ...asOf, ...(url.reducer === null ? {} : { reducer: url.reducer }) },
    isPast: sought !== null || version < held.version,
    newEvents: Math.max(0, (newer?.version ?? held.version) - held.version),
    showNew: () => void refetch(),
    goTo: (to: number) => void setUrl({ version: clampVersion(to, held.version), position: null, instant: null }),
    comparison,
    /** Moves the side of a comparison that is of this stream to a version; B, where both are. */
    compareWith: (to: number) => {
      const side = comparison === null || comparison.sides.b.isHere ? "b" : "a";
      void setUrl(
        sideChange(side, { point: clampVersion(to, held.version), position: null, instant: null, clock: null }),
      );
    },
  };
}

function standingOfHead(version: number): Standing {
  return { version, leftOut: [], leftOutCount: 0, asOf: { version } };
}

export type StreamPlace = ReturnType<typeof useStream>;
