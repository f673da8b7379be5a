import { memberPath } from "../json-path";
import { jsonTextOf } from "../json-tree";
import type { JsonNode } from "./json-node";

export type DiffKind = "added" | "removed" | "changed" | "moved" | "renamed";

export const DIFF_KINDS: readonly DiffKind[] = ["changed", "added", "removed", "moved", "renamed"];

/** How many differences of each kind; `unchanged` counts leaves. */
export type DiffCounts = Readonly<Record<DiffKind | "unchanged", number>>;

/** Where a value stands in its object or list; null where that side has none. */
export type Place = string | number;

/**
 * What became of a value. "same": nothing. "inside": its children tell. "moved" came from elsewhere, "renamed" from another
 * key of the same object; both have children too when something changed inside.
 */
export interface DiffNode {
  readonly kind: DiffKind | "same" | "inside";
  readonly parent: DiffNode | null;
  readonly before: JsonNode | null;
  readonly after: JsonNode | null;
  readonly placeBefore: Place | null;
  readonly placeAfter: Place | null;
  /** Of a list whose items are told apart by a member: its name. */
  readonly matchedBy: string | null;
  /** Of a list in which too many items came and went to be followed: they are compared by place. */
  readonly byPlace: boolean;
  /** Of an item of such a list: the value of that member. */
  readonly identity: unknown;
  /** Of a value that came from another object or list: the steps there, by key and place. */
  readonly from: readonly Place[] | null;
  readonly children: readonly DiffNode[];
}

const PLAIN_ID = /^[\w.:@/+-]+$/;

/** The value by which an item is told apart, without quotes where it needs none. */
export function identityText(value: unknown): string {
  return typeof value === "string" && PLAIN_ID.test(value) ? value : jsonTextOf(value);
}

/** The path of a child under the path of its parent, items by what tells them apart: `lines[L2].state`. */
export function childPath(parent: string, node: DiffNode): string {
  if (node.identity !== undefined) return `${parent}[${identityText(node.identity)}]`;
  return placePath(parent, node.placeAfter ?? node.placeBefore ?? "");
}

/** The path of a place: `lines[0].sku`. */
export function placePath(parent: string, place: Place): string {
  return typeof place === "number" ? `${parent}[${place}]` : memberPath(parent, place);
}

/** The path of a value in one of the two states, as it would be written for that state alone; null where it has none. */
export function pathOn(side: "before" | "after", node: DiffNode): string | null {
  const places = placesOn(side, node);
  return places === null ? null : places.reduce<string>((path, place) => placePath(path, place), "");
}

/** The steps to a value in one of the two states; null where it has none. */
export function placesOn(side: "before" | "after", node: DiffNode): Place[] | null {
  const places: Place[] = [];
  for (let each: DiffNode | null = node; each !== null; each = each.parent) {
    if (each[side] === null) return null;
    if (side === "before" && each.from !== null) return [...each.from, ...places.reverse()];
    if (each.parent === null) break;
    const place = side === "before" ? each.placeBefore : each.placeAfter;
    if (place === null) return null;
    places.push(place);
  }
  return places.reverse();
}
