import { digitsOf } from "../json";
import { memberOf, partsOf } from "./json-parts";

const FIRST = ["id", "_id", "uuid", "guid"];
const OTHERS = ["key", "code", "sku", "slug", "ref", "reference", "number"];

const known = new WeakMap<readonly unknown[], { readonly list: string; readonly keys: readonly string[] }>();

/**
 * What each item of a list is known by from one state to the next: its id, else its place. An id is a text or number
 * called `id`, `uuid` and the like, or after the list (`lineId` in `lines`), or `key`, `sku` and the like, or ends in
 * `Id`. Of items with the same id the first, the second and so on are told apart.
 */
export function itemKeys(items: readonly unknown[], list: string): readonly string[] {
  const before = known.get(items);
  if (before !== undefined && before.list === list) return before.keys;
  const seen = new Map<string, number>();
  const keys = items.map((item, index) => {
    const id = idOf(item, list);
    if (id === undefined) return `[${index}]`;
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    return nth === 1 ? id : `${id} #${nth}`;
  });
  known.set(items, { list, keys });
  return keys;
}

function idOf(item: unknown, list: string): string | undefined {
  const parts = partsOf(item);
  if (parts?.kind !== "object") return undefined;
  const name = identifyingName(Object.keys(parts.members), list);
  if (name === undefined) return undefined;
  const value = memberOf(parts.members, name);
  const text = typeof value === "string" ? JSON.stringify(value) : digitsOf(value);
  return text === undefined ? undefined : `${name}=${text}`;
}

function identifyingName(names: readonly string[], list: string): string | undefined {
  const isThere = (name: string) => names.includes(name);
  const first = FIRST.find(isThere);
  if (first !== undefined) return first;
  // Sorted, because states may differ in the order of their members.
  const ids = names.filter((name) => /[a-z\d](?:Id|_id)$/.test(name)).sort();
  return ids.find((name) => isNamedAfter(name, list)) ?? OTHERS.find(isThere) ?? ids[0];
}

/** `lineId` is the id of an item of `lines` or of `openLines`; `entryId` of one of `entries`. */
function isNamedAfter(name: string, list: string): boolean {
  const thing = name.replace(/_?[Ii]d$/, "").toLowerCase();
  const lastWord =
    list
      .split(/(?=[A-Z])|_/)
      .at(-1)
      ?.toLowerCase() ?? "";
  return thing.length > 2 && lastWord.startsWith(thing.slice(0, -1));
}
