import { expect, test } from "vitest";
import { drawChain } from "./draw-chain";
import { stackedHeight } from "./draw-stacked";
import { placeChain } from "./place-chain";

const chain = (length: number) => {
  const keys = Array.from({ length }, (_, index) => `v${index + 1}`);
  const steps = keys.slice(1).map((to, index) => ({ id: to, from: `v${index + 1}`, to }));
  return { placed: placeChain(keys, steps), steps };
};

test("three versions fill a wide panel no more than they need, and shrink into a narrower one", () => {
  const { placed, steps } = chain(3);
  const wide = drawChain(placed, steps, 1400);
  expect(wide).toEqual(drawChain(placed, steps, null));
  const narrow = drawChain(placed, steps, 730);
  expect(narrow.width).toBeLessThanOrEqual(730);
  expect(narrow.nodes.get("v1")?.width).toBeLessThan(wide.nodes.get("v1")?.width ?? 0);
});

test("a long chain keeps the least width that can be read, and scrolls", () => {
  const { placed, steps } = chain(8);
  expect(drawChain(placed, steps, 900).width).toBeGreaterThan(900);
  expect(drawChain(placed, steps, 900).nodes.get("v8")?.width).toBe(148);
});

test("a phone stacks it: one version under the other, as wide as the panel, as high as was kept for it", () => {
  const { placed, steps } = chain(3);
  const { nodes, stacked, width, height, steps: drawn } = drawChain(placed, steps, 340);
  expect([stacked, width, height]).toEqual([true, 340, stackedHeight(placed)]);
  const [first, second, third] = [...nodes.values()];
  expect([first?.x, second?.x, third?.x]).toEqual([12, 12, 12]);
  expect((second?.y ?? 0) - (first?.y ?? 0)).toBe((third?.y ?? 0) - (second?.y ?? 0));
  expect(drawn.get("v2")?.path).toMatch(/^M36 72L/);
});

test("no label covers a version", () => {
  const steps = [
    { id: "1", from: "a", to: "b" },
    { id: "2", from: "a", to: "c" },
    { id: "3", from: "b", to: "d" },
    { id: "4", from: "a", to: "d" },
  ];
  const placed = placeChain(["a", "b", "c", "d"], steps);
  for (const available of [340, 800, 1400]) {
    const { nodes, steps: drawn } = drawChain(placed, steps, available);
    for (const { label } of drawn.values()) {
      for (const node of nodes.values()) expect(overlap(label, node)).toBe(false);
    }
  }
});

type Box = { x: number; y: number; width: number; height: number };

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
