"use client";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useTimeZone } from "@/components/layout/time-zone";
import type { StreamPlace } from "@/components/stream/use-stream";
import { localDays } from "@/lib/format/local-day";
import { miniMapBars } from "./mini-map-bars";
import { timelineRows } from "./timeline-rows";
import { timelineParsers } from "./timeline-url";
import { useTimelineIndex } from "./use-timeline-index";

/** The events of a stream as the address wants them listed, and when they occurred. */
export function useTimeline({ stream, version }: StreamPlace, rowHeight: number) {
  const timeZone = useTimeZone();
  const [url, setUrl] = useQueryStates(timelineParsers, { history: "replace", throttleMs: 100 });
  const { index, error, retry } = useTimelineIndex(stream.streamId, stream.version, version);
  const { type, group, open } = url;
  const from = url.from?.getTime() ?? null;
  const to = url.to?.getTime() ?? null;
  const types = useMemo(() => (type.length === 0 ? null : new Set(type)), [type]);
  const dayOf = useMemo(() => localDays(timeZone), [timeZone]);
  const rows = useMemo(
    () => timelineRows(index, { types, from, to, grouped: group, open: new Set(open), rowHeight, dayOf }),
    [index, types, from, to, group, open, rowHeight, dayOf],
  );
  const { firstEventAt, lastEventAt } = stream;
  const bars = useMemo(
    () => miniMapBars(index, { from: Date.parse(firstEventAt), to: Date.parse(lastEventAt) }, types),
    [index, firstEventAt, lastEventAt, types],
  );
  return {
    url,
    setUrl,
    index,
    rows,
    bars,
    error,
    retry,
    isFiltered: types !== null || from !== null || to !== null,
    clear: () => void setUrl({ type: null, from: null, to: null }),
    toggleGroup: (first: number) =>
      void setUrl({ open: open.includes(first) ? open.filter((each) => each !== first) : [...open, first] }),
  };
}

export type TimelineList = ReturnType<typeof useTimeline>;
