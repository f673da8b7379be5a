import { digitsOf } from "../json";
import { memberOf, partsOf } from "./json-parts";

const NAMES = ["id", "_id", "uuid", "key", "sku", "code"];

const known = new WeakMap<readonly unknown[], { readonly list: string; readonly keys: readonly string[] }>();

/**
 * What each item of a list is known by from one state to the next: its id, where it has one that no other item has, else
 * its place. An id is a text or number called `id`, `_id`, `uuid`, `key`, `sku` or `code`, or after the list: `lineId`
 * in `lines`.
 */
export function itemKeys(items: readonly unknown[], list: string): readonly string[] {
  const before = known.get(items);
  if (before !== undefined && before.list === list) return before.keys;
  const ids = items.map((item) => idOf(item, list));
  const counts = new Map<string, number>();
  for (const id of ids) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  const keys = ids.map((id, index) => (id !== undefined && counts.get(id) === 1 ? id : `[${index}]`));
  known.set(items, { list, keys });
  return keys;
}

function idOf(item: unknown, list: string): string | undefined {
  const parts = partsOf(item);
  if (parts?.kind !== "object") return undefined;
  const names = Object.keys(parts.members);
  const name = NAMES.find((candidate) => names.includes(candidate)) ?? names.find((each) => isNamedAfter(each, list));
  if (name === undefined) return undefined;
  const value = memberOf(parts.members, name);
  const text = typeof value === "string" ? JSON.stringify(value) : digitsOf(value);
  return text === undefined ? undefined : `${name}=${text}`;
}

/** `lineId` is the id of an item of `lines` or of `openLines`; `entryId` of one of `entries`. */
function isNamedAfter(name: string, list: string): boolean {
  const thing = /^(\w{3,})(?:Id|_id)$/.exec(name)?.[1]?.toLowerCase();
  const lastWord =
    list
      .split(/(?=[A-Z])|_/)
      .at(-1)
      ?.toLowerCase() ?? "";
  return thing !== undefined && lastWord.startsWith(thing.slice(0, -1));
}
