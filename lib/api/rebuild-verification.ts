import { z } from "zod";
import { Instant, Position } from "./route-description";
import { wholeNumber } from "./whole-number";

export const DIFFERENCE_KINDS = ["changed", "added", "missing"] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** How the rows of a rebuilt read model compare with those that consumers see. */
export const RebuildVerification = z.object({
  verifiedAt: Instant,
  position: Position.meta({ description: "Where the new version stood when they were compared." }),
  livePosition: Position.nullable().meta({
    description: "The live one stood there too, unless no worker could bring it there; null: there is none.",
  }),
  liveVersion: z.number().int().nullable().meta({ description: "null: there was none to compare with." }),
  rows: z.object({
    live: z.number(),
    new: z.number(),
    identical: z.number(),
    changed: z.number(),
    added: z.number(),
    missing: z.number(),
  }),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      liveChecksum: z.string(),
      newChecksum: z.string(),
      differing: z.number(),
    }),
  ),
  onlyInLive: z.array(z.string()),
  onlyInNew: z.array(z.string()),
  parked: z.object({ live: z.number(), new: z.number() }),
  clean: z.boolean().meta({
    description: "No row differs in the common columns, no column is lost, nothing is parked in the new version.",
  }),
  differencesStored: z.number().meta({ description: "How many of the rows that differ can be listed." }),
});
export type RebuildVerification = z.infer<typeof RebuildVerification>;

export const RebuildDifference = z.object({
  key: z.string(),
  kind: z.enum(DIFFERENCE_KINDS),
  columns: z.array(
    z.object({
      name: z.string(),
      before: z.string().nullable().meta({ description: "JSON, digit for digit; null where the row is missing." }),
      after: z.string().nullable(),
    }),
  ),
  setBy: z
    .object({ streamId: z.string(), version: z.number().int(), type: z.string() })
    .nullable()
    .meta({ description: "The last event that changed the row; null when it cannot be told." }),
});
export type RebuildDifference = z.infer<typeof RebuildDifference>;

export const RebuildDifferences = z.object({
  differences: z.array(RebuildDifference),
  matching: z.number().int().meta({ description: "How many stored differences match the filter." }),
  after: z.string().nullable().meta({ description: "The `after` of the next page." }),
});
export type RebuildDifferences = z.infer<typeof RebuildDifferences>;

const text = z
  .string()
  .max(512)
  .refine((value) => !value.includes("\0"), "must not contain a NUL character");

export const RebuildDifferencesQuery = z.object({
  kind: z.enum(DIFFERENCE_KINDS).optional(),
  column: text.optional().meta({ description: "Only rows that differ in this column." }),
  key: text.optional().meta({ description: "Only rows whose key contains this." }),
  after: text.optional().meta({ description: "The key of the last row of the page before." }),
  limit: wholeNumber(1, 200).prefault(50),
});
export type RebuildDifferencesQuery = z.output<typeof RebuildDifferencesQuery>;
