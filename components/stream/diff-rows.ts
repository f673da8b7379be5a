import type { DiffChange, StreamDiff } from "@/lib/api/stream-diff";

export type DiffRow =
  | { readonly kind: "change"; readonly change: DiffChange }
  | { readonly kind: "unchanged"; readonly paths: readonly string[] };

/** A diff in the order of the states; parts that are the same are one row, with the paths it stands for. */
export function diffRows(diff: StreamDiff, filter: string): DiffRow[] {
  const needle = filter.trim().toLowerCase();
  const changes = new Map(diff.changes.map((change) => [change.path, change]));
  const rows: DiffRow[] = [];
  let same: string[] = [];
  const flush = () => {
    if (same.length > 0) rows.push({ kind: "unchanged", paths: same });
    same = [];
  };
  for (const path of diff.order) {
    if (needle !== "" && !path.toLowerCase().includes(needle)) continue;
    const change = changes.get(path);
    if (change === undefined) same.push(path);
    else {
      flush();
      rows.push({ kind: "change", change });
    }
  }
  flush();
  return rows;
}

/** Where two texts differ: what they share at both ends, and what stands between. */
export function changedPart(before: string, after: string): { readonly start: number; readonly end: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { start, end };
}
