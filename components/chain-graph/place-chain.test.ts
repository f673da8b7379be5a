import fc from "fast-check";
import { expect, test } from "vitest";
import { type PlacedChain, placeChain } from "./place-chain";

const step = (from: string, to: string, id = `${from}>${to}`) => ({ id, from, to });
const written = ({ cells }: PlacedChain) =>
  Object.fromEntries([...cells].map(([key, { column, row }]) => [key, `${column},${row}`]));

test("a chain runs from left to right in one row", () => {
  const placed = placeChain(["v1", "v2", "v3"], [step("v1", "v2"), step("v2", "v3")]);
  expect(written(placed)).toEqual({ v1: "0,0", v2: "1,0", v3: "2,0" });
  expect([...placed.lanes.values()]).toEqual([0, 0]);
  expect([placed.columns, placed.rows]).toEqual([3, 1]);
});

test("what a split makes stands one below the other, each with a lane of its own", () => {
  const placed = placeChain(["a", "b", "c"], [step("a", "b", "split b"), step("a", "c", "split c")]);
  expect(written(placed)).toEqual({ a: "0,0", b: "1,0", c: "1,1" });
  expect(Object.fromEntries(placed.lanes)).toEqual({ "split b": 0, "split c": 1 });
});

test("a step over a version goes round it", () => {
  const placed = placeChain(["v1", "v2", "v3"], [step("v1", "v2"), step("v2", "v3"), step("v1", "v3")]);
  expect(written(placed)).toEqual({ v1: "0,0", v2: "1,0", v3: "2,0" });
  expect(placed.lanes.get("v1>v3")).toBe(1);
});

test("two steps between the same versions do not cover each other", () => {
  const placed = placeChain(["v1", "v2"], [step("v1", "v2", "gap"), step("v1", "v2", "draft")]);
  expect([placed.lanes.get("gap"), placed.lanes.get("draft"), placed.rows]).toEqual([0, 1, 2]);
});

test("a circle is placed, its last step leading back below", () => {
  const placed = placeChain(["v1", "v2"], [step("v1", "v2"), step("v2", "v1")]);
  expect(written(placed)).toEqual({ v1: "0,0", v2: "1,0" });
  expect(placed.lanes.get("v2>v1")).toBe(1);
});

test("whatever the graph, every node has a cell of its own, and no step crosses a node or runs along another", () => {
  const key = fc.integer({ min: 0, max: 7 }).map((n) => `v${n}`);
  const graphs = fc.array(fc.tuple(key, key), { maxLength: 14 });
  fc.assert(
    fc.property(graphs, (pairs) => {
      const keys = [...new Set(pairs.flat())].sort();
      const steps = pairs.map(([from, to], index) => step(from, to, `${index}`));
      const { cells, lanes, columns, rows } = placeChain(keys, steps);
      const taken = [...cells.values()].map(({ column, row }) => `${column},${row}`);
      expect(new Set(taken).size).toBe(keys.length);
      expect(lanes.size).toBe(steps.length);
      const runs = new Set<string>();
      for (const { id, from, to } of steps) {
        const lane = lanes.get(id) ?? -1;
        const [begin, end] = [cells.get(from)?.column ?? -1, cells.get(to)?.column ?? -1];
        const crossed = begin < end ? range(begin + 1, end) : range(end, begin + 1);
        for (const column of crossed) expect(taken).not.toContain(`${column},${lane}`);
        for (const gap of begin < end ? range(begin + 1, end + 1) : range(end, begin + 2)) {
          expect(runs.has(`${gap},${lane}`)).toBe(false);
          runs.add(`${gap},${lane}`);
        }
        expect(lane).toBeLessThan(rows);
        expect(Math.max(begin, end)).toBeLessThan(columns);
      }
    }),
  );
});

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
