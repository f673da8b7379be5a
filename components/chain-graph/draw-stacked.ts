import {
  type DrawnChain,
  drawSteps,
  LABEL_HEIGHT,
  LEAST_NODE_WIDTH,
  MARGIN,
  NODE_HEIGHT,
  STUB,
  type Step,
} from "./drawn-chain";
import type { PlacedChain } from "./place-chain";
import { type Point, roundedPath } from "./rounded-path";

const MOST_NODE_WIDTH = 320;
const STEP_HEIGHT = 60;
const APART = 16;
const INSET = 24;

/** The height of a stacked graph, so that room can be kept for it before the width of its panel is known. */
export function stackedHeight({ columns }: PlacedChain): number {
  return 2 * MARGIN + columns * NODE_HEIGHT + (columns - 1) * STEP_HEIGHT;
}

/** From the top down, for a phone: the words of a step stand beside its line. */
export function drawStacked(placed: PlacedChain, steps: readonly Step[], available: number): DrawnChain {
  const { rows } = placed;
  const room = available - 2 * MARGIN - (rows - 1) * APART;
  const nodeWidth = Math.min(MOST_NODE_WIDTH, Math.max(LEAST_NODE_WIDTH, Math.floor(room / rows)));
  const x = (row: number) => MARGIN + row * (nodeWidth + APART);
  const y = (column: number) => MARGIN + column * (NODE_HEIGHT + STEP_HEIGHT);
  const line = (row: number) => x(row) + INSET;
  return {
    width: Math.max(available, 2 * MARGIN + rows * nodeWidth + (rows - 1) * APART),
    height: stackedHeight(placed),
    stacked: true,
    nodes: new Map(
      [...placed.cells].map(([key, { column, row }]) => [
        key,
        { x: x(row), y: y(column), width: nodeWidth, height: NODE_HEIGHT },
      ]),
    ),
    steps: drawSteps(placed, steps, (from, to, lane) => {
      const begin: Point = [line(from.row), y(from.column) + NODE_HEIGHT];
      const end: Point = [line(to.row), y(to.column)];
      const top = Math.min(begin[1], end[1]);
      return {
        path: roundedPath([
          begin,
          [begin[0], begin[1] + STUB / 2],
          [line(lane), begin[1] + STUB / 2],
          [line(lane), end[1] - STUB],
          [end[0], end[1] - STUB],
          end,
        ]),
        head: `M${end[0] - 4} ${end[1] - 6}L${end[0]} ${end[1] - 1}L${end[0] + 4} ${end[1] - 6}`,
        label: {
          x: line(lane) + 10,
          y: top + (Math.abs(end[1] - begin[1]) - LABEL_HEIGHT) / 2,
          width: nodeWidth - INSET - 10,
          height: LABEL_HEIGHT,
        },
      };
    }),
  };
}
