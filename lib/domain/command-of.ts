import type { CustomerCommand, CustomerEvent } from "./customer";
import type { OrderCommand, OrderEvent } from "./order";
import type { PaymentCommand, PaymentEvent } from "./payment";
import type { ShipmentCommand, ShipmentEvent } from "./shipment";

// Nobody writes down which command led to an event. In this shop every command leads to one event that says all that
// the command said, so that the event tells it.

/** The command that leads to an event of an order. */
export function orderCommandOf(event: OrderEvent): OrderCommand {
  switch (event.type) {
    case "OrderPlaced": {
      const { customerId, currency, lines, shipTo } = event.data;
      return { type: "PlaceOrder", customerId, currency, lines, shipTo };
    }
    case "OrderLineChanged": {
      const { sku, quantity, unitPrice } = event.data;
      return { type: "ChangeLine", sku, quantity, unitPrice };
    }
    case "OrderConfirmed":
      return { type: "ConfirmOrder", basis: event.data.basis };
    case "OrderCompleted":
      return { type: "CompleteOrder" };
    case "OrderCancelled": {
      const { reason, note } = event.data;
      return { type: "CancelOrder", reason, ...(note === undefined ? {} : { note }) };
    }
  }
}

/** The command that leads to an event of a payment. */
export function paymentCommandOf(event: PaymentEvent): PaymentCommand {
  const { orderId, customerId, amount, currency } = event.data;
  const charge = { orderId, customerId, amount, currency };
  switch (event.type) {
    case "PaymentAuthorized":
      return { type: "AuthorizePayment", charge, method: event.data.method };
    case "PaymentFailed": {
      const { method, attempt, code } = event.data;
      return { type: "RecordFailure", charge, method, attempt, code };
    }
    case "PaymentCaptured":
      return { type: "CapturePayment", charge, method: event.data.method };
    case "RefundIssued": {
      const { refundId, reason, note } = event.data;
      return { type: "IssueRefund", refundId, amount, reason, ...(note === undefined ? {} : { note }) };
    }
  }
}

/** The command that leads to an event of a shipment. */
export function shipmentCommandOf(event: ShipmentEvent): ShipmentCommand {
  switch (event.type) {
    case "ShipmentPrepared":
      return { type: "PrepareShipment", preparation: event.data };
    case "ShipmentDispatched":
      return { type: "DispatchShipment", ...event.data };
    case "ShipmentDelivered":
      return { type: "RecordDelivery", receivedBy: event.data.receivedBy };
    case "ShipmentReturned":
      return { type: "RecordReturn", reason: event.data.reason };
  }
}

/** The command that leads to an event of a customer. */
export function customerCommandOf(event: CustomerEvent): CustomerCommand {
  switch (event.type) {
    case "CustomerRegistered":
      return { type: "RegisterCustomer", registration: event.data };
    case "CustomerAddressChanged":
      return { type: "ChangeAddress", address: event.data.address };
  }
}
