import { isLosslessNumber } from "lossless-json";
import type { DiffNode, Place } from "./diff-node";
import { placesOn } from "./diff-node";

/** The state after a diff, made of the state before it and of what the diff alone says. */
export function applyDiff(before: unknown, root: DiffNode): unknown {
  if (root.kind === "same") return before;
  if (root.kind === "changed") return root.after?.value;
  const made = new Map<DiffNode, unknown>();
  const open: DiffNode[] = [root];
  const order: DiffNode[] = [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    order.push(node);
    for (const child of node.children) open.push(child);
  }
  for (const node of order.reverse()) if (node.after !== null) made.set(node, madeOf(node, before, made));
  return made.get(root);
}

function madeOf(node: DiffNode, before: unknown, made: ReadonlyMap<DiffNode, unknown>): unknown {
  if (node.kind === "added" || node.kind === "changed") return node.after?.value;
  if (node.kind === "inside" || node.children.length > 0) return composed(node, made);
  return (placesOn("before", node) ?? []).reduce(at, before);
}

function composed(node: DiffNode, made: ReadonlyMap<DiffNode, unknown>): unknown {
  const children = node.children.filter(({ after }) => after !== null);
  const entries = children.map((child) => [child.placeAfter ?? "", made.get(child)] as const);
  if (node.after?.kind === "object") return Object.fromEntries(entries);
  // The children of a list stand in the order of the newer side.
  return entries.map(([, item]) => item);
}

function at(value: unknown, place: Place): unknown {
  if (typeof value !== "object" || value === null || isLosslessNumber(value)) return undefined;
  return (value as Readonly<Record<Place, unknown>>)[place];
}
