import { childrenOf, jsonTextOf, kindOfLeaf } from "@/lib/format/json-tree";
import { formatCount } from "@/lib/format/number";

export interface StateRow {
  readonly path: string;
  readonly label: string;
  readonly depth: number;
  /** "2 items", "5 fields" for what holds others; null for a leaf. */
  readonly size: string | null;
  readonly text: string;
  readonly kind: ReturnType<typeof kindOfLeaf>;
  readonly open: boolean;
}

/** A row is one line; the whole of a long text stands in the state as JSON. */
const LONGEST = 500;

function leafText(value: unknown): string {
  if (typeof value === "string" && value.length > LONGEST) {
    return `${jsonTextOf(value.slice(0, LONGEST)).slice(0, -1)}… ${formatCount(value.length)} characters`;
  }
  return jsonTextOf(value);
}

/** A state as the rows of a tree. A filter keeps the leaves whose path holds it, and what they stand in. */
export function stateRows(state: unknown, closed: ReadonlySet<string>, filter: string): StateRow[] {
  const needle = filter.trim().toLowerCase();
  const rowsBelow = (value: unknown, path: string, depth: number): StateRow[] =>
    (childrenOf(value, path) ?? []).flatMap((child): StateRow[] => {
      const children = childrenOf(child.value, child.path);
      const row = { path: child.path, label: child.label, depth, kind: kindOfLeaf(child.value) };
      if (children === null) {
        const isWanted = needle === "" || child.path.toLowerCase().includes(needle);
        return isWanted ? [{ ...row, size: null, text: leafText(child.value), open: false }] : [];
      }
      const open = needle !== "" || !closed.has(child.path);
      const below = open ? rowsBelow(child.value, child.path, depth + 1) : [];
      if (needle !== "" && below.length === 0) return [];
      const noun = Array.isArray(child.value) ? "item" : "field";
      const size = `${children.length} ${noun}${children.length === 1 ? "" : "s"}`;
      return [{ ...row, size, text: "", open }, ...below];
    });
  if (childrenOf(state, "") === null) {
    return [
      { path: "", label: "state", depth: 0, size: null, text: leafText(state), kind: kindOfLeaf(state), open: false },
    ];
  }
  return rowsBelow(state, "", 0);
}
