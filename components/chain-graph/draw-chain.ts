import { drawAlong } from "./draw-along";
import { drawStacked } from "./draw-stacked";
import type { DrawnChain, Step } from "./drawn-chain";
import type { PlacedChain } from "./place-chain";

/** The style sheet keeps the height of a stacked graph under the same width. */
const STACKED_UNDER = 560;

/** Gives a placed chain its pixels; `available` is the width of its panel, null while it is not known. */
export function drawChain(placed: PlacedChain, steps: readonly Step[], available: number | null): DrawnChain {
  return available !== null && available < STACKED_UNDER
    ? drawStacked(placed, steps, available)
    : drawAlong(placed, steps, available);
}
