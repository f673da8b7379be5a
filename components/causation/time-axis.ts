/** A stretch without events that is drawn shorter than it was. */
export interface FoldedTime {
  readonly x: number;
  readonly ms: number;
}

export interface TimeAxis {
  /** For each event, in the order given, how far from the left it stands, in pixels. */
  readonly xs: readonly number[];
  readonly width: number;
  readonly folds: readonly FoldedTime[];
  /** Instants that are written above, where there is room. */
  readonly ticks: readonly { readonly x: number; readonly at: number }[];
}

const LEAST_PX = 26;
const USUAL_PX = 44;
const FOLD_PX = 72;
const TICK_PX = 104;
const IDLE_FACTOR = 8;

/**
 * Places instants (milliseconds) on one axis. Time runs evenly, except that events close together are drawn apart and
 * stretches many times longer than usual are folded.
 */
export function timeAxis(instants: readonly number[]): TimeAxis {
  const order = instants.map((at, index) => ({ at, index })).toSorted((a, b) => a.at - b.at || a.index - b.index);
  const gaps = order.slice(1).map(({ at }, index) => at - (order[index]?.at ?? at));
  const usual = median(gaps.filter((gap) => gap > 0)) || 1;
  const xs: number[] = [];
  const folds: FoldedTime[] = [];
  const ticks: { x: number; at: number }[] = [];
  let x = 0;
  for (const [place, { at, index }] of order.entries()) {
    const gap = place === 0 ? 0 : (gaps[place - 1] ?? 0);
    const folded = gap > usual * IDLE_FACTOR;
    if (place > 0) x += folded ? FOLD_PX : Math.max(LEAST_PX, (gap / usual) * USUAL_PX);
    if (folded) folds.push({ x: x - FOLD_PX / 2, ms: gap });
    xs[index] = x;
    const lastTick = ticks.at(-1);
    if (lastTick === undefined || x - lastTick.x >= TICK_PX) ticks.push({ x, at });
  }
  return { xs, width: x, folds, ticks };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
