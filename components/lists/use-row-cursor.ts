"use client";
import { type RefObject, useEffect, useState } from "react";
import { useKeys } from "./use-keys";

interface RowCursor {
  /** The row that `j` and `k` move; -1: none yet. */
  readonly active: number;
  readonly moveTo: (index: number) => void;
}

interface RowCursorOptions {
  readonly list: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly initial: number;
  readonly scrollTo: (index: number) => void;
}

/** Moves through the rows of a virtual list with `j`, `k` and the arrows; focus goes to the row's link or button. */
export function useRowCursor({ list, count, initial, scrollTo }: RowCursorOptions): RowCursor {
  const [active, setActive] = useState(initial);
  const [wanted, setWanted] = useState<number | null>(null);
  const moveTo = (to: number) => {
    const index = Math.max(0, Math.min(count - 1, to));
    setActive(index);
    setWanted(index);
    scrollTo(index);
  };
  // The row that was asked for may be drawn only some frames later, once the list has scrolled.
  useEffect(() => {
    if (wanted === null) return;
    const target = list.current?.querySelector<HTMLElement>(`[data-index="${wanted}"] :is(a, button)`);
    if (target === null || target === undefined) return;
    target.focus({ preventScroll: true });
    setWanted(null);
  });
  const down = () => moveTo(active + 1);
  const up = () => moveTo(active - 1);
  useKeys({ j: down, k: up, ArrowDown: down, ArrowUp: up });
  return { active, moveTo };
}
