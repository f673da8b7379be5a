import { expect, test } from "vitest";
import type { ReadableEvent } from "../evolution/upcaster";
import { foldEvent, foldStep, type Rows } from "./fold";
import { projection } from "./projection";

interface Seen {
  readonly n: number;
  readonly at: Date;
}

const pairs = projection<Seen>({
  name: "pairs",
  version: 1,
  key: ({ data }) => (data as { keys: string[] }).keys,
  columns: { n: "integer", at: "timestamptz" },
  on: {
    Seen: (row, { data, occurredAt }) => {
      const { refuse = -1 } = data as { refuse?: number };
      if (row?.n === refuse) throw new Error(`refuses ${refuse}`);
      return { n: (row?.n ?? 0) + 1, at: occurredAt };
    },
  },
});

function step(data: object, day: number) {
  const event = { type: "Seen", data, occurredAt: new Date(Date.UTC(2026, 0, day)), streamId: "s", version: day };
  const found = foldStep(pairs, { ...event, position: BigInt(day) } as unknown as ReadableEvent);
  if (found === null) throw new Error("The event changes nothing.");
  return found;
}

const snapshot = (rows: Rows) =>
  new Map([...rows].map(([key, row]) => [key, row === null ? null : structuredClone(row)]));

test("an event that fails on one of its rows changes none of them", () => {
  const rows: Rows = new Map([["gone", null]]);
  foldEvent(pairs, rows, [step({ keys: ["a", "b", "b2"] }, 1)]);
  foldEvent(pairs, rows, [step({ keys: ["b"] }, 2)]);
  const before = snapshot(rows);
  const failing = step({ keys: ["a", "new", "gone", "b"], refuse: 2 }, 3);
  expect(() => foldEvent(pairs, rows, [failing])).toThrow(/refuses 2/);
  expect(rows).toEqual(before);
  foldEvent(pairs, rows, [step({ keys: ["a"] }, 4)]);
  expect(rows.get("a")).toEqual({ n: 2, at: new Date(Date.UTC(2026, 0, 4)) });
});

test("the parts of a split event are applied together or not at all", () => {
  const rows: Rows = new Map();
  foldEvent(pairs, rows, [step({ keys: ["a"] }, 1)]);
  const before = snapshot(rows);
  const parts = [step({ keys: ["a"] }, 2), step({ keys: ["a"], refuse: 2 }, 2)];
  expect(() => foldEvent(pairs, rows, parts)).toThrow(/refuses 2/);
  expect(rows).toEqual(before);
  foldEvent(pairs, rows, [step({ keys: ["a"] }, 3), step({ keys: ["a"] }, 3)]);
  expect(rows.get("a")).toMatchObject({ n: 3 });
});
