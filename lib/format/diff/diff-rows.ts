import { subtreeCounts } from "./diff-counts";
import { childPath, type DiffCounts, type DiffKind, type DiffNode } from "./diff-node";
import { type IgnoredPaths, ignoredPaths } from "./ignored-paths";
import { leavesBelow, type NamedValue } from "./inner-values";
import { findPinned } from "./pinned-node";

/** What of a diff is shown. */
export interface DiffChoices {
  /** Only paths that contain this. */
  readonly filter: string;
  /** Only the sub-tree at this path. */
  readonly pin: string | null;
  /** Paths that are left out of rows and counts. */
  readonly ignored: readonly string[];
  /** Unchanged parts are unfolded. */
  readonly all: boolean;
}

interface RowPlace {
  readonly path: string;
  /** The path from the heading above. */
  readonly label: string;
  readonly depth: number;
}

/** One line of a diff. A row is toggled by its `key`. */
export type DiffRow = RowPlace & { readonly key: string } & (
    | { readonly kind: "heading"; readonly node: DiffNode; readonly folded: boolean }
    | { readonly kind: "difference"; readonly node: DiffNode; readonly folded: boolean }
    | {
        readonly kind: "unchanged";
        readonly parts: readonly NamedValue[];
        readonly leaves: number;
        readonly folded: boolean;
      }
    | { readonly kind: "leaf"; readonly value: NamedValue; readonly side: "both" | "before" | "after" }
  );

export interface DiffTable {
  readonly rows: readonly DiffRow[];
  /** Of all that is not ignored, in the pinned sub-tree. */
  readonly counts: DiffCounts;
  /** Leaves of ignored paths. */
  readonly ignoredLeaves: number;
  /** The rows that are differences. */
  readonly differences: readonly number[];
  readonly pinMissing: boolean;
  /** There are more rows than can be drawn. */
  readonly cut: boolean;
}

// A browser cannot draw a taller page than this many rows make.
const MOST_ROWS = 400_000;

interface Frame {
  readonly node: DiffNode;
  readonly path: string;
  readonly base: string;
  readonly depth: number;
  next: number;
  /** Its own unchanged parts are gathered, and not with those of the frame above. */
  readonly isOwn: boolean;
  /** The row of its heading; -1: it has none. */
  readonly heading: number;
}

/** A diff as a flat list of rows; what is the same is gathered in one row for each run of neighbours. */
export function diffTable(root: DiffNode, choices: DiffChoices, toggled: ReadonlySet<string>): DiffTable {
  const ignored = ignoredPaths(choices.ignored);
  const pinned = findPinned(root, choices.pin);
  if (pinned === null) {
    return { rows: [], counts: EMPTY, ignoredLeaves: 0, differences: [], pinMissing: true, cut: false };
  }
  const { counts, ignoredLeaves, differencesIn } = subtreeCounts(pinned.node, pinned.path, ignored);
  const rows: DiffRow[] = [];
  const context = { ignored, needle: choices.filter.trim().toLowerCase(), all: choices.all, toggled, rows };
  const same = unchangedRuns(context);
  const frames: Frame[] = [];
  const enter = (node: DiffNode, place: RowPlace, withHeading: boolean) => {
    const key = `h ${place.path}`;
    // What a filter looks for may be in what is folded.
    const folded = withHeading && context.needle === "" && toggled.has(key);
    if (withHeading) {
      same.flush();
      rows.push({ kind: "heading", key, node, folded, ...place });
    }
    if (folded) return;
    const compact = !withHeading && place.label !== "";
    frames.push({
      node,
      path: place.path,
      base: compact ? place.label : "",
      depth: withHeading ? place.depth + 1 : place.depth,
      next: 0,
      isOwn: !compact,
      heading: withHeading ? rows.length - 1 : -1,
    });
  };
  const visit = (node: DiffNode, place: RowPlace) => {
    if (ignored.has(place.path)) return;
    if (node.kind === "same") same.add(node, place);
    else if (node.children.length === 0) pushDifference(context, same.flush, node, place);
    else enter(node, place, !isCompact(node, differencesIn));
  };

  const start = { path: pinned.path, label: pinned.path, depth: 0 };
  if (pinned.node.children.length > 0) enter(pinned.node, { ...start, label: "" }, false);
  else visit(pinned.node, start);
  for (let frame = frames.at(-1); frame !== undefined && rows.length < MOST_ROWS; frame = frames.at(-1)) {
    const child = frame.node.children[frame.next];
    frame.next += 1;
    if (child !== undefined) {
      const label = childPath(frame.base, child);
      visit(child, { path: childPath(frame.path, child), label, depth: frame.depth });
      continue;
    }
    frames.pop();
    if (frame.isOwn) same.flush();
    // A heading over nothing: the filter has left none of its children.
    const isWanted = !isPlain(frame.node) && frame.path.toLowerCase().includes(context.needle);
    if (frame.heading !== -1 && rows.length === frame.heading + 1 && !isWanted) rows.pop();
  }
  same.flush();
  const differences = rows.flatMap((row, index) => (isDifference(row) ? [index] : []));
  return { rows, counts, ignoredLeaves, differences, pinMissing: false, cut: rows.length >= MOST_ROWS };
}

