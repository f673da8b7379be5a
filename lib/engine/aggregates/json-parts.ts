import { isLossless, stringifyLossless } from "../json";

/** The items of a list or the members of an object, as JSON would write them; null for what holds nothing. */
export type JsonParts =
  | { readonly kind: "list"; readonly items: readonly unknown[] }
  | { readonly kind: "object"; readonly members: Readonly<Record<string, unknown>> };

/** What a JSON value is made of; null for a leaf, which an empty list and an empty object are too. */
export function partsOf(value: unknown): JsonParts | null {
  const parts = containerOf(value);
  if (parts === null) return null;
  return (parts.kind === "list" ? parts.items.length > 0 : holdsSomething(parts.members)) ? parts : null;
}

/** As `partsOf`, also of an empty list or object; null for a text, a number, true, false and null. */
export function containerOf(value: unknown): JsonParts | null {
  if (typeof value !== "object" || value === null || isLossless(value) || value instanceof Date) return null;
  if (Array.isArray(value)) return { kind: "list", items: value };
  if ("toJSON" in value && typeof value.toJSON === "function") return containerOf(value.toJSON());
  return { kind: "object", members: value as Readonly<Record<string, unknown>> };
}

function holdsSomething(members: Readonly<Record<string, unknown>>): boolean {
  for (const key in members) if (Object.hasOwn(members, key) && isThere(members[key])) return true;
  return false;
}

/** The member of this name, `undefined` where JSON would write none; never one that every object inherits. */
export function memberOf(members: Readonly<Record<string, unknown>>, key: string): unknown {
  if (!Object.hasOwn(members, key)) return undefined;
  const value = members[key];
  return isThere(value) ? value : undefined;
}

/** The names of the members that JSON writes. */
export function memberNames(members: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(members).filter((key) => isThere(members[key]));
}

/** Whether two values are the same JSON, digit for digit; the order of members does not count. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const [left, right] = [partsOf(one), partsOf(other)];
  if (left === null || right === null) {
    return left === right && isThere(one) === isThere(other) && stringifyLossless(one) === stringifyLossless(other);
  }
  if (left.kind === "list") {
    if (right.kind !== "list" || left.items.length !== right.items.length) return false;
    return left.items.every((item, index) => sameJson(item, right.items[index]));
  }
  if (right.kind !== "object") return false;
  const names = memberNames(left.members);
  if (names.length !== memberNames(right.members).length) return false;
  return names.every((name) => {
    const there = memberOf(right.members, name);
    return there !== undefined && sameJson(left.members[name], there);
  });
}

function isThere(value: unknown): boolean {
  return value !== undefined && typeof value !== "function" && typeof value !== "symbol";
}
