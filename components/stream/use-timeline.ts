"use client";
import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTimeZone } from "@/components/layout/time-zone";
import type { EventItem } from "@/lib/api/event-item";
import { timelinePageOf, timelineQuery } from "@/lib/api/stream";
import { formatDuration } from "@/lib/format/duration";
import { formatDay } from "@/lib/format/instant";

/** The height of the line that says how long nothing happened, and which day begins. */
export const SEPARATOR_HEIGHT = 24;

/** What stands above an event: the time since the one before it, the day when it is another, or both. */
export interface Separator {
  readonly idle: string | null;
  readonly day: string | null;
}

const IDLE_MS = 3_600_000;

/** The events of a stream by version, read page by page as they come into sight. */
export function useTimeline(streamId: string, last: number, around: number) {
  const timeZone = useTimeZone();
  const [pages, setPages] = useState<readonly number[]>([timelinePageOf(around)]);
  const queries = useQueries({ queries: pages.map((page) => timelineQuery(streamId, page, last)) });
  const failed = queries.find((query) => query.isError);
  const pagesRead = queries.filter((query) => query.isSuccess).length;
  const read = queries.map((query) => query.data);
  const key = read.map((page) => page?.events.at(-1)?.position).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `read`, which is a new list every time.
  const events = useMemo(
    () => new Map(read.flatMap((page) => page?.events ?? []).map((event) => [event.version, event])),
    [key],
  );
  const show = useCallback((from: number, to: number) => {
    setPages((known) => {
      const wanted = [timelinePageOf(Math.max(1, from)), timelinePageOf(to)].filter((page) => !known.includes(page));
      return wanted.length === 0 ? known : [...known, ...new Set(wanted)].slice(-12);
    });
  }, []);
  const event = (version: number) => events.get(version);
  return {
    event,
    separator: (version: number) => separatorBetween(event(version - 1), event(version), timeZone),
    show,
    pagesRead,
    error: failed?.error ?? null,
    retry: () => {
      for (const query of queries) if (query.isError) void query.refetch();
    },
  };
}

function separatorBetween(
  before: EventItem | undefined,
  event: EventItem | undefined,
  timeZone: string,
): Separator | null {
  if (event === undefined || (before === undefined && event.version > 1)) return null;
  const day = formatDay(new Date(event.occurredAt), { timeZone });
  if (before === undefined) return { idle: null, day };
  const idleMs = Date.parse(event.occurredAt) - Date.parse(before.occurredAt);
  const isOtherDay = day !== formatDay(new Date(before.occurredAt), { timeZone });
  if (idleMs < IDLE_MS && !isOtherDay) return null;
  const idle =
    idleMs >= IDLE_MS ? `${formatDuration(idleMs)} idle` : idleMs < 0 ? `${formatDuration(-idleMs)} earlier` : null;
  return { idle, day: isOtherDay ? day : null };
}
