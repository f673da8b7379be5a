import { describe, expect, test } from "vitest";
import { clampVersion, modeOf, soughtPoint } from "./stream-url";

const INSTANT = "2026-03-03T13:34:12.999Z";
const NOWHERE = { version: null, position: null, instant: null, clock: "occurred" } as const;

test("an address with a side of a comparison compares, also with one of them alone", () => {
  expect(modeOf({ mode: null, a: null, b: null })).toBe("as-of");
  expect(modeOf({ mode: null, a: 0, b: null })).toBe("compare");
  expect(modeOf({ mode: null, a: null, b: 4 })).toBe("compare");
  expect(modeOf({ mode: "step", a: 1, b: 4 })).toBe("step");
});

test("a version that the stream does not have is the nearest one that it has", () => {
  expect([null, -3, 0, 1, 5, 6, 999].map((version) => clampVersion(version, 5))).toEqual([5, 1, 1, 1, 5, 5, 5]);
});

describe("the point of an address", () => {
  test("is its instant, by the clock that it names, else its position", () => {
    expect(soughtPoint({ ...NOWHERE, version: 3 })).toBeNull();
    expect(soughtPoint({ ...NOWHERE, position: "48213907" })).toEqual({ position: "48213907" });
    expect(soughtPoint({ ...NOWHERE, position: "7", instant: INSTANT })).toEqual({ instant: INSTANT });
    expect(soughtPoint({ ...NOWHERE, instant: INSTANT, clock: "recorded" })).toEqual({
      ...{ instant: INSTANT, clock: "recorded" },
    });
  });
});
