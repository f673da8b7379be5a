interface Step {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** Where everything stands on a grid: nodes in cells, each step along a row of its own between them. */
export interface PlacedChain {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly lanes: ReadonlyMap<string, number>;
  readonly columns: number;
  readonly rows: number;
}

/** Puts every node in the column after those that lead to it, and finds each step a way that crosses no node. */
export function placeChain(keys: readonly string[], steps: readonly Step[]): PlacedChain {
  const cells = placeNodes(keys, steps);
  const lanes = placeSteps(cells, steps);
  const all = [...cells.values()];
  return {
    cells,
    lanes,
    columns: Math.max(0, ...all.map(({ column }) => column + 1)),
    rows: Math.max(0, ...all.map(({ row }) => row + 1), ...[...lanes.values()].map((lane) => lane + 1)),
  };
}

function placeNodes(keys: readonly string[], steps: readonly Step[]): Map<string, Cell> {
  const columns = columnsOf(keys, steps);
  const cells = new Map<string, Cell>();
  for (const key of keys.toSorted((a, b) => (columns.get(a) ?? 0) - (columns.get(b) ?? 0))) {
    const column = columns.get(key) ?? 0;
    const before = steps.flatMap(({ from, to }) => (to === key && from !== key ? (cells.get(from) ?? []) : []));
    const taken = new Set([...cells.values()].filter((cell) => cell.column === column).map(({ row }) => row));
    let row = Math.min(...before.map((cell) => cell.row), Number.POSITIVE_INFINITY);
    if (row === Number.POSITIVE_INFINITY) row = 0;
    while (taken.has(row)) row += 1;
    cells.set(key, { column, row });
  }
  return cells;
}

/** The longest way to each node. A step that would close a circle is not followed. */
function columnsOf(keys: readonly string[], steps: readonly Step[]): Map<string, number> {
  const forward = withoutCircles(keys, steps);
  const columns = new Map<string, number>();
  const columnOf = (key: string): number => {
    const known = columns.get(key);
    if (known !== undefined) return known;
    const column = forward.reduce(
      (most, step) => (step.to === key ? Math.max(most, columnOf(step.from) + 1) : most),
      0,
    );
    columns.set(key, column);
    return column;
  };
  for (const key of keys) columnOf(key);
  return columns;
}

function withoutCircles(keys: readonly string[], steps: readonly Step[]): Step[] {
  const kept: Step[] = [];
  const done = new Set<string>();
  const visit = (key: string, way: ReadonlySet<string>) => {
    if (done.has(key)) return;
    const here = new Set([...way, key]);
    for (const step of steps) {
      if (step.from !== key || here.has(step.to)) continue;
      kept.push(step);
      visit(step.to, here);
    }
    done.add(key);
  };
  for (const key of keys) visit(key, new Set());
  return kept;
}

/** A lane is free where no other step runs and no node stands. Short steps choose first. */
function placeSteps(cells: ReadonlyMap<string, Cell>, steps: readonly Step[]): Map<string, number> {
  const occupied = new Set([...cells.values()].map(({ column, row }) => `node ${column} ${row}`));
  const lanes = new Map<string, number>();
  const span = ({ from, to }: Step) => Math.abs((cells.get(to)?.column ?? 0) - (cells.get(from)?.column ?? 0));
  for (const step of steps.toSorted((a, b) => span(a) - span(b))) {
    const from = cells.get(step.from);
    const to = cells.get(step.to);
    if (from === undefined || to === undefined) continue;
    const way = passes(from.column, to.column);
    for (const lane of candidates(to.row, from.row, cells.size + steps.length)) {
      const places = [
        ...way.nodes.map((column) => `node ${column} ${lane}`),
        ...way.gaps.map((gap) => `gap ${gap} ${lane}`),
      ];
      if (places.some((place) => occupied.has(place))) continue;
      for (const place of places) occupied.add(place);
      lanes.set(step.id, lane);
      break;
    }
  }
  return lanes;
}

function candidates(to: number, from: number, most: number): number[] {
  return [...new Set([to, from, ...Array.from({ length: most + 1 }, (_, lane) => lane)])];
}

// Gap 3 lies between the columns 2 and 3. A step that leads back leaves at the right and arrives at the left.
function passes(from: number, to: number): { nodes: number[]; gaps: number[] } {
  const range = (first: number, last: number) =>
    Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return from < to
    ? { nodes: range(from + 1, to - 1), gaps: range(from + 1, to) }
    : { nodes: range(to, from), gaps: range(to, from + 1) };
}
