"use client";
import pane from "@/components/layout/pane.module.css";
import { KeyHints } from "@/components/lists/key-hints";
import { LongList } from "@/components/lists/long-list";
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
  const list = useLongList({ place, count: streams.length, onEnd });
  const { virtualizer, rows, rowHeight } = list;

  const total = counts === null ? streams.length : counts.total;
  const first = rows.find((row) => row.end > (virtualizer.scrollOffset ?? 0))?.index ?? 0;
  const shown = Math.min(
    streams.length,
    first + Math.max(1, Math.floor((virtualizer.scrollRect?.height ?? 0) / rowHeight)),
  );
  return (
    <>
      <LongList
        list={list}
        items={streams}
        label="Streams"
        rowCount={counts?.capped === true ? -1 : total + 1}
        className={classes.table}
        working={working}
        head={
          <>
            <th>Stream</th>
            <th className={classes.category}>Category</th>
            <th className={classes.number}>Version</th>
            <th>Last event type</th>
            <th className={classes.time}>Last event</th>
            <th className={classes.number}>Ago</th>
            <th className={classes.opened}>Opened</th>
          </>
        }
      >
        {(stream, row) => <StreamTableRow key={stream.streamId} stream={stream} place={row} search={filter.q} />}
      </LongList>
      <footer className={pane.foot}>
        <span role="status">
          Rows {formatCount(first + 1)} to {formatCount(shown)} of {counts?.capped === true ? "more than " : ""}
          {formatCount(total)}
          {filter.q === "" ? "" : ` that contain “${filter.q}”`}
        </span>
        <span>found in {formatDuration(elapsedMs)}</span>
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
