import { z } from "zod";
import { PositionParameter } from "./route-description";
import { wholeNumber } from "./whole-number";

const Reason = z.string().trim().max(500);

// Postgres refuses NUL in any text.
const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes("\0"), "must not contain a NUL character");

export const JobId = z.object({ id: z.uuid() });
export const JobReason = z.object({ reason: Reason.optional() });

export const JobsQuery = z.object({
  kind: z.enum(["verify-upcaster", "copy-category", "bisect-category", "fold-as-of"]).optional(),
  subject: text(512).optional(),
  limit: wholeNumber(1, 200).prefault(50),
});

export const FindingsQuery = z.object({
  kind: text(40),
  reason: text(2_000).optional().meta({ description: "Exactly." }),
  operation: wholeNumber(0, 32_767).optional(),
  after: PositionParameter.optional().meta({ description: "`next` of the page before." }),
  limit: wholeNumber(1, 500).prefault(100),
});
export type FindingsQuery = z.output<typeof FindingsQuery>;

export const MOST_SAMPLED = 1_000_000;

export const VerificationRequest = z.object({
  sample: z.number().int().min(1).max(MOST_SAMPLED).nullable().default(null).meta({
    description: "Try so many events, spread over the history, instead of all of them. A sample verifies nothing.",
  }),
});
