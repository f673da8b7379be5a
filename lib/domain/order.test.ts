import { test } from "vitest";
import { decideOrder, evolveOrder, noOrder, type OrderEvent } from "./order";
import { given } from "./testing/given";
import { berlin } from "./testing/samples";

const order = given({ initial: noOrder, evolve: evolveOrder, decide: decideOrder });
const customerId = "customer-20001";
const tube = { sku: "TUBE-28", quantity: 2, unitPrice: 649 };
const bell = { sku: "BELL-BRASS", quantity: 1, unitPrice: 1_790 };
const place = { type: "PlaceOrder", customerId, currency: "EUR", lines: [tube, bell], shipTo: berlin } as const;
const placed: OrderEvent = {
  type: "OrderPlaced",
  data: { customerId, currency: "EUR", lines: [tube, bell], total: 3_088, shipTo: berlin },
};
const confirmed: OrderEvent = { type: "OrderConfirmed", data: { basis: "prepaid" } };
const completed: OrderEvent = { type: "OrderCompleted", data: {} };
const cancelled: OrderEvent = {
  type: "OrderCancelled",
  data: { customerId, currency: "EUR", total: 3_088, reason: "customer-request" },
};
const change = (sku: string, quantity: number, unitPrice: number) =>
  ({ type: "ChangeLine", sku, quantity, unitPrice }) as const;

test("places an order with the sum of its lines", () => {
  order().when(place).leadsTo(placed);
});

test("refuses an order without lines, and an article on two lines", () => {
  order()
    .when({ ...place, lines: [] })
    .isRefused(/at least one line/);
  order()
    .when({ ...place, lines: [tube, tube] })
    .isRefused(/on one line/);
});

test("changes a line at the price it was ordered at, and says what that adds", () => {
  const changed = {
    customerId,
    currency: "EUR",
    sku: "TUBE-28",
    quantity: 5,
    previousQuantity: 2,
    unitPrice: 649,
  } as const;
  order(placed)
    .when(change("TUBE-28", 5, 799))
    .leadsTo({ type: "OrderLineChanged", data: { ...changed, change: 1_947 } });
});

test("adds an article and takes one out", () => {
  const common = { customerId, currency: "EUR" } as const;
  const added = { ...common, sku: "CHAIN-11S", quantity: 1, previousQuantity: 0, unitPrice: 2_799, change: 2_799 };
  const removed = { ...common, sku: "BELL-BRASS", quantity: 0, previousQuantity: 1, unitPrice: 1_790, change: -1_790 };
  order(placed)
    .when(change("CHAIN-11S", 1, 2_799))
    .leadsTo({ type: "OrderLineChanged", data: added });
  order(placed)
    .when(change("BELL-BRASS", 0, 1_790))
    .leadsTo({ type: "OrderLineChanged", data: removed });
});

test("keeps the last line, and every line of a confirmed order", () => {
  const single: OrderEvent = {
    type: "OrderPlaced",
    data: { ...placed.data, lines: [tube], total: 1_298, shipTo: berlin, customerId, currency: "EUR" },
  };
  order(single)
    .when(change("TUBE-28", 0, 649))
    .isRefused(/last line stays/);
  order(placed, confirmed)
    .when(change("TUBE-28", 3, 649))
    .isRefused(/still waits/);
});

test("confirms a placed order once", () => {
  order(placed).when({ type: "ConfirmOrder", basis: "prepaid" }).leadsTo(confirmed);
  order(placed, confirmed, completed).when({ type: "ConfirmOrder", basis: "prepaid" }).leadsToNothing();
  order(placed, cancelled)
    .when({ type: "ConfirmOrder", basis: "prepaid" })
    .isRefused(/not confirmed any more/);
});

test("completes a confirmed order only", () => {
  order(placed, confirmed).when({ type: "CompleteOrder" }).leadsTo(completed);
  order(placed)
    .when({ type: "CompleteOrder" })
    .isRefused(/it is placed/);
  order()
    .when({ type: "CompleteOrder" })
    .isRefused(/no such order/);
});

test("cancels with the total it takes back, until the order is completed", () => {
  order(placed).when({ type: "CancelOrder", reason: "customer-request" }).leadsTo(cancelled);
  order(placed, confirmed, completed)
    .when({ type: "CancelOrder", reason: "returned" })
    .isRefused(/not cancelled/);
});
