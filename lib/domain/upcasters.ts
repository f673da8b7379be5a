import { z } from "zod";
import { codeUpcaster, dropEvent, type Upcaster } from "@/lib/engine";
import { parseAddressLine } from "./address";
import { cancelReasonOf, carrierOf, failureCodeOf, refundReasonOf } from "./free-text";
import { toMinorUnits } from "./money";

const decimalAmount = z.looseObject({ amount: z.number() });
const withReason = z.looseObject({ reason: z.string() });

/** "Anna Maria Keller": the last word is the family name, as the invoices of the time had it. */
function splitName(name: string): { givenName: string; familyName: string } {
  const words = name.trim().split(/\s+/);
  const familyName = words.pop() ?? "";
  return { givenName: words.join(" "), familyName };
}

/** 59.7 (euros, the only money there was) becomes 5970 and "EUR". */
function inMinorUnits(data: unknown) {
  const { amount, ...rest } = decimalAmount.parse(data);
  return { ...rest, amount: toMinorUnits(amount), currency: "EUR" as const };
}

/**
 * The shop goes to Switzerland. Amounts had been decimals, in euros without saying so; francs made the currency
 * a fact of each event, and the bookkeepers asked for whole cents and rappen once rounding had cost them a day.
 */
const switzerland: readonly Upcaster[] = [
  codeUpcaster({
    type: "OrderPlaced",
    from: 1,
    to: 2,
    title: "Amounts in cents, with their currency",
    upcast: (data) => {
      const item = z.looseObject({ sku: z.string(), quantity: z.int(), price: z.number() });
      const { items, total, ...rest } = z.looseObject({ items: z.array(item), total: z.number() }).parse(data);
      const lines = items.map(({ sku, quantity, price }) => ({ sku, quantity, unitPrice: toMinorUnits(price) }));
      return { ...rest, currency: "EUR", lines, total: toMinorUnits(total) };
    },
  }),
  codeUpcaster({
    type: "OrderCancelled",
    from: 1,
    to: 2,
    title: "Total in cents, with its currency",
    upcast: (data) => {
      const { total, ...rest } = z.looseObject({ total: z.number() }).parse(data);
      return { ...rest, total: toMinorUnits(total), currency: "EUR" };
    },
  }),
  ...["PaymentAuthorized", "PaymentCaptured", "RefundIssued"].map((type) =>
    codeUpcaster({ type, from: 1, to: 2, title: "Amount in cents, with its currency", upcast: inMinorUnits }),
  ),
  codeUpcaster({
    type: "PaymentFailed",
    from: 1,
    to: 2,
    title: "Amount in cents; the bank's words become a code",
    upcast: (data) => {
      const { message, ...rest } = z.looseObject({ message: z.string() }).parse(inMinorUnits(data));
      return { ...rest, code: failureCodeOf(message) };
    },
  }),
  codeUpcaster({
    type: "CustomerRegistered",
    from: 1,
    to: 2,
    title: "Mails in German or French: who came before reads German",
    upcast: (data) => ({ ...z.looseObject({}).parse(data), language: "de" }),
  }),
];

/**
 * Business customers may order on invoice. Until then an order went ahead because it was paid, and the event was
 * called after that; now it goes ahead because it is confirmed, and says on what basis.
 */
const invoices: readonly Upcaster[] = [
  codeUpcaster({
    type: "OrderPaid",
    from: 1,
    toType: "OrderConfirmed",
    to: 2,
    title: "Paid orders are confirmed ones, prepaid",
    upcast: () => ({ basis: "prepaid" }),
  }),
];

/**
 * Carriers print labels from structured data. Addresses and names, typed on one line until then, are kept in
 * parts; carriers are known by a code, and tracking numbers are text, for Swiss Post's hold letters and leading zeros.
 */
const labels: readonly Upcaster[] = [
  codeUpcaster({
    type: "OrderPlaced",
    from: 2,
    to: 3,
    title: "The address in parts",
    upcast: (data) => {
      const { shipTo, ...rest } = z.looseObject({ shipTo: z.string() }).parse(data);
      return { ...rest, shipTo: parseAddressLine(shipTo) };
    },
  }),
  codeUpcaster({
    type: "CustomerAddressChanged",
    from: 1,
    to: 2,
    title: "The address in parts",
    upcast: (data) => ({ address: parseAddressLine(z.object({ address: z.string() }).parse(data).address) }),
  }),
  codeUpcaster({
    type: "CustomerRegistered",
    from: 2,
    to: 3,
    title: "Given and family name apart; everyone so far is a consumer unless a company name says otherwise",
    upcast: (data) => {
      const { name, ...rest } = z.looseObject({ name: z.string() }).parse(data);
      const kind = /\b(GmbH|AG|SA|e\. ?K\.|KG)$/.test(name) ? "business" : "consumer";
      return { ...rest, ...(kind === "business" ? { givenName: "", familyName: name } : splitName(name)), kind };
    },
  }),
  codeUpcaster({
    type: "ShipmentDispatched",
    from: 1,
    to: 2,
    title: "Carriers by code, tracking numbers as text",
    upcast: (data) => {
      const { carrier, trackingNumber } = z.object({ carrier: z.string(), trackingNumber: z.number() }).parse(data);
      return { carrier: carrierOf(carrier), trackingNumber: String(trackingNumber) };
    },
  }),
];

/**
 * Support gets reason codes. Reasons had been free text, which nobody could count; the text stays as a note.
 */
const reasonCodes: readonly Upcaster[] = [
  codeUpcaster({
    type: "RefundIssued",
    from: 2,
    to: 3,
    title: "A reason code; the text becomes a note",
    upcast: (data) => {
      const { reason, ...rest } = withReason.parse(data);
      return { ...rest, reason: refundReasonOf(reason), note: reason };
    },
  }),
  codeUpcaster({
    type: "OrderCancelled",
    from: 2,
    to: 3,
    title: "A reason code; the text becomes a note",
    upcast: (data) => {
      const { reason, ...rest } = withReason.parse(data);
      return { ...rest, reason: cancelReasonOf(reason), note: reason };
    },
  }),
];

/**
 * In its first weeks the shop wrote every look at an order's page into the order's stream. It was no fact about
 * the order; it went to the web analytics, and what is stored is skipped on read.
 */
const pageViews: readonly Upcaster[] = [
  codeUpcaster({
    type: "OrderPageViewed",
    from: 1,
    to: 2,
    title: "Page views are no part of an order",
    upcast: () => dropEvent,
  }),
];

/** Everything that brings the shop's older events to the shape the code of today knows, in the order it happened. */
export const upcasters: readonly Upcaster[] = [...switzerland, ...invoices, ...labels, ...reasonCodes, ...pageViews];
