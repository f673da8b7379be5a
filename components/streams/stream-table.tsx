"use client";
import { KeyHints } from "@/components/lists/key-hints";
import { useLongList } from "@/components/lists/use-long-list";
import type { StreamCounts, StreamListFilter, StreamRow } from "@/lib/api/streams";
import { formatDuration } from "@/lib/format/duration";
import { formatCount } from "@/lib/format/number";
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
  const place = `streams ${JSON.stringify(filter)}`;
  const { scroller, virtualizer, rows, active, rowHeight } = useLongList({ place, count: streams.length, onEnd });

  const total = counts === null ? streams.length : counts.total;
  const first = rows.find((row) => row.end > (virtualizer.scrollOffset ?? 0))?.index ?? 0;
  const shown = Math.min(
    streams.length,
    first + Math.max(1, Math.floor((virtualizer.scrollRect?.height ?? 0) / rowHeight)),
  );
  return (
    <>
      <div ref={scroller} className={classes.scroller}>
        <table className={classes.table} aria-label="Streams" aria-rowcount={counts?.capped === true ? -1 : total + 1}>
          <thead>
            <tr className={classes.head} aria-rowindex={1}>
              <th>Stream</th>
              <th className={classes.category}>Category</th>
              <th className={classes.number}>Version</th>
              <th>Last event type</th>
              <th className={classes.time}>Last event</th>
              <th className={classes.number}>Ago</th>
              <th className={classes.opened}>Opened</th>
            </tr>
          </thead>
          <tbody className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
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
                  />
                )
              );
            })}
          </tbody>
        </table>
        {working && <span className={classes.working} aria-hidden="true" />}
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
