import { childrenOf, type JsonChild, jsonTextOf, kindOfLeaf } from "@/lib/format/json-tree";
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

/** What holds others, while the rows below it are written. */
interface Open {
  readonly children: readonly JsonChild[];
  next: number;
  /** Its own row; -1: it is the state. */
  readonly row: number;
}

/**
 * A state as the rows of a tree. A filter keeps the leaves whose path holds it, and what they stand in. It keeps its own
 * stack: calls cannot nest as deeply as JSON.
 */
export function stateRows(state: unknown, closed: ReadonlySet<string>, filter: string): StateRow[] {
  const needle = filter.trim().toLowerCase();
  const top = childrenOf(state, "");
  if (top === null) {
    return [
      { path: "", label: "state", depth: 0, size: null, text: leafText(state), kind: kindOfLeaf(state), open: false },
    ];
  }
  const rows: StateRow[] = [];
  const stack: Open[] = [{ children: top, next: 0, row: -1 }];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const child = frame.children[frame.next];
    frame.next += 1;
    if (child === undefined) {
      stack.pop();
      // The filter has kept nothing below it.
      if (needle !== "" && frame.row !== -1 && frame.row === rows.length - 1) rows.pop();
      continue;
    }
    const { path, label, value } = child;
    const children = childrenOf(value, path);
    const row = { path, label, depth: stack.length - 1, kind: kindOfLeaf(value) };
    if (children === null) {
      const isWanted = needle === "" || path.toLowerCase().includes(needle);
      if (isWanted) rows.push({ ...row, size: null, text: leafText(value), open: false });
      continue;
    }
    const open = needle !== "" || !closed.has(path);
    rows.push({ ...row, size: sizeOf(value, children.length), text: "", open });
    if (open) stack.push({ children, next: 0, row: rows.length - 1 });
  }
  return rows;
}

function sizeOf(value: unknown, count: number): string {
  return `${count} ${Array.isArray(value) ? "item" : "field"}${count === 1 ? "" : "s"}`;
}
