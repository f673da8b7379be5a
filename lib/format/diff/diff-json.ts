import { type ItemPair, pairsById, pairsByOrder } from "./align-items";
import { connectMoves } from "./connect-moves";
import { type Draft, draftOf } from "./diff-draft";
import type { DiffNode } from "./diff-node";
import { identityOf, memberOf } from "./item-identity";
import { type JsonNode, nodeMaker } from "./json-node";

/**
 * What became of a JSON value, both sides from `parseLossless`. Objects are compared by key; list items by a member that
 * tells them apart, else by order. Takes time in proportion to the two values, but for lists that have no such member:
 * there up to 1,000 items added and removed are found in order, more are compared by place.
 */
export function diffJson(before: unknown, after: unknown): DiffNode {
  const nodeOf = nodeMaker();
  const root = draftOf(null, nodeOf(before), nodeOf(after), { before: null, after: null });
  const open: Draft[] = [root];
  const changes: Draft[] = [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    compare(node);
    if (node.kind === "added" || node.kind === "removed") changes.push(node);
    for (let index = node.children.length - 1; index >= 0; index -= 1) open.push(node.children[index] as Draft);
  }
  connectMoves(changes);
  return root;
}

/** Decides what became of one value, and makes the drafts of its children where they have to tell. */
function compare(node: Draft): void {
  const { before, after } = node;
  if (before === null || after === null) {
    node.kind = before === null ? "added" : "removed";
    return;
  }
  if (before.id === after.id) return;
  if (before.kind !== after.kind || before.kind === "leaf") {
    node.kind = "changed";
    return;
  }
  // An item that moved keeps saying so, whatever changed inside it.
  if (node.kind === "same") node.kind = "inside";
  if (after.kind === "object") node.children = members(node, before, after);
  else {
    node.matchedBy = identityOf(before, after);
    node.children = items(node, before, after);
  }
}

/** Both sides' members in the order of the new side; one that is gone stands where it stood before. */
function members(parent: Draft, before: JsonNode, after: JsonNode): Draft[] {
  const left = new Map(before.keys.map((key, index) => [key, index]));
  const right = new Set(after.keys);
  const drafts: Draft[] = [];
  const childOf = (node: JsonNode, index: number | undefined) =>
    index === undefined ? null : (node.children[index] ?? null);
  let next = 0;
  const passGone = () => {
    for (; next < before.keys.length; next += 1) {
      const key = before.keys[next] as string;
      if (right.has(key)) break;
      drafts.push(draftOf(parent, childOf(before, next), null, { before: key, after: null }));
    }
  };
  for (const [index, key] of after.keys.entries()) {
    passGone();
    const place = left.get(key);
    if (place === next) next += 1;
    const places = { before: place === undefined ? null : key, after: key };
    drafts.push(draftOf(parent, childOf(before, place), childOf(after, index), places));
  }
  for (; next < before.keys.length; next += 1) {
    passGone();
  }
  return drafts;
}

function items(parent: Draft, before: JsonNode, after: JsonNode): Draft[] {
  const { matchedBy } = parent;
  const ordered = matchedBy === null ? pairsByOrder(before, after) : null;
  parent.byPlace = ordered?.byPlace === true;
  const pairs = ordered?.pairs ?? pairsById(before, after, matchedBy ?? "");
  return pairs.map((pair: ItemPair) => {
    const one = pair.before === null ? null : (before.children[pair.before] ?? null);
    const other = pair.after === null ? null : (after.children[pair.after] ?? null);
    const draft = draftOf(parent, one, other, pair);
    const item = other ?? one;
    if (matchedBy !== null && item !== null) draft.identity = memberOf(item, matchedBy)?.value;
    if (pair.moved) draft.kind = "moved";
    return draft;
  });
}
