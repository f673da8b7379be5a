import { childrenOf, type JsonChild, jsonTextOf, leafPaths } from "./json-tree";

export interface JsonChange {
  readonly path: string;
  readonly kind: "added" | "removed" | "changed";
  /** Undefined where the value was added. */
  readonly before: unknown;
  /** Undefined where the value was removed. */
  readonly after: unknown;
}

export interface JsonDiff {
  readonly changes: readonly JsonChange[];
  /** The paths of the leaves that are the same. */
  readonly unchanged: readonly string[];
  /** The paths of changes and of unchanged leaves, in the order in which a reader meets them. */
  readonly order: readonly string[];
}

/** What differs between two JSON values, both from `parseLossless`; list items are matched by their place. */
export function diffJson(before: unknown, after: unknown): JsonDiff {
  const changes: JsonChange[] = [];
  const unchanged: string[] = [];
  const order: string[] = [];
  const change = (made: JsonChange) => {
    changes.push(made);
    order.push(made.path);
  };
  const compare = (one: unknown, other: unknown, path: string): void => {
    if (jsonTextOf(one) === jsonTextOf(other)) {
      const same = leafPaths(other, path);
      unchanged.push(...same);
      order.push(...same);
      return;
    }
    const [ones, others] = [childrenOf(one, path), childrenOf(other, path)];
    if (ones === null || others === null || Array.isArray(one) !== Array.isArray(other)) {
      change({ path, kind: "changed", before: one, after: other });
      return;
    }
    for (const [left, right] of merged(ones, others)) {
      if (left === undefined && right !== undefined) {
        change({ path: right.path, kind: "added", before: undefined, after: right.value });
      } else if (left !== undefined && right === undefined) {
        change({ path: left.path, kind: "removed", before: left.value, after: undefined });
      } else if (left !== undefined && right !== undefined) compare(left.value, right.value, right.path);
    }
  };
  compare(before, after, "");
  return { changes, unchanged, order };
}

/** Both sides' children in the order of the new side; one that is gone stands where it stood before. */
function merged(
  ones: readonly JsonChild[],
  others: readonly JsonChild[],
): (readonly [JsonChild | undefined, JsonChild | undefined])[] {
  const right = new Map(others.map((child) => [child.path, child]));
  const left = new Map(ones.map((child) => [child.path, child]));
  const pairs: (readonly [JsonChild | undefined, JsonChild | undefined])[] = [];
  let next = 0;
  for (const child of others) {
    for (; next < ones.length; next += 1) {
      const gone = ones[next];
      if (gone === undefined || right.has(gone.path)) break;
      pairs.push([gone, undefined]);
    }
    if (ones[next]?.path === child.path) next += 1;
    pairs.push([left.get(child.path), child]);
  }
  const done = new Set(pairs.map(([one]) => one?.path));
  for (const gone of ones) if (!right.has(gone.path) && !done.has(gone.path)) pairs.push([gone, undefined]);
  return pairs;
}
