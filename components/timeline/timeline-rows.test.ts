import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TIMELINE_CHUNK, type TimelineChunk } from "@/lib/api/stream-timeline";
import { localDays } from "@/lib/format/local-day";
import { chunksAround, timelineIndex } from "./timeline-index";
import { SEPARATOR_HEIGHT, type TimelineChoice, timelineRows } from "./timeline-rows";

interface Fact {
  readonly type: string;
  readonly at: number;
  readonly correlation: string | null;
}

const START = Date.UTC(2026, 0, 1, 10);
const MINUTE = 60_000;

function chunkOf(facts: readonly Fact[], from = 1): TimelineChunk {
  const types = [...new Set(facts.map(({ type }) => type))];
  const correlations = [...new Set(facts.flatMap(({ correlation }) => correlation ?? []))];
  return {
    ...{ streamId: "s", version: facts.length, from, types, correlations },
    type: facts.map(({ type }) => types.indexOf(type)),
    at: facts.map(({ at }, index) => at - (facts[index - 1]?.at ?? 0)),
    correlation: facts.map(({ correlation }) => (correlation === null ? -1 : correlations.indexOf(correlation))),
  };
}

const everything: TimelineChoice = {
  ...{ types: null, from: null, to: null, grouped: false, open: new Set(), rowHeight: 28 },
  dayOf: localDays("UTC"),
};

function rowsOf(facts: readonly Fact[], choice: Partial<TimelineChoice> = {}) {
  return timelineRows(timelineIndex({ first: 1, last: facts.length }, [chunkOf(facts)]), { ...everything, ...choice });
}

const listed = (rows: ReturnType<typeof rowsOf>) => Array.from({ length: rows.length }, (_, row) => rows.version(row));
const fact = (type: string, minutes: number, correlation: string | null = null): Fact => ({
  ...{ type, correlation },
  at: START + minutes * MINUTE,
});

const SHOP = [
  fact("Placed", 0, "a"),
  fact("Paid", 1, "a"),
  fact("Shipped", 2, "b"),
  fact("Paid", 90, "a"),
  fact("Paid", 91, "a"),
  fact("Closed", 20 * 60, null),
];

