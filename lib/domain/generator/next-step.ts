import { customerStream } from "../customer";
import { type CancelReason, type Order, orderStream } from "../order";
import type { OrderToCash, Step } from "../order-to-cash";
import type { FailureCode, Payment, PaymentMethod, RefundReason } from "../payment";
import type { Carrier, ReturnReason } from "../shipment";
import { drawLine } from "./catalogue";
import { cancellation, RECEIVERS, refundNote, SUPPORT } from "./phrases";
import type { Random } from "./random";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A step and how long it takes until somebody takes it. */
export interface Planned {
  readonly step: Step;
  readonly afterMs: number;
  /** Taken by people at work, so not at night and not on Sundays. */
  readonly atWork?: boolean;
}

const FAILURES: readonly [FailureCode, ...FailureCode[]] = [
  "insufficient-funds",
  "limit-exceeded",
  "card-expired",
  "suspected-fraud",
];

/** What the people and systems around the shop do next about an order; `null` when nothing is left to do. */
export function nextStep(random: Random, now: OrderToCash): Planned | null {
  switch (now.order.status) {
    case "none":
      return null;
    case "placed":
      return isBusiness(now.order) ? confirmOnInvoice(random, now) : pay(random, now);
    case "confirmed":
      return fulfil(random, now);
    case "completed":
      return goodwill(random, now);
    case "cancelled":
      return payBack(random, now);
  }
}

/** Business customers have numbers from 80000 on, and buy on invoice. */
export function isBusiness({ customerId }: Pick<Order, "customerId">): boolean {
  return customerId?.startsWith(customerStream("8")) ?? false;
}

function confirmOnInvoice(random: Random, { order }: OrderToCash): Planned {
  if (random.chance(0.3)) return changeLine(random, order);
  const step = { part: "order", actor: random.pick(SUPPORT), causedBy: "order" } as const;
  return {
    step: { ...step, command: { type: "ConfirmOrder", basis: "invoice" } },
    afterMs: random.between(20 * MINUTE, 9 * HOUR),
    atWork: true,
  };
}

/** A customer on invoice changes their mind about an article, or adds one. */
export function changeLine(random: Random, order: Order): Planned {
  const known = random.chance(0.6) ? order.lines[random.between(0, order.lines.length - 1)] : undefined;
  const line = known ?? drawLine(random, order.currency, true);
  const gone = order.lines.length > 3 && known !== undefined && random.chance(0.25);
  const quantity = gone ? 0 : random.between(1, 30);
  const command = { type: "ChangeLine", sku: line.sku, quantity, unitPrice: line.unitPrice } as const;
  return {
    step: { part: "order", actor: order.customerId ?? "", causedBy: "order", command },
    afterMs: random.between(4 * MINUTE, 5 * HOUR),
  };
}

function pay(random: Random, now: OrderToCash): Planned {
  const { order, payment } = now;
  if (payment.status === "authorized") {
    const command = { type: "ConfirmOrder", basis: "prepaid" } as const;
    return planned({ part: "order", actor: "checkout", causedBy: "payment", command }, SECOND, 6 * SECOND, random);
  }
  if (payment.failedAttempts >= 3 || (payment.failedAttempts > 0 && random.chance(0.25))) {
    const command = { type: "CancelOrder", ...cancellation(random, "payment-failed") } as const;
    return planned({ part: "order", actor: "checkout", causedBy: "payment", command }, HOUR, 3 * DAY, random);
  }
  const charge = chargeOf(now);
  const method = drawMethod(random, order);
  if (random.chance(payment.failedAttempts === 0 ? 0.06 : 0.35)) {
    const attempt = payment.failedAttempts + 1;
    const command = { type: "RecordFailure", charge, method, attempt, code: random.pick(FAILURES) } as const;
    return byGateway(command, payment, random);
  }
  return byGateway({ type: "AuthorizePayment", charge, method }, payment, random);
}

function byGateway(command: Extract<Step, { part: "payment" }>["command"], payment: Payment, random: Random): Planned {
  const causedBy = payment.failedAttempts > 0 ? "payment" : "order";
  const slowest = payment.failedAttempts > 0 ? 40 * MINUTE : 2 * MINUTE;
  return planned({ part: "payment", actor: "payment-gateway", causedBy, command }, 4 * SECOND, slowest, random);
}

