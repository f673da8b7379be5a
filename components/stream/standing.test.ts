import { expect, test } from "vitest";
import { standingAt } from "./standing";

const INSTANT = "2026-03-03T13:34:12.999Z";
const NOWHERE = { version: null, position: null, instant: null, clock: "occurred" } as const;
const FOUND = { streamId: "order-1", version: 4, leftOut: [], leftOutCount: 0 };

test("an address without a point stands at the newest version, one with a version there", () => {
  expect(standingAt(NOWHERE, 9, undefined)).toMatchObject({ version: 9, asOf: { version: 9 } });
  expect(standingAt({ ...NOWHERE, version: 3 }, 9, undefined)).toMatchObject({ version: 3, asOf: { version: 3 } });
});

test("an instant or a position stands nowhere until it is found, least of all at the newest version", () => {
  expect(standingAt({ ...NOWHERE, instant: INSTANT }, 9, undefined)).toBeNull();
  expect(standingAt({ ...NOWHERE, position: "48213907", version: 3 }, 9, undefined)).toBeNull();
});

test("what is found is asked for by its version, unless the version holds what the instant leaves out", () => {
  const recorded = { ...NOWHERE, instant: INSTANT, clock: "recorded" } as const;
  expect(standingAt(recorded, 9, FOUND)).toMatchObject({ version: 4, asOf: { version: 4 } });
  expect(standingAt(recorded, 9, { ...FOUND, leftOut: [2], leftOutCount: 1 })).toEqual({
    ...{ version: 4, leftOut: [2], leftOutCount: 1 },
    asOf: { instant: INSTANT, clock: "recorded" },
  });
});

test("the page goes no further than the events that it holds", () => {
  expect(standingAt({ ...NOWHERE, instant: INSTANT }, 3, FOUND)).toMatchObject({ version: 3, asOf: { version: 3 } });
  expect(standingAt({ ...NOWHERE, instant: INSTANT }, 9, { ...FOUND, version: 0 })).toMatchObject({ version: 0 });
});
