import { z } from "zod";
import { PROMOTION_POLICIES, REBUILD_SCOPES } from "./rebuilds";
import { wholeNumber } from "./whole-number";

const Reason = z.string().trim().max(500);
const Throttle = z.number().int().min(1).max(10_000_000);

// Postgres refuses NUL in any text.
const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes("\0"), "must not contain a NUL character");

/** What is rebuilt: a new version of the whole read model, or the rows of a stream or a partition in place. */
const Scope = {
  scope: z.enum(REBUILD_SCOPES).default("whole"),
  scopeOf: text(512).optional().meta({ description: "The stream's id, or the partition's number." }),
};

const namesItsScope = ({ scope, scopeOf = "" }: { readonly scope: string; readonly scopeOf?: string | undefined }) =>
  scope === "whole" ? scopeOf === "" : scope === "stream" ? scopeOf !== "" : /^\d{1,4}$/.test(scopeOf);

const scopeProblem = {
  message: "must name a stream for the scope stream, a number for the scope partition, and nothing for the scope whole",
  path: ["scopeOf"],
};

export const RebuildRequest = z
  .object({
    projection: z.string().min(1),
    ...Scope,
    promotion: z.enum(PROMOTION_POLICIES).default("manual"),
    throttle: Throttle.nullable().default(null).meta({ description: "The most events a second it may read." }),
    reason: Reason.optional(),
  })
  .refine(namesItsScope, scopeProblem);

export const PreflightQuery = z.object(Scope);
export type PreflightQuery = z.output<typeof PreflightQuery>;

export const RebuildsQuery = z.object({
  projection: z.string().optional(),
  status: z.enum(["running", "past"]).optional(),
  limit: wholeNumber(1, 200).prefault(50),
});

export const RebuildId = z.object({ id: z.uuid() });

/** What can be changed while a rebuild runs or waits; what is left out stays. */
export const RebuildChange = z.object({
  throttle: Throttle.nullable().optional().meta({ description: "null: as fast as it can." }),
  promotion: z.enum(["manual", "when-clean"]).optional(),
});

export const RebuildReason = z.object({ reason: Reason.optional() });

export const RollBackRequest = z.object({
  reason: Reason.min(1, "must say why"),
  frozen: z.boolean().default(false).meta({
    description: "Accept a version that cannot be fed any more: its rows stay as of its checkpoint.",
  }),
});
