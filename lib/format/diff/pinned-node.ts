import { childPath, type DiffNode } from "./diff-node";
import { innerValues, type NamedValue } from "./inner-values";

interface Pinned {
  readonly node: DiffNode;
  readonly path: string;
}

/** The sub-tree at a path, also inside a part that is the same or stands on one side only; null: neither has it. */
export function findPinned(root: DiffNode, pin: string | null): Pinned | null {
  let found: Pinned = { node: root, path: "" };
  if (pin === null || pin === "") return found;
  for (;;) {
    if (found.path === pin) return found;
    const { node, path } = found;
    const next = node.children.find((child) => isOnTheWay(childPath(path, child), pin));
    if (next === undefined) return node.children.length === 0 ? findInside(found, pin) : null;
    found = { node: next, path: childPath(path, next) };
  }
}

/** Below a value that has no children in the diff, every value shares its fate. */
function findInside({ node, path }: Pinned, pin: string): Pinned | null {
  const side = node.after === null ? "before" : "after";
  const own = node[side];
  if (own === null || node.kind === "changed") return null;
  let value: NamedValue = { node: own, path, label: "" };
  while (value.path !== pin) {
    const next = innerValues(value).find((inner) => isOnTheWay(inner.path, pin));
    if (next === undefined) return null;
    value = next;
  }
  const both = node.before !== null && node.after !== null;
  return {
    path: pin,
    node: {
      ...node,
      before: both || side === "before" ? value.node : null,
      after: both || side === "after" ? value.node : null,
    },
  };
}

function isOnTheWay(path: string, pin: string): boolean {
  return pin === path || (pin.startsWith(path) && /^[.[]/.test(pin.slice(path.length)));
}
