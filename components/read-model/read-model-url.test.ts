import { expect, test } from "vitest";
import { isSamePoint, pointOfUrl } from "./read-model-url";

const INSTANT = "2026-03-03T13:34:12.999Z";

test("an address without position and instant is of now", () => {
  expect(pointOfUrl({ position: null, instant: null, clock: "recorded" })).toBeNull();
  expect(pointOfUrl({ position: "7", instant: null, clock: "recorded" })).toEqual({ position: "7" });
  expect(pointOfUrl({ position: null, instant: INSTANT, clock: "recorded" })).toEqual({
    ...{ instant: INSTANT, clock: "recorded" },
  });
});

test("rows that were folded as of a point are those of this point alone, by this clock alone", () => {
  expect(isSamePoint({ position: "7" }, { position: "7" })).toBe(true);
  expect(isSamePoint({ position: "7" }, { position: "8" })).toBe(false);
  expect(isSamePoint({ position: "7" }, { instant: INSTANT })).toBe(false);
  expect(isSamePoint({ instant: INSTANT }, { instant: INSTANT, clock: "occurred" })).toBe(true);
  expect(isSamePoint({ instant: INSTANT, clock: "recorded" }, { instant: INSTANT })).toBe(false);
});
