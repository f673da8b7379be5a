"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { LoadingRows } from "@/components/layout/loading-rows";
import pane from "@/components/layout/pane.module.css";
import { KeyHints } from "@/components/lists/key-hints";
import { QueryError } from "@/components/lists/query-error";
import { useKeys } from "@/components/lists/use-keys";
import { useRowHeight } from "@/components/lists/use-row-height";
import type { StreamPlace } from "@/components/stream/use-stream";
import timeline from "@/components/timeline/timeline.module.css";
import { useTimelineIndex } from "@/components/timeline/use-timeline-index";
import { formatCounted } from "@/lib/format/number";
import { useLatest } from "./use-latest";
import type { WhatIfPlace } from "./use-what-if";
import { problemsByPlace } from "./what-if-problems";
import { WhatIfRow as Row } from "./what-if-row";
import { type WhatIfRow, whatIfRows } from "./what-if-rows";

interface WhatIfTimelineProps {
  readonly place: StreamPlace;
  readonly whatIf: WhatIfPlace;
}

/** The history with its changes: each event can be left out, edited, and followed by another one. */
export function WhatIfTimeline({ place, whatIf }: WhatIfTimelineProps) {
  const { stream, version } = place;
  const { changes, chosen, choose } = whatIf;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight({ wide: 28, narrow: 44 });
  const chosenVersion = Math.floor(Number(chosen));
  const { index, error, retry } = useTimelineIndex(stream.streamId, stream.version, chosenVersion);
  const rows = useMemo(() => whatIfRows(index, changes), [index, changes]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const chosenRow = rows.indexOf(chosen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again for other heights only.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useEffect(() => {
    if (chosenRow >= 0) virtualizer.scrollToIndex(chosenRow, { align: "auto" });
  }, [virtualizer, chosenRow]);

  const step = (by: 1 | -1) => {
    const to = chosenRow + by;
    if (to >= 0 && to < rows.length) choose(placeOfRow(rows.row(to)));
  };
  const down = () => step(1);
  const up = () => step(-1);
  useKeys({
    j: down,
    k: up,
    ArrowDown: down,
    ArrowUp: up,
    x: () => whatIf.leaveOut(chosen),
    e: () => whatIf.edit(chosen),
    i: () => whatIf.insert(chosen),
  });
  const problems = useMemo(() => problemsByPlace(whatIf.result.data, changes), [whatIf.result.data, changes]);
  const handlers = {
    onChoose: useLatest(choose),
    onLeaveOut: useLatest(whatIf.leaveOut),
    onEdit: useLatest(whatIf.edit),
    onInsert: useLatest(whatIf.insert),
  };
  return (
    <section className={pane.pane} aria-label="Timeline">
      <header className={timeline.head}>
        <h2>{formatCounted(stream.version, "event")}</h2>
        <span>supposed</span>
      </header>
      {error !== null && <QueryError title="Events could not be read" error={error} onRetry={retry} />}
      {index.read === 0 && error === null ? (
        <LoadingRows label="Loading the timeline" rows={16} rowHeight={rowHeight} />
      ) : (
        <div ref={scroller} className={`${pane.body} ${timeline.scroller}`}>
          <ol className={timeline.rows} style={{ height: virtualizer.getTotalSize() }} aria-label="Events">
            {virtualizer.getVirtualItems().map(({ index: at, start }) => {
              const row = rows.row(at);
              const own = placeOfRow(row);
              const facts = factsOf(row, index, whatIf);
              return (
                <Row
                  key={own}
                  {...handlers}
                  {...facts}
                  place={own}
                  chosen={own === chosen}
                  later={facts.version > version}
                  problem={problems.get(own) ?? null}
                  top={start}
                  height={rowHeight}
                  index={at}
                  count={rows.length}
                />
              );
            })}
          </ol>
        </div>
      )}
      <footer className={pane.foot}>
        <KeyHints
          hints={[
            ["J K", "move"],
            ["X", "leave out"],
            ["E", "edit"],
            ["I", "insert"],
          ]}
        />
      </footer>
    </section>
  );
}

function placeOfRow(row: WhatIfRow): string {
  if (row.kind === "begin") return "0";
  return row.kind === "stored" ? String(row.version) : `${row.insert.after}.${row.insert.place}`;
}

function factsOf(row: WhatIfRow, index: ReturnType<typeof useTimelineIndex>["index"], { changeAt }: WhatIfPlace) {
  if (row.kind === "begin") return { state: "begin" as const, type: null, at: null, before: null, version: 0 };
  if (row.kind === "inserted") {
    return { state: "inserted" as const, type: row.insert.type, at: null, before: null, version: row.insert.after };
  }
  const entry = row.version - index.first;
  const change = changeAt(String(row.version));
  const state = change === undefined ? "stored" : change.change === "edit" ? "edited" : "left-out";
  const stored = index.types[index.type[entry] ?? -1] ?? null;
  const type = change?.change === "edit" ? change.type : stored;
  const [at = null, before = null] = [index.at[entry], index.at[entry - 1]];
  return { state, type, at, before, version: row.version } as const;
}
