import { childPath, type DiffCounts, type DiffKind, type DiffNode } from "./diff-node";
import { type IgnoredPaths, ignoredPaths } from "./ignored-paths";
import { leavesBelow } from "./inner-values";

const NOTHING_IGNORED = ignoredPaths([]);

interface SubtreeCounts {
  readonly counts: DiffCounts;
  readonly ignoredLeaves: number;
  /** For each value that has children in the diff, how many differences are at and below it. */
  readonly differencesIn: ReadonlyMap<DiffNode, number>;
}

/** The differences at and below a value, by kind, and its leaves that are the same. */
export function countsOf(root: DiffNode): DiffCounts {
  return subtreeCounts(root, "", NOTHING_IGNORED).counts;
}

/** All differences together. */
export function differencesOf({ unchanged: _, ...kinds }: DiffCounts): number {
  return Object.values(kinds).reduce((sum, count) => sum + count, 0);
}

/** The same, without paths that are left out. */
export function subtreeCounts(root: DiffNode, rootPath: string, ignored: IgnoredPaths): SubtreeCounts {
  const counts: Record<DiffKind | "unchanged", number> = { ...NO_COUNTS };
  const differencesIn = new Map<DiffNode, number>();
  let ignoredLeaves = 0;
  const visited: DiffNode[] = [];
  const open = [{ node: root, path: rootPath }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, path } = next;
    const leaves = (node.after ?? node.before)?.leaves ?? 0;
    if (!ignored.isEmpty && ignored.has(path)) {
      ignoredLeaves += leaves;
      continue;
    }
    if (node.kind === "same") {
      const kept = keptLeaves(node, path, ignored);
      counts.unchanged += kept;
      ignoredLeaves += leaves - kept;
    } else if (node.kind !== "inside") counts[node.kind] += 1;
    if (node.kind !== "same" && node.parent !== null) visited.push(node);
    differencesIn.set(node, node.kind === "same" || node.kind === "inside" ? 0 : 1);
    for (const child of node.children) {
      open.push({ node: child, path: ignored.isEmpty ? "" : childPath(path, child) });
    }
  }
  for (const node of visited.reverse()) {
    if (node.parent === null) continue;
    differencesIn.set(node.parent, (differencesIn.get(node.parent) ?? 0) + (differencesIn.get(node) ?? 0));
  }
  return { counts, ignoredLeaves, differencesIn };
}

const NO_COUNTS = { changed: 0, added: 0, removed: 0, moved: 0, renamed: 0, unchanged: 0 };

function keptLeaves(node: DiffNode, path: string, ignored: IgnoredPaths): number {
  if (node.after === null) return 0;
  if (ignored.isEmpty || !ignored.mayBeBelow(path)) return node.after.leaves;
  return [...leavesBelow({ node: node.after, path, label: "" }, (value) => !ignored.has(value.path))].length;
}
