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

const MOST_NODE_WIDTH = 176;
const LEAST_STEP_WIDTH = 116;
const MOST_STEP_WIDTH = 148;
const ROW_GAP = 24;

/** From left to right, as narrow as its panel where that is enough for the words. */
export function drawAlong(placed: PlacedChain, steps: readonly Step[], available: number | null): DrawnChain {
  const { columns, rows } = placed;
  const room = (available ?? Number.POSITIVE_INFINITY) - 2 * MARGIN;
  const least = columns * LEAST_NODE_WIDTH + (columns - 1) * LEAST_STEP_WIDTH;
  const most = columns * MOST_NODE_WIDTH + (columns - 1) * MOST_STEP_WIDTH;
  const share = most === least ? 1 : Math.min(1, Math.max(0, (room - least) / (most - least)));
  const nodeWidth = Math.floor(LEAST_NODE_WIDTH + share * (MOST_NODE_WIDTH - LEAST_NODE_WIDTH));
  const stepWidth = Math.floor(LEAST_STEP_WIDTH + share * (MOST_STEP_WIDTH - LEAST_STEP_WIDTH));
  const x = (column: number) => MARGIN + column * (nodeWidth + stepWidth);
  const y = (row: number) => MARGIN + row * (NODE_HEIGHT + ROW_GAP);
  const middle = (row: number) => y(row) + NODE_HEIGHT / 2;
  return {
    width: 2 * MARGIN + columns * nodeWidth + (columns - 1) * stepWidth,
    height: 2 * MARGIN + rows * NODE_HEIGHT + (rows - 1) * ROW_GAP,
    stacked: false,
    nodes: new Map(
      [...placed.cells].map(([key, { column, row }]) => [
        key,
        { x: x(column), y: y(row), width: nodeWidth, height: NODE_HEIGHT },
      ]),
    ),
    steps: drawSteps(placed, steps, (from, to, lane) => {
      const begin: Point = [x(from.column) + nodeWidth, middle(from.row)];
      const end: Point = [x(to.column), middle(to.row)];
      const left = Math.min(begin[0] + STUB, end[0] - STUB);
      const width = Math.abs(end[0] - begin[0] - 2 * STUB);
      return {
        path: roundedPath([
          begin,
          [begin[0] + STUB, begin[1]],
          [begin[0] + STUB, middle(lane)],
          [end[0] - STUB, middle(lane)],
          [end[0] - STUB, end[1]],
          end,
        ]),
        head: `M${end[0] - 6} ${end[1] - 4}L${end[0] - 1} ${end[1]}L${end[0] - 6} ${end[1] + 4}`,
        label: { x: left, y: middle(lane) - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT },
      };
    }),
  };
}
