import type { DiffNode, Place } from "./diff-node";
import { identityOf, memberOf } from "./item-identity";
import type { JsonNode } from "./json-node";

/** A node of a diff while it is made. */
export type Draft = { -readonly [Key in Exclude<keyof DiffNode, "children" | "parent">]: DiffNode[Key] } & {
  parent: Draft | null;
  children: Draft[];
};

interface Places {
  readonly before: Place | null;
  readonly after: Place | null;
}

/** A value of which nothing is decided yet. */
export function draftOf(parent: Draft | null, before: JsonNode | null, after: JsonNode | null, places: Places): Draft {
  return {
    kind: "same",
    parent,
    before,
    after,
    placeBefore: places.before,
    placeAfter: places.after,
    matchedBy: null,
    byPlace: false,
    identity: undefined,
    from: null,
    children: [],
  };
}

/** The children of a value that only one side has, each of which then tells for itself. */
export function openUp(node: Draft): void {
  const side = node.before === null ? "after" : "before";
  const value = node[side];
  if (value === null) return;
  node.matchedBy = value.kind === "list" ? identityOf(value) : null;
  const { matchedBy, kind } = node;
  node.children = value.children.map((child, index) => {
    const place = value.kind === "object" ? (value.keys[index] ?? "") : index;
    const [before, after] = side === "before" ? [child, null] : [null, child];
    const made = draftOf(node, before, after, {
      before: before === null ? null : place,
      after: after === null ? null : place,
    });
    if (matchedBy !== null) made.identity = memberOf(child, matchedBy)?.value;
    made.kind = kind;
    return made;
  });
  node.kind = "inside";
}
