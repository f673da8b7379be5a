import type { JsonNode } from "./json-node";

// The first is trusted most; a member that ends in "Id" stands between "uuid" and "key".
const NAMES = [
  "id",
  "_id",
  "uuid",
  "guid",
  "key",
  "code",
  "sku",
  "slug",
  "ref",
  "reference",
  "number",
  "name",
  "email",
];
const ENDINGS = /(?:[a-z0-9](?:Id|ID|Uuid|Key|Code|Ref|Sku)|_(?:id|uuid|key|code|ref|sku))$/;
const LAST = Number.POSITIVE_INFINITY;

/**
 * The member that tells the items of a list apart on both sides: a text or number that every item has and no two items
 * of one side share, under a name that identifies. Null: items are told apart by their order.
 */
export function identityOf(ones: JsonNode, others: JsonNode = ones): string | null {
  const items = [...ones.children, ...others.children];
  const [first] = items;
  if (first === undefined || items.some(({ kind }) => kind !== "object")) return null;
  let best: { readonly member: string; readonly common: number; readonly rank: number } | null = null;
  for (const member of first.keys) {
    const rank = rankOf(member);
    if (rank === LAST) continue;
    const [left, right] = [idsBy(ones, member), idsBy(others, member)];
    if (left === null || right === null) continue;
    const common = [...left].filter((id) => right.has(id)).length;
    if (best === null || common > best.common || (common === best.common && rank < best.rank)) {
      best = { member, common, rank };
    }
  }
  return best?.member ?? null;
}

/** The value of an item's identifying member. */
export function memberOf(item: JsonNode, member: string): JsonNode | undefined {
  const index = item.keys.indexOf(member);
  return index === -1 ? undefined : item.children[index];
}

function rankOf(member: string): number {
  const place = NAMES.indexOf(member.toLowerCase());
  if (place !== -1) return place < 4 ? place : place + 1;
  return ENDINGS.test(member) ? 4 : LAST;
}

/** The ids of this member's values; null when an item lacks it, or two items share it. */
function idsBy(list: JsonNode, member: string): Set<number> | null {
  const ids = new Set<number>();
  for (const item of list.children) {
    const found = memberOf(item, member);
    if (found === undefined || !isName(found.value) || ids.has(found.id)) return null;
    ids.add(found.id);
  }
  return ids;
}

function isName(value: unknown): boolean {
  if (value === null || typeof value === "boolean" || value === "") return false;
  return typeof value !== "object" || "isLosslessNumber" in value;
}
