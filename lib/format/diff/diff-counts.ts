import type { DiffCounts, DiffKind, DiffNode } from "./diff-node";

/** The differences at and below a value, by kind, and its leaves that are the same. */
export function countsOf(root: DiffNode): DiffCounts {
  const counts: Record<DiffKind | "unchanged", number> = {
    changed: 0,
    added: 0,
    removed: 0,
    moved: 0,
    renamed: 0,
    unchanged: 0,
  };
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "same") counts.unchanged += node.after?.leaves ?? 0;
    else if (node.kind !== "inside") counts[node.kind] += 1;
    for (const child of node.children) open.push(child);
  }
  return counts;
}

/** All differences together. */
export function differencesIn({ unchanged: _, ...kinds }: DiffCounts): number {
  return Object.values(kinds).reduce((sum, count) => sum + count, 0);
}
