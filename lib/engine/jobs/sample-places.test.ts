import { expect, test } from "vitest";
import { nextSamplePlace } from "./sample-places";

/** Takes a sample of a history in which these positions match. */
function take(events: number, upTo: number, matching: readonly number[]) {
  const taken: number[] = [];
  const sample = { events, first: BigInt(matching[0] ?? upTo), upTo: BigInt(upTo) };
  for (let checkpoint = 0n; ; ) {
    const place = nextSamplePlace(sample, { checkpoint, eventsDone: taken.length });
    if (place === null) return taken;
    expect(place.upTo).toBeGreaterThan(checkpoint);
    const there = matching.filter((position) => position > place.after && position <= place.upTo);
    taken.push(...there.slice(0, place.events));
    checkpoint = place.upTo;
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test("takes as many as it is asked for, each once, from every tenth of the history", () => {
  const taken = take(300, 100_000, range(1, 100_000));
  expect(taken).toHaveLength(300);
  expect(new Set(taken).size).toBe(300);
  for (let tenth = 0; tenth < 10; tenth++) {
    expect(taken.filter((position) => Math.ceil(position / 10_000) - 1 === tenth)).toHaveLength(30);
  }
});

test("makes up later for places with too few events", () => {
  expect(take(100, 1_000, [1, ...range(900, 1_000)])).toHaveLength(100);
});

test("takes all there are when that is less than asked for", () => {
  expect(take(5_000, 40, range(3, 40))).toEqual(range(3, 40));
  expect(take(10, 7, [7])).toEqual([7]);
});