function fulfil(random: Random, now: OrderToCash): Planned {
  const { order, payment, shipment } = now;
  switch (shipment.status) {
    case "none": {
      if (random.chance(0.025)) return cancel(random);
      const items = order.lines.map(({ sku, quantity }) => ({ sku, quantity }));
      const pieces = items.reduce((sum, item) => sum + item.quantity, 0);
      const preparation = { orderId: orderStream(now.orderNumber), parcels: Math.ceil(pieces / 12), items };
      const command = { type: "PrepareShipment", preparation } as const;
      return work({ part: "shipment", actor: "warehouse", causedBy: "order", command }, HOUR, 14 * HOUR, random);
    }
    case "prepared": {
      const command = { type: "DispatchShipment", ...drawCarrier(random, order) } as const;
      return work(
        { part: "shipment", actor: "warehouse", causedBy: "shipment", command },
        30 * MINUTE,
        8 * HOUR,
        random,
      );
    }
    case "dispatched":
      return payment.status === "authorized" ? capture(random, now, payment.method ?? "card") : arrive(random, now);
    case "delivered":
      if (random.chance(0.04)) return comeBack(random, random.pick(["withdrawn", "withdrawn", "damaged"]), now);
      if (payment.status === "none") return capture(random, now, "transfer");
      return work(
        { part: "order", actor: "bookkeeping", causedBy: "shipment", command: { type: "CompleteOrder" } },
        14 * DAY,
        15 * DAY,
        random,
      );
    case "returned": {
      const command = { type: "CancelOrder", ...cancellation(random, "returned") } as const;
      return work(
        { part: "order", actor: random.pick(SUPPORT), causedBy: "shipment", command },
        HOUR,
        20 * HOUR,
        random,
      );
    }
  }
}

function cancel(random: Random): Planned {
  const reason = random.pick<CancelReason>(["customer-request", "customer-request", "out-of-stock"]);
  const command = { type: "CancelOrder", ...cancellation(random, reason) } as const;
  return work(
    { part: "order", actor: random.pick(SUPPORT), causedBy: "order", command },
    20 * MINUTE,
    20 * HOUR,
    random,
  );
}

function capture(random: Random, now: OrderToCash, method: PaymentMethod): Planned {
  const [from, to] = method === "transfer" ? [6 * DAY, 34 * DAY] : [MINUTE, 15 * MINUTE];
  const command = { type: "CapturePayment", charge: chargeOf(now), method } as const;
  const actor = method === "transfer" ? "bookkeeping" : "payment-gateway";
  return planned({ part: "payment", actor, causedBy: "shipment", command }, from, to, random);
}

function arrive(random: Random, now: OrderToCash): Planned {
  if (random.chance(0.015)) return comeBack(random, "unclaimed", now);
  const command = { type: "RecordDelivery", receivedBy: random.pick(RECEIVERS) } as const;
  const actor = `carrier-${now.shipment.carrier}`;
  return work({ part: "shipment", actor, causedBy: "shipment", command }, 18 * HOUR, 4 * DAY, random);
}

function comeBack(random: Random, reason: ReturnReason, now: OrderToCash): Planned {
  const command = { type: "RecordReturn", reason } as const;
  const step = { part: "shipment", actor: `carrier-${now.shipment.carrier}`, causedBy: "shipment", command } as const;
  return work(step, 3 * DAY, 13 * DAY, random);
}

function goodwill(random: Random, now: OrderToCash): Planned | null {
  if (now.payment.refundIds.length > 0 || !random.chance(0.02)) return null;
  const amount = Math.max(100, Math.round(now.payment.captured * 0.1));
  return refund(random, now, amount, "goodwill", "order");
}

function payBack(random: Random, now: OrderToCash): Planned | null {
  const left = now.payment.captured - now.payment.refunded;
  if (left <= 0) return null;
  const reasons: Partial<Record<ReturnReason, RefundReason>> = { damaged: "damaged", unclaimed: "not-delivered" };
  const { returnReason } = now.shipment;
  const reason = returnReason === null ? "cancelled" : (reasons[returnReason] ?? "returned");
  return refund(random, now, left, reason, "order");
}

function refund(random: Random, now: OrderToCash, amount: number, reason: RefundReason, causedBy: "order"): Planned {
  const refundId = `R-${now.orderNumber}-${now.payment.refundIds.length + 1}`;
  const command = { type: "IssueRefund", refundId, amount, reason, note: refundNote(random, reason) } as const;
  return work({ part: "payment", actor: random.pick(SUPPORT), causedBy, command }, 10 * MINUTE, 2 * DAY, random);
}

function chargeOf({ orderNumber, order }: OrderToCash) {
  const { customerId, total: amount, currency } = order;
  if (customerId === null) throw new Error("Nobody pays for an order that was never placed.");
  return { orderId: orderStream(orderNumber), customerId, amount, currency };
}

function drawMethod(random: Random, { currency }: Order): PaymentMethod {
  return random.pick(currency === "CHF" ? ["card", "twint", "twint"] : ["card", "card", "paypal"]);
}

function drawCarrier(random: Random, { shipTo }: Order): { carrier: Carrier; trackingNumber: string } {
  const digits = `${random.between(100_000, 999_999)}${random.between(100_000, 999_999)}`;
  switch (shipTo?.country) {
    case "CH":
      return { carrier: "swiss-post", trackingNumber: `99.00.${digits}` };
    case "AT":
      return { carrier: "austrian-post", trackingNumber: digits };
    default:
      return { carrier: random.pick(["dhl", "dhl", "dpd"]), trackingNumber: digits };
  }
}

function planned(step: Step, fromMs: number, toMs: number, random: Random): Planned {
  return { step, afterMs: random.between(fromMs, toMs) };
}

function work(step: Step, fromMs: number, toMs: number, random: Random): Planned {
  return { ...planned(step, fromMs, toMs, random), atWork: true };
}
