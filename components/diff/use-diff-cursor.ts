"use client";
import { useState } from "react";
import type { DiffRowView } from "@/lib/format/diff/row-view";
import { formatCount } from "@/lib/format/number";

interface Rows {
  readonly total: number;
  readonly differences: Int32Array;
  readonly rows: ReadonlyMap<number, DiffRowView>;
}

/** The difference on which the keys stand. */
export function useDiffCursor(shown: Rows | null, toggle: (key: string) => void) {
  const [place, setPlace] = useState<number | null>(null);
  const differences = shown?.differences ?? new Int32Array();
  const at = place === null ? null : Math.min(place, differences.length - 1);
  const row = at === null ? null : (differences[at] ?? null);
  const current = row === null ? undefined : shown?.rows.get(row);
  return {
    row,
    /** To the next difference, or the one before; around at the ends. */
    go(step: 1 | -1) {
      if (differences.length === 0) return;
      const from = at ?? (step === 1 ? -1 : differences.length);
      setPlace((from + step + differences.length) % differences.length);
    },
    /** Unfolds, or folds again, the nearest line of unchanged parts: below the difference, else above it. */
    unfold() {
      const rows = shown?.rows ?? new Map<number, DiffRowView>();
      const start = row ?? 0;
      const isLine = (index: number) => rows.get(index)?.kind === "unchanged";
      for (let distance = 0; distance < Math.max(start + 1, (shown?.total ?? 0) - start); distance += 1) {
        const index = [start + distance, start - distance].find(isLine);
        const found = index === undefined ? undefined : rows.get(index);
        if (found !== undefined) return toggle(found.key);
        if (!rows.has(start + distance) && !rows.has(start - distance)) return;
      }
    },
    words:
      current === undefined || at === null
        ? ""
        : `. Difference ${formatCount(at + 1)} of ${formatCount(differences.length)}: ${current.path} ${current.sign ?? ""}`,
  };
}
