import fc from "fast-check";
import { expect, test } from "vitest";
import type { CorrelatedEvent } from "@/lib/api/correlations";
import { causationTree } from "./causation-tree";

const event = (position: number, causationId: string | null = null): CorrelatedEvent => ({
  streamId: `order-${position}`,
  version: 1,
  position: String(position),
  eventId: `e${position}`,
  type: "Happened",
  schemaVersion: 1,
  occurredAt: "2026-01-01T00:00:00.000Z",
  recordedAt: "2026-01-01T00:00:00.000Z",
  correlationId: "c",
  readAs: [],
  problem: null,
  actor: null,
  causationId,
});
const places = (events: readonly CorrelatedEvent[]) =>
  causationTree(events).map(({ event: { eventId }, depth }) => `${eventId} ${depth}`);

test("puts what an event caused after it, one step deeper", () => {
  expect(places([event(1), event(2, "e1"), event(3, "e1"), event(4, "e2")])).toEqual(["e1 0", "e2 1", "e4 2", "e3 1"]);
});

test("makes a root of an event whose cause is not among them, or comes after it", () => {
  expect(places([event(1, "a command"), event(2, "e3"), event(3, "e2"), event(4, "e4")])).toEqual([
    "e1 0",
    "e2 0",
    "e3 1",
    "e4 0",
  ]);
});

test("shows every event once and after its cause, whatever causes they name", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(30)), { maxLength: 30 }), (causes) => {
      const events = causes.map((cause, index) => event(index, cause === null ? null : `e${cause}`));
      const nodes = causationTree(events);
      expect(nodes.map((node) => node.event.eventId).toSorted()).toEqual(events.map((each) => each.eventId).toSorted());
      for (const [index, { cause, depth }] of nodes.entries()) {
        const before = nodes.slice(0, index).find((node) => node.event === cause);
        expect(cause === null ? -1 : before?.depth).toBe(depth - 1);
      }
    }),
  );
});

test("lays out a chain of ten thousand causes", () => {
  const chain = Array.from({ length: 10_000 }, (_, index) => event(index, index === 0 ? null : `e${index - 1}`));
  expect(causationTree(chain).at(-1)).toMatchObject({ depth: 9_999 });
});
