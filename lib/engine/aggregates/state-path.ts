import { itemKeys } from "./item-keys";
import { memberOf, partsOf } from "./json-parts";

/** The way from the root of a state to a value in it: names of members, places in lists. */
export type StatePath = readonly (string | number)[];

/** A way that stays with an item when its place changes: an item stands in it by what `itemKeys` knows it by. */
export type FollowedPath = readonly { readonly kind: "member" | "item"; readonly key: string }[];

/** The name of the member that a path leads to; that of the list around an item. */
export function nameOf(path: StatePath): string {
  return path.findLast((segment) => typeof segment === "string") ?? "";
}

/** The path of what stands at `path` of this state, in this state and others of its stream. */
export function followedPath(state: unknown, path: StatePath): FollowedPath {
  let value = state;
  return path.map((segment, depth) => {
    const parts = partsOf(value);
    if (typeof segment === "string") {
      value = parts?.kind === "object" ? memberOf(parts.members, segment) : undefined;
      return { kind: "member", key: segment };
    }
    const items = parts?.kind === "list" ? parts.items : [];
    value = items[segment];
    return { kind: "item", key: itemKeys(items, nameOf(path.slice(0, depth)))[segment] ?? `[${segment}]` };
  });
}

/** What stands at a followed path of a state; undefined: nothing. */
export function valueAt(state: unknown, path: FollowedPath): unknown {
  let [value, name] = [state, ""];
  for (const { kind, key } of path) {
    const parts = partsOf(value);
    if (kind === "item") {
      if (parts?.kind !== "list") return undefined;
      value = parts.items[itemKeys(parts.items, name).indexOf(key)];
    } else {
      if (parts?.kind !== "object") return undefined;
      value = memberOf(parts.members, key);
      name = key;
    }
  }
  return value;
}

/** Where in its list the item stands that a followed path leads to; -1: nowhere. */
export function placeAt(state: unknown, path: FollowedPath): number {
  const [list, last] = [path.slice(0, -1), path.at(-1)];
  const parts = partsOf(valueAt(state, list));
  if (parts?.kind !== "list" || last?.kind !== "item") return -1;
  return itemKeys(parts.items, list.findLast(({ kind }) => kind === "member")?.key ?? "").indexOf(last.key);
}
