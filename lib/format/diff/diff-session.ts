import { LosslessNumber, parse } from "lossless-json";
import { differencesOf } from "./diff-counts";
import { diffJson } from "./diff-json";
import type { DiffCounts, DiffNode } from "./diff-node";
import { type DiffChoices, type DiffTable, diffTable } from "./diff-rows";
import { type DiffRowView, rowView } from "./row-view";

/** A range of rows, the end not included. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** What `show` tells of all rows, with those of a range. */
export interface ShownDiff {
  readonly total: number;
  readonly counts: DiffCounts;
  readonly ignoredLeaves: number;
  /** The places of the rows that are differences. */
  readonly differences: Int32Array;
  readonly pinMissing: boolean;
  /** There are more rows than can be drawn. */
  readonly cut: boolean;
  readonly from: number;
  readonly rows: readonly DiffRowView[];
}

export interface ComparedDiff {
  /** Of the whole, whatever is ignored. */
  readonly differences: number;
  readonly elapsedMs: number;
}

/** One comparison that is looked at: made once, shown in many ways, its rows read as they come into sight. */
export interface DiffSession {
  compare(before: string, after: string): ComparedDiff;
  show(choices: DiffChoices, toggled: readonly string[], range: RowRange): ShownDiff;
  read(range: RowRange): readonly DiffRowView[];
}

/** Opens a session; it lives in a worker, or where there is none, on the page. */
export function diffSession(): DiffSession {
  let root: DiffNode | null = null;
  let table: DiffTable | null = null;
  const read = ({ from, to }: RowRange) => (table?.rows.slice(from, to) ?? []).map(rowView);
  return {
    compare(before, after) {
      const startedAt = performance.now();
      table = null;
      root = diffJson(parseState(before), parseState(after));
      const { counts } = diffTable(root, { filter: "", pin: null, ignored: [], all: false }, new Set());
      return { differences: differencesOf(counts), elapsedMs: performance.now() - startedAt };
    },
    show(choices, toggled, range) {
      if (root === null) throw new Error("Nothing has been compared yet.");
      table = diffTable(root, choices, new Set(toggled));
      const { counts, ignoredLeaves, differences, pinMissing, cut, rows } = table;
      const from = Math.max(0, Math.min(range.from, rows.length - (range.to - range.from)));
      return {
        total: rows.length,
        counts,
        ignoredLeaves,
        differences: Int32Array.from(differences),
        pinMissing,
        cut,
        from,
        rows: read({ from, to: Math.max(range.to, from) }),
      };
    },
    read,
  };
}

function parseState(text: string): unknown {
  try {
    return parse(text, null, {
      parseNumber: (digits) => new LosslessNumber(digits),
      onDuplicateKey: ({ newValue }) => newValue,
    });
  } catch (error) {
    if (error instanceof RangeError) throw new Error("It is nested too deeply to be read.", { cause: error });
    throw error;
  }
}
