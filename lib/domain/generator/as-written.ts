import { addressLine } from "../address";
import type { CustomerEvent } from "../customer";
import { type Currency, toDecimal } from "../money";
import type { OrderEvent } from "../order";
import type { OrderToCashEvent } from "../order-to-cash";
import type { FailureCode } from "../payment";
import type { Carrier } from "../shipment";
import type { StoryDates } from "./story-dates";

export type ShopEvent = OrderToCashEvent | CustomerEvent;

/** An event in the shape in which the shop's code of some day wrote it. */
export interface Written {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
}

const FAILURE_MESSAGES: Readonly<Record<FailureCode, string>> = {
  "insufficient-funds": "Insufficient funds",
  "card-expired": "Card expired",
  "limit-exceeded": "Daily limit exceeded",
  "suspected-fraud": "Declined by issuer (05)",
};
const CARRIER_NAMES: Readonly<Record<Carrier, string>> = {
  dhl: "DHL Paket",
  dpd: "DPD",
  "austrian-post": "Österr. Post",
  "swiss-post": "Swiss Post",
};

/** The same fact as `event`, written the way the code that ran at `at` would have written it. */
export function asWritten(event: ShopEvent, at: Date, dates: StoryDates): Written {
  const swiss = at >= dates.switzerland;
  const labels = at >= dates.labels;
  const codes = at >= dates.reasonCodes;
  switch (event.type) {
    case "CustomerRegistered":
      return customerRegistered(event, swiss, labels);
    case "CustomerAddressChanged":
      return labels ? written(event, 2) : written(event, 1, { address: addressLine(event.data.address) });
    case "OrderPlaced":
      return orderPlaced(event, swiss, labels);
    case "OrderConfirmed":
      return at >= dates.invoices ? written(event, 2) : { type: "OrderPaid", schemaVersion: 1, data: {} };
    case "OrderCancelled": {
      if (codes) return written(event, 3);
      const { note, reason, total, currency, customerId } = event.data;
      const text = note ?? reason;
      if (swiss) return written(event, 2, { customerId, currency, total, reason: text });
      return written(event, 1, { customerId, total: toDecimal(total), reason: text });
    }
    case "PaymentAuthorized":
    case "PaymentCaptured":
      return swiss ? written(event, 2) : written(event, 1, inDecimals(event.data));
    case "PaymentFailed": {
      const { code, ...rest } = event.data;
      return swiss ? written(event, 2) : written(event, 1, { ...inDecimals(rest), message: FAILURE_MESSAGES[code] });
    }
    case "RefundIssued": {
      if (codes) return written(event, 3);
      const { note, ...rest } = event.data;
      const data = { ...rest, reason: note ?? rest.reason };
      return swiss ? written(event, 2, data) : written(event, 1, inDecimals(data));
    }
    case "ShipmentDispatched": {
      const { carrier, trackingNumber } = event.data;
      const typed = { carrier: CARRIER_NAMES[carrier], trackingNumber: trackingDigits(trackingNumber) };
      return labels ? written(event, 2) : written(event, 1, typed);
    }
    case "OrderLineChanged":
    case "OrderCompleted":
    case "ShipmentPrepared":
    case "ShipmentDelivered":
    case "ShipmentReturned":
      return written(event, 1);
  }
}

function written(event: ShopEvent, schemaVersion: number, data: unknown = event.data): Written {
  return { type: event.type, schemaVersion, data };
}

function customerRegistered(
  event: Extract<CustomerEvent, { type: "CustomerRegistered" }>,
  swiss: boolean,
  labels: boolean,
): Written {
  if (labels) return written(event, 3);
  const { givenName, familyName, email, language } = event.data;
  const name = `${givenName} ${familyName}`.trim();
  return swiss ? written(event, 2, { name, email, language }) : written(event, 1, { name, email });
}

function orderPlaced(event: Extract<OrderEvent, { type: "OrderPlaced" }>, swiss: boolean, labels: boolean): Written {
  if (labels) return written(event, 3);
  const { customerId, currency, lines, total, shipTo } = event.data;
  if (swiss) return written(event, 2, { customerId, currency, lines, total, shipTo: addressLine(shipTo) });
  const items = lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, price: toDecimal(unitPrice) }));
  return written(event, 1, { customerId, items, total: toDecimal(total), shipTo: addressLine(shipTo) });
}

function inDecimals<Data extends { amount: number; currency: Currency }>({ currency: _, ...data }: Data) {
  return { ...data, amount: toDecimal(data.amount) };
}

/** Typed without its letters and dots, as a number, which is what led to text. */
function trackingDigits(trackingNumber: string): number {
  return Number(trackingNumber.replace(/\D/g, ""));
}
