"use client";
import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import pane from "@/components/layout/pane.module.css";
import type { StreamPlace } from "@/components/stream/use-stream";
import { timelineProblemsQuery } from "@/lib/api/stream-timeline";
import { formatCount } from "@/lib/format/number";
import classes from "./timeline.module.css";
import { TimelineGroupRow } from "./timeline-group-row";
import { TimelineRow } from "./timeline-row";
import type { TimelineRows } from "./timeline-rows";
import { useSettled } from "./use-settled";
import type { TimelineList as List } from "./use-timeline";

/** What is taken for the size of the list until it is known, so that its first rows are in the page as it is sent. */
const FIRST_RECT = { width: 400, height: 640 };

/** Lets others bring a row of the list to its top. */
export interface TimelineScroll {
  readonly toRow: (row: number) => void;
}

interface TimelineListProps {
  readonly place: StreamPlace;
  readonly list: List;
  readonly rowHeight: number;
  readonly scroll: RefObject<TimelineScroll | null>;
  readonly onChoose: (version: number, withShift: boolean) => void;
}

const NOTHING: ReadonlyMap<number, string> = new Map();

/** The rows of the timeline, of which only those in sight are drawn. */
export function TimelineList({ place, list, rowHeight, scroll, onChoose }: TimelineListProps) {
  const { stream, version, comparison } = place;
  const { index, rows } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const getItemKey = useCallback((row: number) => `${rows.group(row) === null ? "" : "g"}${rows.version(row)}`, [rows]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: rows.height,
    getItemKey,
    overscan: 8,
    initialRect: FIRST_RECT,
    initialOffset: () => Math.max(0, rows.top(Math.max(0, rows.rowAt(version))) - 4 * rowHeight),
  });
  const chosen = comparison?.b ?? version;
  useKeptPlace(scroller, rows, chosen);
  scroll.current = { toRow: (row) => virtualizer.scrollToIndex(row, { align: "start" }) };
  // The chosen event comes into sight, also when it was chosen elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: not when rows change; the reader may have scrolled.
  useEffect(() => {
    const row = rows.rowAt(chosen);
    if (row >= 0) virtualizer.scrollToIndex(row, { align: "auto" });
  }, [chosen]);

  const inSight = virtualizer.getVirtualItems();
  const problems = useProblems(
    stream.streamId,
    inSight.flatMap(({ index: row }) => (rows.group(row) === null ? [rows.version(row)] : [])),
  );
  const leftOut = useMemo(() => new Set(place.leftOut), [place.leftOut]);
  const choose = useLatest(onChoose);
  const toggle = useLatest(list.toggleGroup);
  const timeOf = (of: number) => index.at[of - index.first] ?? 0;

  return (
    <div ref={scroller} className={`${pane.body} ${classes.scroller}`}>
      <ol
        className={classes.rows}
        style={{ height: rows.top(rows.length), "--digits": formatCount(index.last).length } as CSSProperties}
        aria-label="Events"
      >
        {inSight.map(({ index: row, key }) => {
          const of = rows.version(row);
          const group = rows.group(row);
          const shared = {
            at: timeOf(of),
            before: rows.before(row) === 0 ? null : timeOf(rows.before(row)),
            separated: rows.separated(row),
            top: rows.top(row),
            height: rows.height(row),
            rowHeight,
            place: row + 1,
            count: rows.length,
          };
          if (group !== null) {
            const holds = !group.open && chosen >= group.first && chosen <= group.last;
            return <TimelineGroupRow key={key} {...shared} group={group} selected={holds} onToggle={toggle} />;
          }
          return (
            <TimelineRow
              key={key}
              {...shared}
              version={of}
              type={index.types[index.type[of - index.first] ?? -1] ?? null}
              indented={rows.inGroup(row)}
              selected={comparison === null && of === version}
              later={comparison === null && of > version}
              leftOut={leftOut.has(of)}
              problem={problems.get(of) ?? null}
              side={comparison === null ? null : sideAt(comparison, of)}
              onChoose={choose}
            />
          );
        })}
      </ol>
    </div>
  );
}

/** Rows that come, go or grow above what is in sight move nothing: the chosen event, or else the first row, stays where it is. */
function useKeptPlace(scroller: RefObject<HTMLDivElement | null>, rows: TimelineRows, chosen: number) {
  const before = useRef(rows);
  useLayoutEffect(() => {
    const element = scroller.current;
    const past = before.current;
    before.current = rows;
    if (element === null || past === rows || past.length === 0 || rows.length === 0) return;
    const { scrollTop, clientHeight } = element;
    const own = past.rowAt(chosen);
    const isInSight = own >= 0 && past.top(own + 1) > scrollTop && past.top(own) < scrollTop + clientHeight;
    const anchor = isInSight ? own : rowAtOffset(past, scrollTop);
    const now = rows.rowAt(isInSight ? chosen : past.version(anchor));
    // The foot of a row stays: above it, a day or an idle time may come or go.
    element.scrollTop = rows.top(Math.max(0, now) + 1) - (past.top(anchor + 1) - scrollTop);
  }, [scroller, rows, chosen]);
}

function rowAtOffset(rows: TimelineRows, offset: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows.top(middle + 1) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Which of the events in sight cannot be read today, asked once they have stood still. */
function useProblems(streamId: string, versions: readonly number[]): ReadonlyMap<number, string> {
  const settled = useSettled(versions.join(","), 150);
  const asked = settled === "" ? [] : settled.split(",").map(Number);
  const { data } = useQuery(timelineProblemsQuery(streamId, asked));
  return useMemo(
    () => (data === undefined ? NOTHING : new Map(data.problems.map(({ version, message }) => [version, message]))),
    [data],
  );
}

/** A function that stays the same and does what the latest one does. */
function useLatest<Arguments extends readonly unknown[]>(work: (...given: Arguments) => void) {
  const latest = useRef(work);
  useLayoutEffect(() => {
    latest.current = work;
  });
  return useCallback((...given: Arguments) => latest.current(...given), []);
}

/** Which sides of a comparison stand at a version. */
function sideAt({ a, b }: { readonly a: number; readonly b: number }, version: number) {
  if (a === version) return b === version ? "A, B" : "A";
  return b === version ? "B" : null;
}
