import { describe, expect, test } from "vitest";
import { clampVersion, modeOf, soughtPoint, stateRequestOf } from "./stream-url";

const INSTANT = "2026-03-03T13:34:12.999Z";
const NOWHERE = { version: null, position: null, instant: null, clock: "occurred" } as const;
const asked = { ...NOWHERE, reducer: null };

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

  test("is asked for by its version, unless the version holds what the instant leaves out", () => {
    const at = { version: 4, leftOutCount: 0 };
    expect(stateRequestOf({ ...asked, instant: INSTANT, clock: "recorded" }, at)).toEqual({ version: 4 });
    expect(stateRequestOf({ ...asked, instant: INSTANT, clock: "recorded" }, { ...at, leftOutCount: 1 })).toEqual({
      ...{ instant: INSTANT, clock: "recorded" },
    });
    expect(stateRequestOf({ ...asked, version: 9 }, at)).toEqual({ version: 4 });
  });

  test("is folded with the reducer that the address names", () => {
    const at = { version: 4, leftOutCount: 2 };
    expect(stateRequestOf({ ...asked, reducer: "order" }, at)).toEqual({ version: 4, reducer: "order" });
    expect(stateRequestOf({ ...asked, instant: INSTANT, reducer: "order" }, at)).toEqual({
      ...{ instant: INSTANT, reducer: "order" },
    });
  });
});
