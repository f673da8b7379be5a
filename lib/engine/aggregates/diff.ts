import { isPresent, withoutValue, withValue } from "../evolution/json-edit";
import { formatPath, type PathSegments, parsePath } from "../evolution/path";
import { isLossless } from "../json";

/** One difference between two JSON values. `path` is as `parsePath` reads it; "" is the whole value. */
export type Change =
  | { readonly path: string; readonly kind: "added"; readonly after: unknown }
  | { readonly path: string; readonly kind: "removed"; readonly before: unknown }
  | { readonly path: string; readonly kind: "changed"; readonly before: unknown; readonly after: unknown };

const MAX_DEPTH = 500;

/**
 * What must change for `before` to become `after`, field by field. Lists are compared place by place between the items
 * they share at the start and at the end, so that one item put in or taken out is one change.
 */
export function diffJson(before: unknown, after: unknown): Change[] {
  const changes: Change[] = [];
  collect(before, after, [], changes);
  return changes;
}

/** Applies the changes of `diffJson` to the first value; gives the second. */
export function applyChanges(before: unknown, changes: readonly Change[]): unknown {
  // Removals go last to first and additions first to last, so that each finds its place in a list.
  const inOrder = [
    ...changes.filter(({ kind }) => kind === "changed"),
    ...changes.filter(({ kind }) => kind === "removed").reverse(),
    ...changes.filter(({ kind }) => kind === "added"),
  ];
  return inOrder.reduce<unknown>((value, change) => {
    const path = parsePath(change.path);
    if (change.kind === "removed") return withoutValue(value, path);
    return path.length === 0 ? change.after : withValue(value, path, change.after);
  }, before);
}

function collect(before: unknown, after: unknown, path: PathSegments, changes: Change[]): void {
  if (before === after) return;
  const bothLists = Array.isArray(before) && Array.isArray(after);
  if (bothLists && path.length < MAX_DEPTH) collectItems(before, after, path, changes);
  else if (isObject(before) && isObject(after) && path.length < MAX_DEPTH) collectFields(before, after, path, changes);
  else if (!isSame(before, after)) changes.push({ path: formatPath(path), kind: "changed", before, after });
}

function collectFields(before: JsonObject, after: JsonObject, path: PathSegments, changes: Change[]): void {
  for (const [name, value] of Object.entries(before)) {
    const place = [...path, name];
    if (isPresent(after, [name])) collect(value, after[name], place, changes);
    else changes.push({ path: formatPath(place), kind: "removed", before: value });
  }
  for (const [name, value] of Object.entries(after)) {
    if (!isPresent(before, [name])) changes.push({ path: formatPath([...path, name]), kind: "added", after: value });
  }
}

function collectItems(
  before: readonly unknown[],
  after: readonly unknown[],
  path: PathSegments,
  changes: Change[],
): void {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isSame(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && isSame(before.at(-1 - end), after.at(-1 - end))) end += 1;

  for (let index = start; index < Math.max(before.length, after.length) - end; index += 1) {
    const place = [...path, String(index)];
    if (index >= before.length - end) changes.push({ path: formatPath(place), kind: "added", after: after[index] });
    else if (index >= after.length - end) {
      changes.push({ path: formatPath(place), kind: "removed", before: before[index] });
    } else collect(before[index], after[index], place, changes);
  }
}

/** Whether two JSON values are the same, whatever the order of their fields; numbers kept as digits, by their digits. */
export function isSame(left: unknown, right: unknown, depth = 0): boolean {
  if (left === right) return true;
  if (isLossless(left) || isLossless(right)) return String(left) === String(right);
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => isSame(item, right[index], depth + 1));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && isSame(left[name], right[name], depth + 1));
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLossless(value);
}
