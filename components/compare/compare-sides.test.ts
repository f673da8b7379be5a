import { describe, expect, test } from "vitest";
import { compareSide, isOneHistory, type SideUrl, sideRequest } from "./compare-sides";
import { compareParsers, sideChange, sideUrl } from "./compare-url";

const NOTHING: SideUrl = {
  ...{ point: null, position: null, instant: null, clock: null },
  ...{ stream: null, reducer: null, draft: null },
};
const HERE = { streamId: "order-1", last: 19, otherwise: 14 };
const side = (url: Partial<SideUrl>) => compareSide("a", { ...NOTHING, ...url }, HERE);

describe("a side of a comparison", () => {
  test("is at the version that the stream has", () => {
    expect(side({}).asOf).toEqual({ version: 14 });
    expect(side({ point: 4 }).asOf).toEqual({ version: 4 });
    expect(side({ point: 0 }).asOf).toEqual({ version: 0 });
    expect(side({ point: 99 }).asOf).toEqual({ version: 19 });
  });

  test("is at a position, or at an instant by either clock", () => {
    expect(side({ position: "48213907", point: 4 }).asOf).toEqual({ position: "48213907" });
    const instant = "2026-03-03T14:34:08.271Z";
    expect(side({ instant }).asOf).toEqual({ instant });
    expect(side({ instant, clock: "recorded" }).asOf).toEqual({ instant, clock: "recorded" });
  });

  test("of another stream is at its end when no point is named, and keeps the version that is", () => {
    expect(side({ stream: "order-2" })).toMatchObject({ streamId: "order-2", isHere: false, asOf: {} });
    expect(side({ stream: "order-2", point: 99 }).asOf).toEqual({ version: 99 });
  });

  test("asks for its state only, with its reducer and its draft", () => {
    expect(sideRequest(side({ point: 4, reducer: "order", draft: "d" }))).toEqual({
      version: 4,
      reducer: "order",
      draft: "d",
      detail: "state",
    });
  });

  test("is of one history with another that is read and folded in the same way", () => {
    expect(isOneHistory(side({ point: 4 }), side({ point: 9 }))).toBe(true);
    expect(isOneHistory(side({}), side({ stream: "order-2" }))).toBe(false);
    expect(isOneHistory(side({}), side({ reducer: "order" }))).toBe(false);
    expect(isOneHistory(side({}), side({ draft: "d" }))).toBe(false);
  });
});

describe("the address of a side", () => {
  test("is read back as it was written", () => {
    const url = { ...NOTHING, position: "7", stream: "order-2", reducer: "order" };
    const nothing = Object.fromEntries(Object.keys(compareParsers).map((key) => [key, null]));
    const written = { ...nothing, ...sideChange("b", url) } as Parameters<typeof sideUrl>[0];
    expect(written).toMatchObject({ bPosition: "7", bStream: "order-2", bReducer: "order", a: null });
    expect(sideUrl(written, "b")).toEqual(url);
    expect(sideUrl(written, "a")).toEqual(NOTHING);
  });

  test("takes what it cannot be for nothing", () => {
    expect(compareParsers.aDraft.parse("x'; drop table")).toBeNull();
    expect(compareParsers.aPosition.parse("-1")).toBeNull();
    expect(compareParsers.aInstant.parse("yesterday")).toBeNull();
  });
});
