import type { CancelReason } from "../order";
import type { RefundReason } from "../payment";
import type { Random } from "./random";

type Phrases = readonly [string, ...string[]];

/** Who answers the shop's mail. */
export const SUPPORT = ["support-lena", "support-mehmet", "support-chloé"] as const;
export const RECEIVERS = ["customer", "customer", "neighbour", "parcel locker", "reception"] as const;

const CANCELLATIONS: Readonly<Record<CancelReason, Phrases>> = {
  "customer-request": ["customer changed their mind", "ordered twice by mistake", "found it cheaper elsewhere"],
  "payment-failed": ["payment did not go through", "not paid in time"],
  "out-of-stock": ["out of stock until spring", "supplier cannot deliver"],
  returned: ["parcel sent back", "return received, all complete"],
};
const REFUNDS: Readonly<Record<RefundReason, Phrases>> = {
  returned: ["customer sent back the goods", "return, unopened"],
  damaged: ["damaged in transit, photos attached", "frame scratched", "lamp glass broken"],
  "not-delivered": ["parcel never arrived", "lost by the carrier"],
  goodwill: ["waited too long, 10 % off", "apology for the wrong colour"],
  cancelled: ["order cancelled before dispatch"],
};

/** Why an order is cancelled, in support's words. */
export function cancellation(random: Random, reason: CancelReason): { reason: CancelReason; note: string } {
  return { reason, note: random.pick(CANCELLATIONS[reason]) };
}

/** Why money goes back, in support's words. */
export function refundNote(random: Random, reason: RefundReason): string {
  return random.pick(REFUNDS[reason]);
}
