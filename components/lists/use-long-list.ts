import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { recallPlace, rememberPlace } from "./list-memory";
import { useRowCursor } from "./use-row-cursor";
import { useRowHeight } from "./use-row-height";

interface LongListOptions {
  /** Names the list with its filter: Back returns to the same rows. */
  readonly place: string;
  readonly count: number;
  /** The end comes into sight: more is wanted. */
  readonly onEnd: () => void;
}

const MORE_BEFORE_END = 30;

/** A list of which only the rows in sight are drawn, with a cursor, that keeps its place and asks for more in time. */
export function useLongList({ place, count, onEnd }: LongListOptions) {
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight({ wide: 28, narrow: 60 });
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialOffset: () => recallPlace(place).offset,
  });
  const { active } = useRowCursor({
    list: scroller,
    count,
    initial: recallPlace(place).active,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows measured at the old height are wrong.
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useEffect(() => {
    if (last >= count - MORE_BEFORE_END) onEnd();
  });
  useEffect(() => {
    const element = scroller.current;
    return () => rememberPlace(place, { offset: element?.scrollTop ?? 0, active });
  }, [place, active]);
  return { scroller, virtualizer, rows, active, rowHeight };
}
