"use client";
import { ActionIcon, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconSearch } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { JsonLine } from "@/lib/format/json-lines";
import { formatCount, formatCounted } from "@/lib/format/number";
import { JsonLineRow } from "./json-line-row";
import classes from "./json-view.module.css";

interface LongJsonProps {
  readonly lines: readonly JsonLine[];
  readonly marks: ReadonlyMap<string, string>;
  readonly label: string;
  readonly fills: boolean;
  readonly onToggle: (path: string) => void;
}

const LINE_HEIGHT = 21;

/** JSON of many lines: only those in sight are drawn, and a search leads from hit to hit. */
export function LongJson({ lines, marks, label, fills, onToggle }: LongJsonProps) {
  const scroller = useRef<HTMLElement>(null);
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const hits = useMemo(() => linesWith(lines, wanted), [lines, wanted]);
  const now = hits[Math.min(at, hits.length - 1)];
  const found = useMemo(() => new Set(hits), [hits]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  const go = (by: 1 | -1) => {
    if (hits.length === 0) return;
    const next = (Math.min(at, hits.length - 1) + by + hits.length) % hits.length;
    setAt(next);
    virtualizer.scrollToIndex(hits[next] ?? 0, { align: "center" });
  };
  return (
    <div className={fills ? classes.filledLong : classes.long}>
      <div className={classes.search}>
        <TextInput
          className={classes.field}
          aria-label={`Search in ${label.toLowerCase()}`}
          placeholder={`Search in ${formatCounted(lines.length, "line")}`}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setAt(-1);
          }}
          onKeyDown={(event) => event.key === "Enter" && go(event.shiftKey ? -1 : 1)}
        />
        {wanted !== "" && (
          <span className="secondary" role="status">
            {hits.length === 0
              ? "no line"
              : `${formatCount(Math.max(0, at) + 1)} of ${formatCounted(hits.length, "line")}`}
          </span>
        )}
        <ActionIcon aria-label="Previous hit" disabled={hits.length === 0} onClick={() => go(-1)}>
          <IconChevronUp size={14} />
        </ActionIcon>
        <ActionIcon aria-label="Next hit" disabled={hits.length === 0} onClick={() => go(1)}>
          <IconChevronDown size={14} />
        </ActionIcon>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable from the keyboard. */}
      <section ref={scroller} className={classes.scroller} aria-label={label} tabIndex={0}>
        <ol className={classes.virtual} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const line = lines[index];
            return (
              line !== undefined && (
                <JsonLineRow
                  key={key}
                  ref={virtualizer.measureElement}
                  line={line}
                  number={index + 1}
                  mark={line.path === null ? undefined : marks.get(line.path)}
                  onToggle={onToggle}
                  hit={index === now ? "now" : found.has(index) ? "some" : undefined}
                  style={{ transform: `translateY(${start}px)` }}
                />
              )
            );
          })}
        </ol>
      </section>
    </div>
  );
}

function linesWith(lines: readonly JsonLine[], wanted: string): number[] {
  if (wanted === "") return [];
  return lines.flatMap(({ key, text }, index) => (`${key}${text}`.toLowerCase().includes(wanted) ? [index] : []));
}
