import pg from "pg";

/** A run of slices, both ends included. */
export interface SliceRange {
  readonly from: number;
  readonly to: number;
}

export const LAST_SLICE = 1023;

/** Adjacent ranges as one. */
export function mergeRanges(ranges: readonly SliceRange[]): SliceRange[] {
  const merged: SliceRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && last.to + 1 >= range.from) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

/** Whether the merged ranges leave out no slice. */
function coversAll(ranges: readonly SliceRange[]): boolean {
  return ranges[0]?.from === 0 && ranges[0].to === LAST_SLICE;
}

/**
 * The condition on `foldline.events` for a projection: its types, the slices when given, no `$…` system streams. It is
 * text without parameters because COPY takes none; literals are quoted.
 */
export function eventFilter(types: readonly string[] | null, slices: readonly SliceRange[] | null): string {
  const conditions = ["left(stream_id, 1) <> '$'"];
  if (types !== null)
    conditions.push(`type = any (array[${types.map((type) => pg.escapeLiteral(type)).join(", ")}]::text[])`);
  if (slices !== null && !coversAll(slices)) {
    const ranges = slices.map(({ from, to }) => `slice between ${Number(from)} and ${Number(to)}`);
    conditions.push(`(${ranges.join(" or ")})`);
  }
  return conditions.join(" and ");
}
