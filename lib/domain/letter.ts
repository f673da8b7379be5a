import { z } from "zod";
import { Currency, MinorUnits } from "./money";

/** `letter-refund-104211-1`: one letter to a customer, named after what it is about. */
export function letterStream(about: string): string {
  return `letter-${about}`;
}

export const letterEvents = {
  LetterQueued: {
    version: 1,
    data: z.object({
      customerId: z.string(),
      about: z.string(),
      template: z.enum(["refund"]),
      amount: MinorUnits,
      currency: Currency,
    }),
  },
} as const;
