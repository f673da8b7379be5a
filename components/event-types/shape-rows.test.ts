import { expect, test } from "vitest";
import { placePaths, sometimesAbsent } from "./shape-rows";

const path = (pointer: string, path: string, presence = 1) => ({ pointer, path, presence });

test("a path stands below the nearest listed one that it lies in, which is written apart from its name", () => {
  const rows = placePaths([
    path("/lines", "lines"),
    path("/lines/*", "lines[]"),
    path("/lines/*/price", "lines[].price"),
    path("/card/last4", "card.last4"),
  ]);
  expect(rows.map(({ inside, name, depth }) => [inside, name, depth])).toEqual([
    ["", "lines", 0],
    ["lines", "[]", 1],
    ["lines[].", "price", 2],
    ["", "card.last4", 0],
  ]);
});

test("what is missing where its parent stands is to be expected absent; what comes and goes with it is not", () => {
  const paths = [
    path("/feeRate", "feeRate", 0.999999),
    path("/card", "card", 0.713),
    path("/card/brand", "card.brand", 0.713),
    path("/card/last4", "card.last4", 0.5),
    path("/psp", "psp", 1),
  ];
  expect([...sometimesAbsent(paths)]).toEqual(["/feeRate", "/card", "/card/last4"]);
});
