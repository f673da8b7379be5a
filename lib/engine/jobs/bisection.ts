import { createHash } from "node:crypto";
import { z } from "zod";
import type { FindingGroup } from "./findings";

export const BISECT_CATEGORY = "bisect-category";

export const BisectionParams = z.object({
  category: z.string(),
  /** In CEL, over `state`, `data` and `event`. */
  condition: z.string(),
  reducer: z.object({ name: z.string(), version: z.number().int() }),
  /** The upcasters that the events are read through; with others the answer would be another. */
  chainHash: z.string(),
  /** Only streams that hold first behind this position; those before it were looked through by an earlier job. */
  since: z.string().regex(/^\d+$/),
});
export type BisectionParams = z.infer<typeof BisectionParams>;

/** What a condition came to in the streams of a category so far. */
export interface CategoryBisection {
  /** Streams that were looked through. */
  readonly streams: number;
  /** Of these: the condition holds after some event. */
  readonly found: number;
  /** It holds after none that it could be decided on, and could not be decided on others. */
  readonly undecided: number;
  /** With events that could not be read or folded before the condition held, and so are in no state. */
  readonly unreadable: number;
  /** The last stream that was looked through, in the order of their ids. */
  readonly lastStream: string | null;
  /** Per kind, by the type of the event after which it holds or by what went wrong; one event counts for each stream. */
  readonly reasons: readonly FindingGroup[];
}

export const NOTHING_BISECTED: CategoryBisection = {
  streams: 0,
  found: 0,
  undecided: 0,
  unreadable: 0,
  lastStream: null,
  reasons: [],
};

interface Question extends Pick<BisectionParams, "category" | "condition"> {
  readonly reducer: { readonly name: string };
}

/** One question at a time: the same category, condition and reducer. Several different ones may be at work at once. */
export function bisectionSubject({ category, condition, reducer }: Question): string {
  const question = JSON.stringify([category, condition, reducer.name]);
  return `${category.slice(0, 200)} ${createHash("sha256").update(question).digest("hex").slice(0, 16)}`;
}
