import { test } from "vitest";
import { decidePayment, evolvePayment, noPayment, type PaymentEvent } from "./payment";
import { given } from "./testing/given";

const payment = given({ initial: noPayment, evolve: evolvePayment, decide: decidePayment });
const charge = { orderId: "order-100001", customerId: "customer-20001", amount: 3_088, currency: "EUR" } as const;
const authorized: PaymentEvent = { type: "PaymentAuthorized", data: { ...charge, method: "card" } };
const captured: PaymentEvent = { type: "PaymentCaptured", data: { ...charge, method: "card" } };
const failed: PaymentEvent = {
  type: "PaymentFailed",
  data: { ...charge, method: "card", attempt: 1, code: "card-expired" },
};
const refund = (refundId: string, amount: number) =>
  ({ type: "IssueRefund", refundId, amount, reason: "returned" }) as const;
const refunded = (refundId: string, amount: number): PaymentEvent => ({
  type: "RefundIssued",
  data: { ...charge, amount, refundId, reason: "returned" },
});

test("authorises once, also after failures", () => {
  payment().when({ type: "AuthorizePayment", charge, method: "card" }).leadsTo(authorized);
  payment(failed).when({ type: "AuthorizePayment", charge, method: "card" }).leadsTo(authorized);
  payment(authorized, captured).when({ type: "AuthorizePayment", charge, method: "card" }).leadsToNothing();
});

test("records each failed attempt once, and none after an authorisation", () => {
  const record = { type: "RecordFailure", charge, method: "card", attempt: 1, code: "card-expired" } as const;
  payment().when(record).leadsTo(failed);
  payment(authorized)
    .when(record)
    .isRefused(/cannot fail any more/);
});

test("captures an authorised payment, or a transfer that came unannounced", () => {
  payment(authorized).when({ type: "CapturePayment", charge, method: "card" }).leadsTo(captured);
  payment()
    .when({ type: "CapturePayment", charge, method: "transfer" })
    .leadsTo({ type: "PaymentCaptured", data: { ...charge, method: "transfer" } });
});

test("pays each refund back once, and never more than was paid", () => {
  payment(authorized, captured).when(refund("R-1", 1_000)).leadsTo(refunded("R-1", 1_000));
  payment(captured, refunded("R-1", 1_000)).when(refund("R-1", 1_000)).leadsToNothing();
  payment(captured, refunded("R-1", 1_000))
    .when(refund("R-2", 2_089))
    .isRefused(/at most 2088/);
  payment(authorized)
    .when(refund("R-1", 1))
    .isRefused(/Nothing was paid/);
});
