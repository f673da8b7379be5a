import type { Change, Insert } from "./changes";

/** A row of the changed history. */
export type WhatIfRow =
  | { readonly kind: "begin" }
  | { readonly kind: "stored"; readonly version: number }
  | { readonly kind: "inserted"; readonly insert: Insert };

/** The rows of a stream's versions `first` to `last` with what is inserted between them, of which none is kept. */
export interface WhatIfRows {
  readonly length: number;
  row(index: number): WhatIfRow;
  /** Where a place stands; -1: nowhere. */
  indexOf(place: string): number;
}

/** Lays out the rows: the beginning, where version 1 is among them, then each version and what is inserted behind it. */
export function whatIfRows(
  { first, last }: { readonly first: number; readonly last: number },
  changes: readonly Change[],
): WhatIfRows {
  const begin = first === 1 ? 1 : 0;
  const inserts = changes
    .filter((change) => change.change === "insert")
    .filter(({ after }) => after >= first - begin && after <= last)
    .toSorted((a, b) => a.after - b.after || a.place - b.place);
  // The row of the nth insert: the beginning, the versions up to the one it is behind, and the inserts before it.
  const at = inserts.map(({ after }, nth) => begin + (after - first + 1) + nth);
  const before = (index: number) => {
    let low = 0;
    for (let high = at.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((at[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    length: begin + (last - first + 1) + inserts.length,
    row(index) {
      const nth = before(index);
      const insert = inserts[nth];
      if (insert !== undefined && at[nth] === index) return { kind: "inserted", insert };
      return begin === 1 && index === 0 ? { kind: "begin" } : { kind: "stored", version: first + index - begin - nth };
    },
    indexOf(place) {
      const [, version = "", behind] = /^(\d+)(?:\.(\d+))?$/.exec(place) ?? [];
      if (behind !== undefined) {
        const nth = inserts.findIndex(({ after, place: own }) => `${after}.${own}` === place);
        return at[nth] ?? -1;
      }
      const wanted = Number(version);
      if (version === "" || wanted > last || wanted < first - begin) return -1;
      if (wanted === 0) return 0;
      return begin + wanted - first + inserts.filter(({ after }) => after < wanted).length;
    },
  };
}
