import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { compileChain, type ReadableEvent } from "@/lib/engine";
import { customerEvents } from "../customer";
import { readAs } from "../event-schemas";
import { orderEvents } from "../order";
import { paymentEvents } from "../payment";
import { shipmentEvents } from "../shipment";
import { stored } from "../testing/samples";
import { upcasters } from "../upcasters";
import { generateHistory } from "./history";
import type { HistoricEvent } from "./journal";
import { replayWith } from "./testing/replay";

const until = new Date("2026-08-01T09:30:00Z");
const history = generateHistory(until);
const chain = compileChain(upcasters);
const read = ({ streamId, version, event }: HistoricEvent): readonly ReadableEvent[] =>
  chain.upcast(stored(event, { streamId, version, metadata: event.metadata ?? {} }));
const asReadToday = history.flatMap(read);
const schemas = { ...customerEvents, ...orderEvents, ...paymentEvents, ...shipmentEvents };

test("writes the same history for the same end and seed, and another for another", () => {
  expect(isDeepStrictEqual(generateHistory(until), history)).toBe(true);
  expect(generateHistory(until, 2).length).not.toEqual(history.length);
});

test("holds about 40,000 events of two years that end at the given moment", () => {
  expect(history.length).toBeGreaterThan(35_000);
  expect(history.length).toBeLessThan(45_000);
  const times = history.map(({ event }) => event.occurredAt.getTime());
  expect(times.every((time, index) => time >= (times[index - 1] ?? 0))).toBe(true);
  expect(new Date(times[0] ?? 0).toISOString().slice(0, 10)).toBe("2024-08-02");
  expect(times.at(-1)).toBeLessThan(until.getTime());
  expect(times.at(-1)).toBeGreaterThan(until.getTime() - 6 * 3_600_000);
});

test("numbers every stream from 1 without a gap, in the order of time", () => {
  const versions = new Map<string, number>();
  const misplaced = history.filter(({ streamId, version }) => {
    const expected = (versions.get(streamId) ?? 0) + 1;
    versions.set(streamId, version);
    return version !== expected;
  });
  expect(misplaced).toEqual([]);
  expect(Math.max(...versions.values())).toBeGreaterThan(150);
});

test("holds only events that today's code can read, whatever version they were written in", () => {
  const unread = asReadToday.filter((today) => {
    const known = readAs(schemas, today);
    const { version } = schemas[today.type as keyof typeof schemas] ?? {};
    return today.schemaVersion !== version || !isDeepStrictEqual(known?.data, today.data);
  });
  expect(unread).toEqual([]);
});

test("holds only what the deciders allow: each event is possible after the ones before it", () => {
  expect(replayWith(asReadToday)).toEqual([]);
});

test("changes what it writes on the days of the story, and never back", () => {
  const newest = new Map<string, number>();
  const seen = new Set<string>();
  const olderAgain = history.filter(({ event: { type, schemaVersion } }) => {
    const before = newest.get(type) ?? 0;
    newest.set(type, schemaVersion);
    seen.add(`${type}@${schemaVersion}`);
    return schemaVersion < before;
  });
  expect(olderAgain).toEqual([]);
  for (const { from } of upcasters) expect(seen).toContain(`${from.type}@${from.schemaVersion}`);
});

test("tells who caused what: every cause is an earlier event, of the same correlation", () => {
  const correlations = new Map<string, string | undefined>();
  let caused = 0;
  const unexplained = history.filter(({ event }) => {
    const { causationId, correlationId, actor } = event.metadata ?? {};
    correlations.set(event.eventId, correlationId);
    if (causationId !== undefined) caused += 1;
    const explained = causationId === undefined || correlations.get(causationId) === correlationId;
    return !explained || correlationId === undefined || actor === undefined;
  });
  expect(unexplained).toEqual([]);
  expect(correlations.size).toBe(history.length);
  expect(caused).toBeGreaterThan(history.length * 0.75);
});

test("has its interesting cases: refunds, failed payments, returns, names from everywhere", () => {
  const count = (type: string) => history.filter(({ event }) => event.type === type).length;
  for (const type of ["RefundIssued", "PaymentFailed", "ShipmentReturned", "OrderCancelled", "OrderLineChanged"]) {
    expect(count(type)).toBeGreaterThan(100);
  }
  expect(JSON.stringify(history.slice(0, 5_000))).toMatch(/Nguyễn/);
});
