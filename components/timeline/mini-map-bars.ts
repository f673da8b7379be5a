import type { TimelineIndex } from "./timeline-index";

export const MINI_MAP_BARS = 60;

export interface MiniMapBars {
  readonly from: number;
  readonly to: number;
  readonly barMs: number;
  readonly counts: readonly number[];
  readonly highest: number;
}

/** How many events of the chosen types occurred when, from the first of a stream to its last. */
export function miniMapBars(
  index: TimelineIndex,
  range: { readonly from: number; readonly to: number },
  types: ReadonlySet<string> | null,
): MiniMapBars {
  let { from, to } = range;
  for (const [entry, type] of index.type.entries()) {
    if (type === -1) continue;
    const at = index.at[entry] ?? 0;
    if (at < from) from = at;
    if (at > to) to = at;
  }
  // The last bar ends behind the last event.
  const barMs = Math.max(1, Math.ceil((to - from + 1) / MINI_MAP_BARS));
  const counts = Array.from({ length: MINI_MAP_BARS }, () => 0);
  const wanted = index.types.map((type) => types === null || types.has(type));
  for (const [entry, type] of index.type.entries()) {
    if (wanted[type] !== true) continue;
    const bar = Math.floor(((index.at[entry] ?? 0) - from) / barMs);
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return { from, to: from + barMs * MINI_MAP_BARS, barMs, counts, highest: Math.max(1, ...counts) };
}
