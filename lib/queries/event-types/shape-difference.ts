import "server-only";
import type { ShapeDifference, ShapePath } from "@/lib/api/event-type-shape";

/** What is different between the paths of two schema versions: gone first, then new, then changed; and how many are not. */
export function shapeDifferences(
  before: readonly ShapePath[],
  after: readonly ShapePath[],
): { readonly differences: ShapeDifference[]; readonly same: number } {
  const [old, young] = [byPointer(before), byPointer(after)];
  const removed = before.filter(({ pointer }) => !young.has(pointer)).map((path) => onOneSide(path, "removed"));
  const added = after.filter(({ pointer }) => !old.has(pointer)).map((path) => onOneSide(path, "added"));
  const both = after.flatMap((path) => {
    const earlier = old.get(path.pointer);
    return earlier === undefined ? [] : [compared(earlier, path)];
  });
  const changed = both.filter(({ differs }) => differs.length > 0);
  return { differences: [...removed, ...added, ...changed], same: both.length - changed.length };
}

function byPointer(paths: readonly ShapePath[]): ReadonlyMap<string, ShapePath> {
  return new Map(paths.map((path) => [path.pointer, path]));
}

function onOneSide(path: ShapePath, change: "added" | "removed"): ShapeDifference {
  return {
    pointer: path.pointer,
    path: path.path,
    change,
    differs: [],
    before: change === "removed" ? path : null,
    after: change === "added" ? path : null,
    valuesAdded: [],
    valuesRemoved: [],
  };
}

function compared(before: ShapePath, after: ShapePath): ShapeDifference {
  const [was, is] = [jsonsOf(before), jsonsOf(after)];
  const known = was !== null && is !== null;
  const valuesAdded = known ? [...is].filter((json) => !was.has(json)) : [];
  const valuesRemoved = known ? [...was].filter((json) => !is.has(json)) : [];
  const differs: ShapeDifference["differs"] = [];
  if (kindsOf(before) !== kindsOf(after)) differs.push("type");
  if (before.presence !== after.presence) differs.push("presence");
  if (valuesAdded.length + valuesRemoved.length > 0) differs.push("values");
  if (before.min !== after.min || before.max !== after.max) differs.push("range");
  return {
    pointer: after.pointer,
    path: after.path,
    change: "changed",
    differs,
    before,
    after,
    valuesAdded,
    valuesRemoved,
  };
}

function kindsOf({ kinds }: ShapePath): string {
  return kinds
    .map(({ kind }) => kind)
    .toSorted()
    .join();
}

function jsonsOf({ values }: ShapePath): ReadonlySet<string> | null {
  return values === null ? null : new Set(values.map(({ json }) => json));
}
