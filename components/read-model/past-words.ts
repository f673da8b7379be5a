import type { FoldRow } from "@/lib/api/folds";

export type Since = "same" | "changed" | "gone" | "new";

/** What has become of a past row. */
export function sinceOf({ past, now, differs }: FoldRow): Since {
  if (past === null) return "new";
  if (now === null) return "gone";
  return differs.length === 0 ? "same" : "changed";
}
