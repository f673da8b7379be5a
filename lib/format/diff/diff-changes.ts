import { type DiffKind, type DiffNode, pathOn } from "./diff-node";

/** One difference of two JSON values, with paths as each of them alone would write them. */
export interface JsonChange {
  readonly kind: DiffKind;
  /** In the newer value; in the older one for what was removed. */
  readonly path: string;
  /** Where it stood before, of what moved or was renamed. */
  readonly from: string | null;
  /** Undefined for what was added. */
  readonly before: unknown;
  /** Undefined for what was removed. */
  readonly after: unknown;
}

/** All differences, in the order of the values; what changed inside a value that moved follows it. */
export function changesOf(root: DiffNode): JsonChange[] {
  const changes: JsonChange[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { kind, before, after, children } = node;
    if (kind !== "same" && kind !== "inside") {
      const isElsewhere = kind === "moved" || kind === "renamed";
      changes.push({
        kind,
        path: pathOn(after === null ? "before" : "after", node) ?? "",
        from: isElsewhere ? pathOn("before", node) : null,
        before: before?.value,
        after: after?.value,
      });
    }
    for (let index = children.length - 1; index >= 0; index -= 1) open.push(children[index] as DiffNode);
  }
  return changes;
}