describe("the rows of a timeline", () => {
  test("begin with a day, and tell idle hours and other days above an event", () => {
    const rows = rowsOf(SHOP);
    expect(listed(rows)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(SHOP.map((_, row) => rows.separated(row))).toEqual([true, false, false, true, false, true]);
    expect(rows.before(3)).toBe(3);
    expect(rows.top(4)).toBe(4 * 28 + 2 * SEPARATOR_HEIGHT);
    expect(rows.top(6)).toBe(6 * 28 + 3 * SEPARATOR_HEIGHT);
  });

  test("tell an idle time from exactly an hour on, also of a step back, and a day that begins without one", () => {
    const times = [0, 60, 60 + 59.9, 0, 13.5 * 60, 14.4 * 60, 14 * 60 + 1];
    const rows = rowsOf(times.map((minutes) => fact("Read", minutes)));
    // From 10:00 on; the sixth is of the next day, 54 minutes on, and the last goes back a little.
    expect(times.map((_, row) => rows.separated(row))).toEqual([true, true, false, true, true, true, false]);
    expect(rows.before(3)).toBe(3);
  });

  test("keep the chosen types, and fold the time between those that stay", () => {
    const rows = rowsOf(SHOP, { types: new Set(["Placed", "Closed"]) });
    expect(listed(rows)).toEqual([1, 6]);
    expect(rows.before(1)).toBe(1);
    expect(rows.separated(1)).toBe(true);
    expect(rowsOf(SHOP, { types: new Set(["None"]) }).length).toBe(0);
  });

  test("keep what occurred in the chosen time", () => {
    expect(listed(rowsOf(SHOP, { from: START + MINUTE, to: START + 90 * MINUTE }))).toEqual([2, 3]);
  });

  test("put consecutive events of one correlation under one head", () => {
    const rows = rowsOf(SHOP, { grouped: true, open: new Set([4]) });
    expect(listed(rows)).toEqual([1, 3, 4, 4, 5, 6]);
    expect(rows.group(0)).toEqual({ correlationId: "a", first: 1, last: 2, events: 2, spanMs: MINUTE, open: false });
    expect(rows.group(2)).toMatchObject({ first: 4, last: 5, open: true });
    expect([1, 3, 4, 5].map(rows.group)).toEqual([null, null, null, null]);
    expect(rows.events).toBe(6);
    // A filter may bring events together that others stood between.
    expect(rowsOf(SHOP, { grouped: true, types: new Set(["Paid"]) }).group(0)).toMatchObject({ events: 3, last: 5 });
  });

  test("measure time and day behind a folded group from its last event", () => {
    const visit = [fact("Read", 0, "a"), fact("Read", 13.5 * 60, "a"), fact("Read", 14.2 * 60, "a")];
    const rows = rowsOf([...visit, fact("Read", 14.5 * 60), fact("Read", 16 * 60)], { grouped: true });
    expect([0, 1, 2].map((row) => rows.separated(row))).toEqual([true, false, true]);
    expect([1, 2].map((row) => rows.before(row))).toEqual([3, 4]);
  });

  test("are stepped through as they are listed: a folded group is one step", () => {
    const rows = rowsOf(SHOP, { grouped: true, open: new Set([4]) });
    expect([1, 2, 3, 4, 5, 6].map((version) => rows.step(version, 1))).toEqual([2, 3, 4, 5, 6, null]);
    expect([1, 2, 3, 4, 5, 6].map((version) => rows.step(version, -1))).toEqual([null, null, 2, 3, 4, 5]);
    const paid = rowsOf(SHOP, { types: new Set(["Paid"]) });
    expect([paid.step(3, 1), paid.step(3, -1), paid.step(1, -1), paid.step(6, 1)]).toEqual([4, 2, null, null]);
  });

  test("of versions not read yet have room already, unless a filter could leave them out", () => {
    const index = timelineIndex({ first: 1, last: 6 }, [chunkOf(SHOP.slice(3), 4)]);
    expect(index.read).toBe(3);
    const rows = timelineRows(index, everything);
    expect(rows.length).toBe(6);
    expect([0, 1, 2, 3].map(rows.separated)).toEqual([false, false, false, false]);
    expect(timelineRows(index, { ...everything, types: new Set(["Paid"]) }).length).toBe(2);
  });
});

const shop = fc.array(
  fc.record({
    type: fc.constantFrom("A", "B", "C"),
    at: fc.integer({ min: START, max: START + 3 * 86_400_000 }),
    correlation: fc.constantFrom(null, "x", "y"),
  }),
  { minLength: 1, maxLength: 40 },
);

test("parts that are read one by one, each with lists of its own, say the same as the whole", () => {
  const cuts = fc.array(fc.nat(40), { maxLength: 4 });
  fc.assert(
    fc.property(shop, cuts, fc.nat(3), fc.nat(3), (facts, places, before, behind) => {
      const ends = [...new Set([...places.filter((place) => place < facts.length), 0, facts.length])].sort(
        (one, other) => one - other,
      );
      const parts = ends.slice(1).map((end, part) => chunkOf(facts.slice(ends[part], end), (ends[part] ?? 0) + 1));
      // What lies outside of the listed versions may come with its part.
      const range = {
        first: 1 + Math.min(before, facts.length - 1),
        last: Math.max(facts.length - behind, 1 + before),
      };
      fc.pre(range.last >= range.first && range.last <= facts.length);
      const index = timelineIndex(range, parts.toReversed());
      const known = Array.from({ length: range.last - range.first + 1 }, (_, entry) => ({
        type: index.types[index.type[entry] ?? -1],
        at: index.at[entry],
        correlation: index.correlations[index.correlation[entry] ?? -1] ?? null,
      }));
      expect(known).toEqual(facts.slice(range.first - 1, range.last));
      expect(index.read).toBe(known.length);
    }),
  );
});

test("whatever is chosen: each chosen event is in one row or one folded group, in order, and rows touch", () => {
  fc.assert(
    fc.property(
      shop,
      fc.subarray(["A", "B", "C"]),
      fc.boolean(),
      fc.array(fc.nat(40)),
      (facts, types, grouped, open) => {
        const rows = rowsOf(facts, { types: new Set(types), grouped, open: new Set(open) });
        const shown: number[] = [];
        for (let row = 0; row < rows.length; row += 1) {
          expect(rows.top(row) + rows.height(row)).toBe(rows.top(row + 1));
          const group = rows.group(row);
          if (group === null) shown.push(rows.version(row));
          else if (!group.open) {
            const members = facts.flatMap(({ type }, index) =>
              types.includes(type) && index + 1 >= group.first && index + 1 <= group.last ? [index + 1] : [],
            );
            expect(members).toHaveLength(group.events);
            shown.push(...members);
          }
          expect(rows.rowAt(rows.version(row))).toBeGreaterThanOrEqual(row);
        }
        const chosen = facts.flatMap(({ type }, index) => (types.includes(type) ? [index + 1] : []));
        expect(shown).toEqual(chosen);
        expect(rows.events).toBe(chosen.length);
      },
    ),
  );
});

test("steps forwards visit each row once, and backwards the same ones", () => {
  fc.assert(
    fc.property(shop, fc.boolean(), (facts, grouped) => {
      const rows = rowsOf(facts, { grouped });
      const walk = (from: number, by: 1 | -1): number[] => {
        const to = rows.step(from, by);
        return to === null ? [] : [to, ...walk(to, by)];
      };
      const forwards = walk(0, 1);
      expect(walk(facts.length + 1, -1)).toEqual(forwards.toReversed());
      expect(forwards).toHaveLength(rows.length);
    }),
  );
});

test("a very long stream is listed in part, around the chosen version", () => {
  expect(chunksAround(1, 5)).toEqual({ first: 1, last: 5, nearest: [0] });
  expect(chunksAround(100_000, 100_000)).toMatchObject({ first: 1, last: 100_000, nearest: [4, 3, 2, 1, 0] });
  const middle = chunksAround(1_000_000, 2_000_000);
  expect(middle.first).toBeLessThanOrEqual(1_000_000 - 100_000);
  expect(middle.last).toBeGreaterThanOrEqual(1_000_000 + 60_000);
  expect(middle.last - middle.first + 1).toBe(240_000);
  expect(chunksAround(2_000_000, 2_000_000).last).toBe(2_000_000);
  // A chunk ends with the last of its versions.
  expect(chunksAround(TIMELINE_CHUNK, 50_000).nearest[0]).toBe(0);
  expect(chunksAround(TIMELINE_CHUNK + 1, 50_000).nearest[0]).toBe(1);
});
