import { z } from "zod";
import type { FindingGroup } from "./findings";

export const COPY_CATEGORY = "copy-category";

export const CopyParams = z.object({
  from: z.string(),
  to: z.string(),
  /** The upcasters that the events are read through; with others it would be another copy. */
  chainHash: z.string(),
  /** What an earlier job copied ends here. */
  after: z.string().regex(/^\d+$/),
});
export type CopyParams = z.infer<typeof CopyParams>;

/** What copying a category came to so far. */
export interface CopyResult {
  /** Events written. */
  readonly copied: number;
  /** Events that the upcasters pass over: nothing was written for them. */
  readonly dropped: number;
  /** Events for which several were written. */
  readonly split: number;
  /** Streams that were begun. */
  readonly streams: number;
  /** The positions of the first copy and of the last. */
  readonly first: string | null;
  readonly last: string | null;
  readonly reasons: readonly FindingGroup[];
}

export const NOTHING_COPIED: CopyResult = {
  copied: 0,
  dropped: 0,
  split: 0,
  streams: 0,
  first: null,
  last: null,
  reasons: [],
};

/** Where the copy of a stream goes: `fine-1` to `penalty-1`. */
export function copiedStreamId(streamId: string, { from, to }: Pick<CopyParams, "from" | "to">): string {
  return `${to}${streamId.slice(from.length)}`;
}
