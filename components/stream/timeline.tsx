"use client";
import { IconArrowDown } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import pane from "@/components/layout/pane.module.css";
import { KeyHints } from "@/components/lists/key-hints";
import { NewerButton } from "@/components/lists/newer-button";
import { QueryError } from "@/components/lists/query-error";
import { useKeys } from "@/components/lists/use-keys";
import { useRowHeight } from "@/components/lists/use-row-height";
import { formatCounted } from "@/lib/format/number";
import classes from "./timeline.module.css";
import { TimelineRow } from "./timeline-row";
import type { StreamPlace } from "./use-stream";
import { SEPARATOR_HEIGHT, useTimeline } from "./use-timeline";

/** Every event of the stream, one above the other; only those in sight are drawn and read. */
export function Timeline({ place }: { readonly place: StreamPlace }) {
  const { stream, version, comparison, goTo, setUrl, newEvents, showNew } = place;
  const scroller = useRef<HTMLDivElement>(null);
  const timeline = useTimeline(stream.streamId, stream.version, version);
  const rowHeight = useRowHeight({ wide: 28, narrow: 44 });
  const virtualizer = useVirtualizer({
    count: stream.version,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight + (timeline.separator(index + 1) === null ? 0 : SEPARATOR_HEIGHT),
    overscan: 10,
  });
  const rows = virtualizer.getVirtualItems();
  const range = `${rows[0]?.index ?? 0} ${rows.at(-1)?.index ?? 0}`;

  // Sizes depend on what was read: once a page has come, the rows of its days and gaps grow.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again for new pages and row heights only.
  useEffect(() => virtualizer.measure(), [virtualizer, timeline.pagesRead, rowHeight]);
  useEffect(() => {
    const [first = 0, last = 0] = range.split(" ").map(Number);
    timeline.show(first + 1, last + 1);
  }, [range, timeline.show]);
  // The chosen version comes into sight, also when it was chosen elsewhere or its page has just been read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: not when anything else changes; the reader may have scrolled.
  useEffect(() => virtualizer.scrollToIndex(version - 1, { align: "auto" }), [version, timeline.pagesRead > 0]);

  const down = () => goTo(version + 1);
  const up = () => goTo(version - 1);
  useKeys({ j: down, k: up, ArrowDown: down, ArrowUp: up });

  return (
    <section className={`${pane.pane} ${classes.timeline}`} aria-label="Timeline">
      <header className={classes.head}>
        <h2>{formatCounted(stream.version, "event")}</h2>
        <span>{formatCounted(stream.types.length, "type")}</span>
        {!stream.timesInOrder && <span className={classes.disorder}>times out of order</span>}
      </header>
      {timeline.error !== null && (
        <QueryError title="Events could not be read" error={timeline.error} onRetry={timeline.retry} />
      )}
      <div ref={scroller} className={`${pane.body} ${classes.scroller}`}>
        <ol className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => (
            <TimelineRow
              key={row.index}
              version={row.index + 1}
              event={timeline.event(row.index + 1)}
              separator={timeline.separator(row.index + 1)}
              top={row.start}
              rowHeight={rowHeight}
              selected={comparison === null && row.index + 1 === version}
              later={comparison === null && row.index + 1 > version}
              side={comparison?.a === row.index + 1 ? "A" : comparison?.b === row.index + 1 ? "B" : null}
              onChoose={(withShift) => {
                if (withShift) void setUrl({ a: comparison?.a ?? version, b: row.index + 1, pane: "diff" });
                else if (comparison === null) goTo(row.index + 1);
                else void setUrl({ b: row.index + 1 });
              }}
            />
          ))}
        </ol>
      </div>
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
          ]}
        />
      </footer>
    </section>
  );
}
