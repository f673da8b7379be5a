import type { Cell, PlacedChain } from "./place-chain";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnStep {
  /** An SVG path, and that of its head. */
  readonly path: string;
  readonly head: string;
  readonly label: Box;
}

export interface DrawnChain {
  readonly width: number;
  readonly height: number;
  /** Steps run down instead of to the right. */
  readonly stacked: boolean;
  readonly nodes: ReadonlyMap<string, Box>;
  readonly steps: ReadonlyMap<string, DrawnStep>;
}

export interface Step {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export const NODE_HEIGHT = 60;
export const LABEL_HEIGHT = 42;
/** Narrower nodes would cut their counts. */
export const LEAST_NODE_WIDTH = 148;
/** Room around the graph. */
export const MARGIN = 12;
/** How far a step runs straight out of a node and into one; within the margin, for steps that lead back. */
export const STUB = 10;

/** Draws every step that has both ends and a lane. */
export function drawSteps(
  { cells, lanes }: PlacedChain,
  steps: readonly Step[],
  draw: (from: Cell, to: Cell, lane: number) => DrawnStep,
): Map<string, DrawnStep> {
  return new Map(
    steps.flatMap(({ id, from, to }) => {
      const [begin, end, lane] = [cells.get(from), cells.get(to), lanes.get(id)];
      return begin === undefined || end === undefined || lane === undefined ? [] : [[id, draw(begin, end, lane)]];
    }),
  );
}