const EMPTY: DiffCounts = { changed: 0, added: 0, removed: 0, moved: 0, renamed: 0, unchanged: 0 };

function isDifference(row: DiffRow): boolean {
  return row.kind === "difference" || (row.kind === "heading" && !isPlain(row.node));
}

function isPlain(node: DiffNode): boolean {
  return node.kind === "inside";
}

/** What holds one difference only needs no line of its own: its name goes before that of the difference. */
function isCompact(node: DiffNode, differencesIn: ReadonlyMap<DiffNode, number>): boolean {
  if (!isPlain(node)) return false;
  if (node.children.length === 1) return node.matchedBy === null;
  return node.parent?.after?.kind === "list" && (differencesIn.get(node) ?? 0) <= 1;
}

interface Context {
  readonly ignored: IgnoredPaths;
  readonly needle: string;
  readonly all: boolean;
  readonly toggled: ReadonlySet<string>;
  readonly rows: DiffRow[];
}

/** Gathers neighbours that are the same until `flush` writes them: as one line, or all their leaves. */
function unchangedRuns({ ignored, needle, all, toggled, rows }: Context) {
  let parts: NamedValue[] = [];
  let leaves = 0;
  let first: RowPlace | null = null;
  const leavesOf = function* (value: NamedValue): Generator<NamedValue> {
    for (const leaf of leavesBelow(value, ({ path }) => !ignored.has(path))) {
      if (needle === "" || leaf.path.toLowerCase().includes(needle)) yield leaf;
    }
  };
  return {
    add(node: DiffNode, place: RowPlace) {
      if (node.after === null) return;
      const value = { node: node.after, path: place.path, label: place.label };
      const isWhole = needle === "" && (ignored.isEmpty || !ignored.mayBeBelow(place.path));
      const count = isWhole ? node.after.leaves : [...leavesOf(value)].length;
      if (count === 0) return;
      first ??= place;
      parts.push(value);
      leaves += count;
    },
    flush() {
      if (first === null) return;
      const key = `u ${first.path}`;
      const folded = all === toggled.has(key);
      rows.push({ kind: "unchanged", key, parts, leaves, folded, ...first });
      if (!folded) {
        for (const part of parts) {
          for (const value of leavesOf(part)) {
            if (rows.length >= MOST_ROWS) break;
            const { path, label } = value;
            rows.push({ kind: "leaf", key: `l ${path}`, value, side: "both", path, label, depth: first.depth });
          }
        }
      }
      parts = [];
      leaves = 0;
      first = null;
    },
  };
}

function pushDifference(context: Context, flush: () => void, node: DiffNode, place: RowPlace): void {
  const { needle, toggled, rows } = context;
  const value = node.after ?? node.before;
  if (value === null) return;
  const whole = { node: value, path: place.path, label: place.label };
  if (needle !== "" && !place.path.toLowerCase().includes(needle)) {
    if (!anyLeaf(whole, needle)) return;
  }
  flush();
  const key = `v ${place.path}`;
  const folded = !toggled.has(key);
  rows.push({ kind: "difference", key, node, folded, ...place });
  const side = ONE_SIDE[node.kind as DiffKind];
  if (folded || side === null || value.children.length === 0) return;
  for (const leaf of leavesBelow(whole, () => true)) {
    if (rows.length >= MOST_ROWS) return;
    const { path } = leaf;
    const label = path.slice(place.path.length).replace(/^\./, "");
    rows.push({ kind: "leaf", key: `l ${path}`, value: leaf, side, path, label, depth: place.depth + 1 });
  }
}

function anyLeaf(whole: NamedValue, needle: string): boolean {
  for (const { path } of leavesBelow(whole, () => true)) if (path.toLowerCase().includes(needle)) return true;
  return false;
}

const ONE_SIDE = { added: "after", removed: "before", changed: null, moved: "both", renamed: "both" } as const;
