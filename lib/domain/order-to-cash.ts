import {
  decideOrder,
  evolveOrder,
  noOrder,
  type Order,
  type OrderCommand,
  type OrderEvent,
  orderStream,
} from "./order";
import {
  decidePayment,
  evolvePayment,
  noPayment,
  type Payment,
  type PaymentCommand,
  type PaymentEvent,
  paymentStream,
} from "./payment";
import {
  decideShipment,
  evolveShipment,
  noShipment,
  type Shipment,
  type ShipmentCommand,
  type ShipmentEvent,
  shipmentStream,
} from "./shipment";

/** The three streams of one order. */
export type Part = "order" | "payment" | "shipment";

/** Where one order stands in all of its streams. */
export interface OrderToCash {
  readonly orderNumber: string;
  readonly order: Order;
  readonly payment: Payment;
  readonly shipment: Shipment;
}

/** A command to one of the streams, with who gives it and which stream's latest event makes them. */
export type Step = { readonly actor: string; readonly causedBy: Part | null } & (
  | { readonly part: "order"; readonly command: OrderCommand }
  | { readonly part: "payment"; readonly command: PaymentCommand }
  | { readonly part: "shipment"; readonly command: ShipmentCommand }
);

export type OrderToCashEvent = OrderEvent | PaymentEvent | ShipmentEvent;

export function notYetOrdered(orderNumber: string): OrderToCash {
  return { orderNumber, order: noOrder, payment: noPayment, shipment: noShipment };
}

const STREAMS = { order: orderStream, payment: paymentStream, shipment: shipmentStream };

/** The stream of a part of an order. */
export function partStream(part: Part, orderNumber: string): string {
  return STREAMS[part](orderNumber);
}

/** What a step leads to, and where the order then stands. */
export function take(step: Step, now: OrderToCash): { events: readonly OrderToCashEvent[]; after: OrderToCash } {
  switch (step.part) {
    case "order": {
      const events = decideOrder(step.command, now.order);
      return { events, after: { ...now, order: events.reduce(evolveOrder, now.order) } };
    }
    case "payment": {
      const events = decidePayment(step.command, now.payment);
      return { events, after: { ...now, payment: events.reduce(evolvePayment, now.payment) } };
    }
    case "shipment": {
      const events = decideShipment(step.command, now.shipment);
      return { events, after: { ...now, shipment: events.reduce(evolveShipment, now.shipment) } };
    }
  }
}
