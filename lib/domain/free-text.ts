import type { CancelReason } from "./order";
import type { FailureCode, RefundReason } from "./payment";
import type { Carrier } from "./shipment";

/** The first pattern that matches decides; the last entry of each list takes what no other knew. */
type Reading<Code> = readonly (readonly [RegExp, Code])[];

const FAILURES: Reading<FailureCode> = [
  [/funds|cover/i, "insufficient-funds"],
  [/expired/i, "card-expired"],
  [/limit/i, "limit-exceeded"],
  [/(?:)/, "suspected-fraud"],
];

const CARRIERS: Reading<Carrier> = [
  [/dhl/i, "dhl"],
  [/dpd/i, "dpd"],
  [/swiss|schweizer|la poste/i, "swiss-post"],
  [/(?:)/, "austrian-post"],
];

const REFUNDS: Reading<RefundReason> = [
  [/damaged|broken|scratched/i, "damaged"],
  [/never arrived|lost/i, "not-delivered"],
  [/sent back|return/i, "returned"],
  [/cancel/i, "cancelled"],
  [/(?:)/, "goodwill"],
];

const CANCELLATIONS: Reading<CancelReason> = [
  [/stock|supplier/i, "out-of-stock"],
  [/payment|not paid/i, "payment-failed"],
  [/sent back|return/i, "returned"],
  [/(?:)/, "customer-request"],
];

function read<Code>(reading: Reading<Code>, text: string): Code {
  for (const [pattern, code] of reading) if (pattern.test(text)) return code;
  throw new Error(`“${text}” is not understood.`);
}

/** What the payment provider's message of the first months meant. */
export const failureCodeOf = (message: string): FailureCode => read(FAILURES, message);

/** The carrier behind the name that the warehouse typed. */
export const carrierOf = (name: string): Carrier => read(CARRIERS, name);

/** Why support paid money back, from what they wrote. */
export const refundReasonOf = (text: string): RefundReason => read(REFUNDS, text);

/** Why an order was cancelled, from what support wrote. */
export const cancelReasonOf = (text: string): CancelReason => read(CANCELLATIONS, text);
