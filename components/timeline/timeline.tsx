"use client";
import { Button } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { EmptyState } from "@/components/layout/empty-state";
import { LoadingRows } from "@/components/layout/loading-rows";
import pane from "@/components/layout/pane.module.css";
import { KeyHints } from "@/components/lists/key-hints";
import { NewerButton } from "@/components/lists/newer-button";
import { QueryError } from "@/components/lists/query-error";
import { useKeys } from "@/components/lists/use-keys";
import { useRowHeight } from "@/components/lists/use-row-height";
import type { StreamPlace } from "@/components/stream/use-stream";
import { streamPointQuery } from "@/lib/api/stream-point";
import { formatCounted } from "@/lib/format/number";
import { GoToField } from "./go-to-field";
import { MiniMap } from "./mini-map";
import type { GoTo } from "./parse-go-to";
import classes from "./timeline.module.css";
import { TimelineFilters } from "./timeline-filters";
import { TimelineHead } from "./timeline-head";
import { TimelineList, type TimelineScroll } from "./timeline-list";
import { TimelineNotes } from "./timeline-notes";
import { useTimeline } from "./use-timeline";

/** The events of the stream one above the other, when they occurred, and the ways to find one among them. */
export function Timeline({ place }: { readonly place: StreamPlace }) {
  const { stream, version, comparison, goTo, setUrl, newEvents, showNew } = place;
  const rowHeight = useRowHeight({ wide: 28, narrow: 44 });
  const list = useTimeline(place, rowHeight);
  const { rows, index } = list;
  const scroll = useRef<TimelineScroll>(null);
  const client = useQueryClient();
  const [goingTo, setGoingTo] = useState(false);

  const choose = (to: number, withShift = false) => {
    if (withShift) void setUrl({ mode: "compare", a: comparison?.a ?? version, b: to, pane: "diff" });
    else if (comparison === null) goTo(to);
    else place.compareWith(to);
  };
  const step = (by: 1 | -1) => {
    const to = rows.step(comparison?.b ?? version, by);
    if (to !== null) choose(to);
  };
  const go = async ({ version: wanted, ...point }: GoTo) => {
    if (wanted !== undefined) return choose(wanted);
    if (comparison === null) {
      const { position = null, instant = null } = point;
      return void setUrl({ version: null, position, instant });
    }
    choose((await client.fetchQuery(streamPointQuery(stream.streamId, point))).version);
  };
  const down = () => step(1);
  const up = () => step(-1);
  useKeys({
    j: down,
    k: up,
    ArrowDown: down,
    ArrowUp: up,
    "#": () => setGoingTo(true),
  });

  const timeOf = (of: number) => index.at[of - index.first] ?? 0;
  const placesOf = () => {
    const marked = comparison === null ? [["The chosen event", version] as const] : sidesOf(comparison);
    return marked.flatMap(([label, of]) => (timeOf(of) === 0 ? [] : [{ label, at: timeOf(of) }]));
  };
  const jumpTo = (at: number) => {
    for (let row = 0; row < rows.length; row += 1) {
      if (timeOf(rows.version(row)) >= at) return scroll.current?.toRow(row);
    }
  };

  return (
    <section className={`${pane.pane} ${classes.timeline}`} aria-label="Timeline">
      <MiniMap
        bars={list.bars}
        range={list.url}
        onRange={(range) => void list.setUrl(range)}
        onJump={jumpTo}
        places={placesOf()}
      />
      <TimelineHead place={place} list={list} onGoTo={() => setGoingTo(!goingTo)} />
      {goingTo && <GoToField lastVersion={stream.version} onGo={go} onClose={() => setGoingTo(false)} />}
      <TimelineFilters url={list.url} setUrl={(change) => void list.setUrl(change)} />
      <TimelineNotes place={place} list={list} />
      {list.error !== null && <QueryError title="Events could not be read" error={list.error} onRetry={list.retry} />}
      {rows.length > 0 && (
        <TimelineList place={place} list={list} rowHeight={rowHeight} scroll={scroll} onChoose={choose} />
      )}
      {rows.length === 0 && index.read > 0 && (
        <EmptyState
          title="No event passes the filter"
          action={<Button onClick={list.clear}>Show all {formatCounted(stream.version, "event")}</Button>}
        >
          None of this stream's events is of the chosen types and occurred in the chosen time.
        </EmptyState>
      )}
      {rows.length === 0 && index.read === 0 && list.error === null && (
        <LoadingRows label="Loading the timeline" rows={16} rowHeight={rowHeight} />
      )}
      {newEvents > 0 && (
        <NewerButton className={classes.newer} icon={IconArrowDown} onClick={showNew}>
          {formatCounted(newEvents, "new event")}
        </NewerButton>
      )}
      <footer className={pane.foot}>
        <KeyHints
          hints={[
            ["J K", "move"],
            ["Shift Click", "compare"],
            ["#", "go to"],
          ]}
        />
      </footer>
    </section>
  );
}

function sidesOf({ a, b }: { readonly a: number; readonly b: number }) {
  return [["A", a] as const, ["B", b] as const];
}
