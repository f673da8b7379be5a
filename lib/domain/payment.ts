import { z } from "zod";
import { decider, reducer } from "@/lib/engine";
import { type EventOf, readAs, toWrite } from "./event-schemas";
import { Currency, MinorUnits } from "./money";
import { Refusal } from "./refusal";

/** `payment-104211`: what was paid, and paid back, for one order. */
export function paymentStream(orderNumber: string): string {
  return `payment-${orderNumber}`;
}

export const PaymentMethod = z.enum(["card", "paypal", "twint", "transfer"]);
export type PaymentMethod = z.infer<typeof PaymentMethod>;
export const FailureCode = z.enum(["insufficient-funds", "card-expired", "limit-exceeded", "suspected-fraud"]);
export type FailureCode = z.infer<typeof FailureCode>;
export const RefundReason = z.enum(["returned", "damaged", "not-delivered", "goodwill", "cancelled"]);
export type RefundReason = z.infer<typeof RefundReason>;

const charge = { orderId: z.string(), customerId: z.string(), amount: MinorUnits, currency: Currency };

export const paymentEvents = {
  PaymentAuthorized: { version: 2, data: z.object({ ...charge, method: PaymentMethod }) },
  PaymentFailed: {
    version: 2,
    data: z.object({ ...charge, method: PaymentMethod, attempt: z.int(), code: FailureCode }),
  },
  PaymentCaptured: { version: 2, data: z.object({ ...charge, method: PaymentMethod }) },
  RefundIssued: {
    version: 3,
    data: z.object({ ...charge, refundId: z.string(), reason: RefundReason, note: z.string().optional() }),
  },
} as const;
export type PaymentEvent = EventOf<typeof paymentEvents>;
type Charge = Omit<Extract<PaymentEvent, { type: "PaymentCaptured" }>["data"], "method">;

export interface Payment {
  readonly status: "none" | "failed" | "authorized" | "captured" | "partly refunded" | "refunded";
  readonly charge: Charge | null;
  readonly method: PaymentMethod | null;
  readonly failedAttempts: number;
  readonly captured: number;
  readonly refunded: number;
  readonly refundIds: readonly string[];
}

export const noPayment: Payment = {
  status: "none",
  charge: null,
  method: null,
  failedAttempts: 0,
  captured: 0,
  refunded: 0,
  refundIds: [],
};

export function evolvePayment(payment: Payment, event: PaymentEvent): Payment {
  const { orderId, customerId, amount, currency } = event.data;
  const charge = { orderId, customerId, amount, currency };
  switch (event.type) {
    case "PaymentAuthorized":
      return { ...payment, status: "authorized", charge, method: event.data.method };
    case "PaymentFailed":
      return { ...payment, status: "failed", charge, method: event.data.method, failedAttempts: event.data.attempt };
    case "PaymentCaptured":
      return { ...payment, status: "captured", charge, method: event.data.method, captured: amount };
    case "RefundIssued": {
      const refunded = payment.refunded + amount;
      const status = refunded >= payment.captured ? "refunded" : "partly refunded";
      return { ...payment, status, refunded, refundIds: [...payment.refundIds, event.data.refundId] };
    }
  }
}

export type PaymentCommand =
  | { readonly type: "AuthorizePayment"; readonly charge: Charge; readonly method: PaymentMethod }
  | {
      readonly type: "RecordFailure";
      readonly charge: Charge;
      readonly method: PaymentMethod;
      /** 1 for the first try; recording the same attempt twice records it once. */
      readonly attempt: number;
      readonly code: FailureCode;
    }
  | { readonly type: "CapturePayment"; readonly charge: Charge; readonly method: PaymentMethod }
  | {
      readonly type: "IssueRefund";
      readonly refundId: string;
      readonly amount: number;
      readonly reason: RefundReason;
      readonly note?: string;
    };

/** What a command leads to in the payment's present state; nothing when it has happened already. */
export function decidePayment(command: PaymentCommand, payment: Payment): PaymentEvent[] {
  const open = payment.status === "none" || payment.status === "failed";
  switch (command.type) {
    case "AuthorizePayment":
      return open ? [{ type: "PaymentAuthorized", data: { ...command.charge, method: command.method } }] : [];
    case "RecordFailure": {
      if (!open) throw new Refusal(`A payment that is ${payment.status} cannot fail any more.`);
      if (command.attempt <= payment.failedAttempts) return [];
      const { charge, method, attempt, code } = command;
      return [{ type: "PaymentFailed", data: { ...charge, method, attempt, code } }];
    }
    case "CapturePayment":
      return open || payment.status === "authorized"
        ? [{ type: "PaymentCaptured", data: { ...command.charge, method: command.method } }]
        : [];
    case "IssueRefund":
      return refund(command, payment);
  }
}

function refund(command: Extract<PaymentCommand, { type: "IssueRefund" }>, payment: Payment): PaymentEvent[] {
  const { refundId, amount, reason, note } = command;
  if (payment.refundIds.includes(refundId)) return [];
  if (payment.charge === null || payment.captured === 0) throw new Refusal("Nothing was paid that could be paid back.");
  const left = payment.captured - payment.refunded;
  if (amount <= 0 || amount > left)
    throw new Refusal(`A refund is more than 0 and at most ${left}, what is left of it.`);
  const because = note === undefined ? { reason } : { reason, note };
  return [{ type: "RefundIssued", data: { ...payment.charge, amount, refundId, ...because } }];
}

export const paymentReducer = reducer<Payment>({
  category: "payment",
  name: "payment",
  version: 1,
  types: Object.keys(paymentEvents),
  snapshotEvery: 50,
  initial: noPayment,
  evolve: (payment, event) => {
    const known = readAs(paymentEvents, event);
    return known === null ? payment : evolvePayment(payment, known);
  },
});

export const paymentDecider = decider<PaymentCommand, Payment>({
  reducer: paymentReducer,
  decide: (command, payment) => decidePayment(command, payment).map((event) => toWrite(paymentEvents, event)),
});
