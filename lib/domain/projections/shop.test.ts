import { describe, expect, test } from "vitest";
import { compileChain, foldAll } from "@/lib/engine";
import { generateHistory } from "../generator/history";
import type { OrderLine } from "../order";
import { stored } from "../testing/samples";
import { upcasters } from "../upcasters";
import { customerBalance } from "./customer-balance";
import { openOrders } from "./open-orders";
import { orderChanges } from "./order-changes";
import { orderSummary } from "./order-summary";
import { revenue } from "./revenue";
import { shipmentBoard } from "./shipment-board";

const chain = compileChain(upcasters);
const events = generateHistory(new Date("2026-08-01T09:30:00Z")).flatMap(({ streamId, version, event }) =>
  chain.upcast(stored(event, { streamId, version })),
);
/** What an event of any type carries; only read where the type has it. */
interface Data {
  readonly customerId: string;
  readonly orderId: string;
  readonly total: number;
  readonly amount: number;
  readonly change: number;
  readonly currency: string;
  readonly reason: string;
  readonly lines: readonly OrderLine[];
}
const facts = events.map(({ streamId, type, occurredAt, data }) => ({
  streamId,
  type,
  occurredAt,
  data: data as Data,
}));
const ofType = (...types: string[]) => facts.filter(({ type }) => types.includes(type));
const live = (rows: ReturnType<typeof foldAll>) => [...rows].filter(([, row]) => row !== null);
const cents = (value: unknown) => Math.round(Number(value) * 100);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe("order-summary", () => {
  const rows = foldAll(orderSummary, events);

  test("has a row for each order, with the total after all changes", () => {
    expect(rows.size).toBe(ofType("OrderPlaced").length);
    const totals = new Map<string, number>();
    for (const { streamId, type, data } of ofType("OrderPlaced", "OrderLineChanged")) {
      totals.set(streamId, (totals.get(streamId) ?? 0) + (type === "OrderPlaced" ? data.total : data.change));
    }
    expect(live(rows).filter(([id, row]) => cents(row?.total) !== totals.get(id))).toEqual([]);
  });

  test("has the status of the order's last event", () => {
    const count = (status: string) => live(rows).filter(([, row]) => row?.status === status).length;
    expect(count("completed")).toBe(ofType("OrderCompleted").length);
    expect(count("cancelled")).toBe(ofType("OrderCancelled").length);
  });
});

describe("open-orders", () => {
  test("lists the orders that are neither completed nor cancelled, with what they cost now", () => {
    const summary = foldAll(orderSummary, events);
    const open = live(summary).filter(([, row]) => row?.status === "placed" || row?.status === "confirmed");
    const rows = live(foldAll(openOrders, events));
    expect(rows.map(([id, row]) => [id, row?.total, row?.status]).toSorted()).toEqual(
      open.map(([id, row]) => [id, row?.total, row?.status]).toSorted(),
    );
  });
});

describe("order-changes", () => {
  test("tells from what was ordered to what it costs now", () => {
    const summary = foldAll(orderSummary, events);
    const rows = live(foldAll(orderChanges, events));
    expect(sum(rows.map(([, row]) => Number(row?.changes)))).toBe(ofType("OrderLineChanged").length);
    expect(rows.filter(([id, row]) => cents(row?.total) !== cents(summary.get(id)?.total))).toEqual([]);
  });
});

describe("customer-balance", () => {
  const rows = foldAll(customerBalance, events);

  test("adds up, to the cent, to everything that was ordered, cancelled, paid and refunded", () => {
    const column = (name: string) => sum(live(rows).map(([, row]) => cents(row?.[name])));
    expect(column("ordered")).toBe(
      sum(ofType("OrderPlaced").map(({ data }) => data.total)) +
        sum(ofType("OrderLineChanged").map(({ data }) => data.change)),
    );
    expect(column("cancelled")).toBe(sum(ofType("OrderCancelled").map(({ data }) => data.total)));
    expect(column("paid")).toBe(sum(ofType("PaymentCaptured").map(({ data }) => data.amount)));
    expect(column("refunded")).toBe(sum(ofType("RefundIssued").map(({ data }) => data.amount)));
  });

  test("is settled for whoever has no order under way", () => {
    const state = new Map<string, string>();
    for (const { streamId, type } of events) if (streamId.startsWith("order-")) state.set(streamId, type);
    const underWay = new Set(
      ofType("OrderPlaced")
        .filter(({ streamId }) => state.get(streamId) !== "OrderCompleted" && state.get(streamId) !== "OrderCancelled")
        .map(({ data }) => data.customerId),
    );
    const paidBack = new Set(ofType("RefundIssued").map(({ data }) => data.orderId));
    const captured = new Set(ofType("PaymentCaptured").map(({ data }) => data.orderId));
    for (const { streamId, data } of ofType("OrderCancelled")) {
      // The refund of an order that was cancelled in the last days is still to come.
      if (captured.has(streamId) && !paidBack.has(streamId)) underWay.add(data.customerId);
    }
    const settled = live(rows).filter(([customer]) => !underWay.has(customer));
    expect(settled.length).toBeGreaterThan(1_000);
    expect(settled.filter(([, row]) => row?.balance !== 0)).toEqual([]);
  });
});

describe("revenue", () => {
  const rows = foldAll(revenue, events);

  test("has the payments less the refunds of each currency in each span of time", () => {
    const moved = new Map<string, number>();
    for (const { type, data, occurredAt } of ofType("PaymentCaptured", "RefundIssued")) {
      for (const length of [10, 7, 4]) {
        const key = `${occurredAt.toISOString().slice(0, length)} ${data.currency}`;
        moved.set(key, (moved.get(key) ?? 0) + (type === "RefundIssued" ? -data.amount : data.amount));
      }
    }
    const wrong = live(rows).filter(
      ([period, row]) =>
        cents(row?.eur) !== (moved.get(`${period} EUR`) ?? 0) || cents(row?.chf) !== (moved.get(`${period} CHF`) ?? 0),
    );
    expect(wrong).toEqual([]);
    expect(live(rows).filter(([period]) => period.length === 4).length).toBe(3);
  });
});

describe("shipment-board", () => {
  test("shows exactly the shipments that have neither arrived nor come back", () => {
    const gone = new Set(ofType("ShipmentDelivered", "ShipmentReturned").map(({ streamId }) => streamId));
    const waiting = ofType("ShipmentPrepared").filter(({ streamId }) => !gone.has(streamId));
    const board = live(foldAll(shipmentBoard, events));
    expect(board.map(([id]) => id).toSorted()).toEqual(waiting.map(({ streamId }) => streamId).toSorted());
    expect(board.length).toBeGreaterThan(5);
  });
});
