import { isDeepStrictEqual } from "node:util";
import type { ReadableEvent } from "@/lib/engine";
import {
  type CustomerCommand,
  type CustomerEvent,
  customerEvents,
  decideCustomer,
  evolveCustomer,
  unknownCustomer,
} from "../../customer";
import { readAs } from "../../event-schemas";
import { decideOrder, evolveOrder, noOrder, type OrderCommand, type OrderEvent, orderEvents } from "../../order";
import {
  decidePayment,
  evolvePayment,
  noPayment,
  type PaymentCommand,
  type PaymentEvent,
  paymentEvents,
} from "../../payment";
import {
  decideShipment,
  evolveShipment,
  noShipment,
  type ShipmentCommand,
  type ShipmentEvent,
  shipmentEvents,
} from "../../shipment";

/**
 * Gives each stream's decider the command behind each event, one after the other, and names the events that it would
 * not have decided.
 */
export function replayWith(events: readonly ReadableEvent[]): string[] {
  const states = new Map<string, unknown>();
  const wrong: string[] = [];
  for (const event of events) {
    const problem = replayers[event.streamId.split("-")[0] ?? ""]?.(event, states) ?? "is of no known category";
    if (problem !== "") wrong.push(`${event.streamId}@${event.version} ${event.type} ${problem}`);
  }
  return wrong;
}

type Replayer = (event: ReadableEvent, states: Map<string, unknown>) => string;

const replayers: Readonly<Record<string, Replayer>> = {
  customer: replayer(
    unknownCustomer,
    (e) => readAs(customerEvents, e),
    decideCustomer,
    evolveCustomer,
    customerCommand,
  ),
  order: replayer(noOrder, (e) => readAs(orderEvents, e), decideOrder, evolveOrder, orderCommand),
  payment: replayer(noPayment, (e) => readAs(paymentEvents, e), decidePayment, evolvePayment, paymentCommand),
  shipment: replayer(noShipment, (e) => readAs(shipmentEvents, e), decideShipment, evolveShipment, shipmentCommand),
};

function replayer<State, Event, Command>(
  initial: State,
  read: (event: ReadableEvent) => Event | null,
  decide: (command: Command, state: State) => Event[],
  evolve: (state: State, event: Event) => State,
  commandBehind: (event: Event) => Command,
): Replayer {
  return (stored, states) => {
    const event = read(stored);
    if (event === null) return "is of no known type";
    const state = (states.get(stored.streamId) as State | undefined) ?? initial;
    states.set(stored.streamId, evolve(state, event));
    try {
      const decided = decide(commandBehind(event), state);
      return isDeepStrictEqual(decided, [event]) ? "" : `would have been ${JSON.stringify(decided)}`;
    } catch (error) {
      return `was refused: ${String(error)}`;
    }
  };
}

function customerCommand({ type, data }: CustomerEvent): CustomerCommand {
  if (type === "CustomerRegistered") return { type: "RegisterCustomer", registration: data };
  return { type: "ChangeAddress", address: data.address };
}

function orderCommand({ type, data }: OrderEvent): OrderCommand {
  switch (type) {
    case "OrderPlaced":
      return { type: "PlaceOrder", ...data };
    case "OrderLineChanged":
      return { type: "ChangeLine", ...data };
    case "OrderConfirmed":
      return { type: "ConfirmOrder", basis: data.basis };
    case "OrderCompleted":
      return { type: "CompleteOrder" };
    case "OrderCancelled": {
      const { reason, note } = data;
      return { type: "CancelOrder", reason, ...(note === undefined ? {} : { note }) };
    }
  }
}

function paymentCommand({ type, data }: PaymentEvent): PaymentCommand {
  const { orderId, customerId, amount, currency } = data;
  const charge = { orderId, customerId, amount, currency };
  switch (type) {
    case "PaymentAuthorized":
      return { type: "AuthorizePayment", charge, method: data.method };
    case "PaymentFailed":
      return { type: "RecordFailure", charge, method: data.method, attempt: data.attempt, code: data.code };
    case "PaymentCaptured":
      return { type: "CapturePayment", charge, method: data.method };
    case "RefundIssued": {
      const { refundId, reason, note } = data;
      return { type: "IssueRefund", refundId, amount, reason, ...(note === undefined ? {} : { note }) };
    }
  }
}

function shipmentCommand({ type, data }: ShipmentEvent): ShipmentCommand {
  switch (type) {
    case "ShipmentPrepared":
      return { type: "PrepareShipment", preparation: data };
    case "ShipmentDispatched":
      return { type: "DispatchShipment", ...data };
    case "ShipmentDelivered":
      return { type: "RecordDelivery", receivedBy: data.receivedBy };
    case "ShipmentReturned":
      return { type: "RecordReturn", reason: data.reason };
  }
}
