import { z } from "zod";
import { decider, reducer } from "@/lib/engine";
import { Address } from "./address";
import { type EventOf, readAs, toWrite } from "./event-schemas";
import { Currency, MinorUnits } from "./money";
import { Refusal } from "./refusal";

/** `order-104211` */
export function orderStream(orderNumber: string): string {
  return `order-${orderNumber}`;
}

export const OrderLine = z.object({ sku: z.string(), quantity: z.int().positive(), unitPrice: MinorUnits });
export type OrderLine = z.infer<typeof OrderLine>;

export const CancelReason = z.enum(["customer-request", "payment-failed", "out-of-stock", "returned"]);
export type CancelReason = z.infer<typeof CancelReason>;

export const orderEvents = {
  OrderPlaced: {
    version: 3,
    data: z.object({
      customerId: z.string(),
      currency: Currency,
      lines: z.array(OrderLine).nonempty(),
      total: MinorUnits,
      shipTo: Address,
    }),
  },
  /** `quantity` is the new one (0: the line is gone), `change` what that adds to the order's total. */
  OrderLineChanged: {
    version: 1,
    data: z.object({
      customerId: z.string(),
      currency: Currency,
      sku: z.string(),
      quantity: z.int().nonnegative(),
      previousQuantity: z.int().nonnegative(),
      unitPrice: MinorUnits,
      change: MinorUnits,
    }),
  },
  OrderConfirmed: { version: 2, data: z.object({ basis: z.enum(["prepaid", "invoice"]) }) },
  OrderCompleted: { version: 1, data: z.object({}) },
  /** `total` is what the cancellation takes off the customer's account. */
  OrderCancelled: {
    version: 3,
    data: z.object({
      customerId: z.string(),
      currency: Currency,
      total: MinorUnits,
      reason: CancelReason,
      note: z.string().optional(),
    }),
  },
} as const;
export type OrderEvent = EventOf<typeof orderEvents>;

export interface Order {
  readonly status: "none" | "placed" | "confirmed" | "completed" | "cancelled";
  readonly customerId: string | null;
  readonly currency: Currency;
  readonly lines: readonly OrderLine[];
  readonly total: number;
  readonly shipTo: Address | null;
  readonly basis: "prepaid" | "invoice" | null;
  readonly cancelReason: CancelReason | null;
}

export const noOrder: Order = {
  status: "none",
  customerId: null,
  currency: "EUR",
  lines: [],
  total: 0,
  shipTo: null,
  basis: null,
  cancelReason: null,
};

export function evolveOrder(order: Order, event: OrderEvent): Order {
  switch (event.type) {
    case "OrderPlaced":
      return { ...order, status: "placed", ...event.data };
    case "OrderLineChanged": {
      const { sku, quantity, unitPrice, change } = event.data;
      const others = order.lines.filter((line) => line.sku !== sku);
      const lines = quantity === 0 ? others : [...others, { sku, quantity, unitPrice }];
      return { ...order, lines, total: order.total + change };
    }
    case "OrderConfirmed":
      return { ...order, status: "confirmed", basis: event.data.basis };
    case "OrderCompleted":
      return { ...order, status: "completed" };
    case "OrderCancelled":
      return { ...order, status: "cancelled", cancelReason: event.data.reason };
  }
}

export type OrderCommand =
  | {
      readonly type: "PlaceOrder";
      readonly customerId: string;
      readonly currency: Currency;
      readonly lines: readonly OrderLine[];
      readonly shipTo: Address;
    }
  | { readonly type: "ChangeLine"; readonly sku: string; readonly quantity: number; readonly unitPrice: number }
  | { readonly type: "ConfirmOrder"; readonly basis: "prepaid" | "invoice" }
  | { readonly type: "CompleteOrder" }
  | { readonly type: "CancelOrder"; readonly reason: CancelReason; readonly note?: string };

/** What a command leads to in the order's present state; nothing when it has happened already. */
export function decideOrder(command: OrderCommand, order: Order): OrderEvent[] {
  if (command.type === "PlaceOrder") return order.status === "none" ? [placed(command)] : [];
  if (order.customerId === null) throw new Refusal("There is no such order.");
  const { customerId, currency } = order;
  switch (command.type) {
    case "ChangeLine":
      return changeLine(command, order, customerId);
    case "ConfirmOrder":
      if (order.status === "cancelled") throw new Refusal("A cancelled order is not confirmed any more.");
      return order.status === "placed" ? [{ type: "OrderConfirmed", data: { basis: command.basis } }] : [];
    case "CompleteOrder":
      if (order.status === "completed") return [];
      if (order.status !== "confirmed")
        throw new Refusal(`Only a confirmed order is completed; it is ${order.status}.`);
      return [{ type: "OrderCompleted", data: {} }];
    case "CancelOrder": {
      if (order.status === "cancelled") return [];
      if (order.status === "completed")
        throw new Refusal("A completed order is not cancelled; the goods can be returned.");
      const { reason, note } = command;
      const because = note === undefined ? { reason } : { reason, note };
      return [{ type: "OrderCancelled", data: { customerId, currency, total: order.total, ...because } }];
    }
  }
}

function placed({ customerId, currency, lines, shipTo }: Extract<OrderCommand, { type: "PlaceOrder" }>): OrderEvent {
  const [first, ...rest] = lines;
  if (first === undefined) throw new Refusal("An order has at least one line.");
  if (new Set(lines.map((line) => line.sku)).size < lines.length)
    throw new Refusal("An article is ordered on one line.");
  const total = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
  return { type: "OrderPlaced", data: { customerId, currency, lines: [first, ...rest], total, shipTo } };
}

function changeLine(
  { sku, quantity, unitPrice }: Extract<OrderCommand, { type: "ChangeLine" }>,
  order: Order,
  customerId: string,
): OrderEvent[] {
  if (order.status !== "placed") throw new Refusal(`Only an order that still waits is changed; it is ${order.status}.`);
  const line = order.lines.find((candidate) => candidate.sku === sku);
  const previousQuantity = line?.quantity ?? 0;
  if (previousQuantity === quantity) return [];
  if (quantity === 0 && order.lines.length === 1) throw new Refusal("The last line stays; cancel the order.");
  // An article keeps the price it was ordered at.
  const price = line?.unitPrice ?? unitPrice;
  const change = (quantity - previousQuantity) * price;
  const { currency } = order;
  const data = { customerId, currency, sku, quantity, previousQuantity, unitPrice: price, change };
  return [{ type: "OrderLineChanged", data }];
}

export const orderReducer = reducer<Order>({
  category: "order",
  name: "order",
  version: 1,
  types: Object.keys(orderEvents),
  snapshotEvery: 50,
  initial: noOrder,
  evolve: (order, event) => {
    const known = readAs(orderEvents, event);
    return known === null ? order : evolveOrder(order, known);
  },
});

export const orderDecider = decider<OrderCommand, Order>({
  reducer: orderReducer,
  decide: (command, order) => decideOrder(command, order).map((event) => toWrite(orderEvents, event)),
});
