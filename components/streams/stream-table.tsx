"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { KeyHints } from "@/components/lists/key-hints";
import { recallPlace, rememberPlace } from "@/components/lists/list-memory";
import { useKeys } from "@/components/lists/use-keys";
import { useRowHeight } from "@/components/lists/use-row-height";
import type { StreamCounts, StreamListFilter, StreamRow } from "@/lib/api/streams";
import { formatDuration } from "@/lib/format/duration";
import { formatCount } from "@/lib/format/number";
import { streamHref } from "@/lib/format/stream-url";
import classes from "./stream-table.module.css";
import { StreamTableRow } from "./stream-table-row";

interface StreamTableProps {
  readonly filter: StreamListFilter;
  readonly streams: readonly StreamRow[];
  readonly counts: StreamCounts | null;
  readonly elapsedMs: number;
  readonly working: boolean;
  readonly onEnd: () => void;
}

/** The rows, as many as fit; more are asked for before the end comes into sight. */
export function StreamTable({ filter, streams, counts, elapsedMs, working, onEnd }: StreamTableProps) {
  const router = useRouter();
  const scroller = useRef<HTMLDivElement>(null);
  const place = `streams ${JSON.stringify(filter)}`;
  const [active, setActive] = useState(() => recallPlace(place).active);
  const rowHeight = useRowHeight({ wide: 28, narrow: 60 });
  const virtualizer = useVirtualizer({
    count: streams.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialOffset: () => recallPlace(place).offset,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;

  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useEffect(() => {
    if (last >= streams.length - 30) onEnd();
  });
  useEffect(() => {
    const element = scroller.current;
    return () => rememberPlace(place, { offset: element?.scrollTop ?? 0, active });
  }, [place, active]);

  const open = (stream: StreamRow | undefined) => {
    if (stream !== undefined) router.push(streamHref(stream.streamId));
  };
  const move = (to: number) => {
    const index = Math.max(0, Math.min(streams.length - 1, to));
    setActive(index);
    virtualizer.scrollToIndex(index);
  };
  useKeys({
    j: () => move(active + 1),
    k: () => move(active - 1),
    ArrowDown: () => move(active + 1),
    ArrowUp: () => move(active - 1),
    Enter: () => open(streams[active]),
  });

  const total = counts === null ? streams.length : counts.total;
  const first = rows.find((row) => row.end > (virtualizer.scrollOffset ?? 0))?.index ?? 0;
  const shown = Math.min(
    streams.length,
    first + Math.max(1, Math.floor((virtualizer.scrollRect?.height ?? 0) / rowHeight)),
  );
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot hold virtual rows that are placed by hand. */}
      <div
        ref={scroller}
        className={classes.scroller}
        role="grid"
        aria-label="Streams"
        aria-rowcount={counts?.capped === true ? -1 : total + 1}
        aria-activedescendant={active >= 0 ? `stream-row-${active}` : undefined}
        tabIndex={0}
      >
        <div className={classes.head} role="row" aria-rowindex={1}>
          <span role="columnheader">Stream</span>
          <span role="columnheader" className={classes.category}>
            Category
          </span>
          <span role="columnheader" className={classes.number}>
            Version
          </span>
          <span role="columnheader">Last event type</span>
          <span role="columnheader" className={classes.time}>
            Last event
          </span>
          <span role="columnheader" className={classes.number}>
            Ago
          </span>
          <span role="columnheader" className={classes.opened}>
            Opened
          </span>
          {working && <span className={classes.working} aria-hidden="true" />}
        </div>
        <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => {
            const stream = streams[row.index];
            return (
              stream !== undefined && (
                <StreamTableRow
                  key={stream.streamId}
                  stream={stream}
                  index={row.index}
                  top={row.start}
                  height={row.size}
                  search={filter.q}
                  active={row.index === active}
                  onOpen={() => open(stream)}
                />
              )
            );
          })}
        </div>
      </div>
      <footer className={classes.foot}>
        <span role="status">
          Rows {formatCount(first + 1)} to {formatCount(shown)} of {counts?.capped === true ? "more than " : ""}
          {formatCount(total)}
          {filter.q === "" ? "" : ` that contain “${filter.q}”`}
        </span>
        <span className={classes.took}>found in {formatDuration(elapsedMs)}</span>
        <KeyHints
          hints={[
            ["/", "search"],
            ["J K", "move"],
            ["Enter", "open"],
          ]}
        />
      </footer>
    </>
  );
}
