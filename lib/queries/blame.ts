import "server-only";
import { childrenOf, jsonTextOf, leafPaths } from "@/lib/format/json-tree";

/** Which event set, or took away, what; filled step by step along a fold. */
export interface Blame {
  /** Compares the state before and after the event of `version`. */
  step(before: unknown, after: unknown, version: number): void;
  /** The version after which the value at `path`, or anything below it, last changed; null: never. */
  lastChange(path: string): number | null;
  /** For each leaf of `state` the version that last set it; 0 where the fold began with it. */
  leavesOf(state: unknown): Record<string, number>;
}

/** An empty blame. */
export function startBlame(): Blame {
  const changedAt = new Map<string, number>();
  const mark = (paths: readonly string[], version: number) => {
    for (const path of paths) changedAt.set(path, version);
  };
  const compare = (before: unknown, after: unknown, path: string, version: number): void => {
    // Reducers make new objects only where something changed, so most of a state is passed by here.
    if (before === after) return;
    const [ones, others] = [childrenOf(before, path), childrenOf(after, path)];
    if (ones === null || others === null || Array.isArray(before) !== Array.isArray(after)) {
      if (jsonTextOf(before) !== jsonTextOf(after)) mark([path, ...leafPaths(after, path)], version);
      return;
    }
    const left = new Map(ones.map((child) => [child.path, child.value]));
    for (const child of others) {
      if (left.has(child.path)) compare(left.get(child.path), child.value, child.path, version);
      else mark([child.path, ...leafPaths(child.value, child.path)], version);
      left.delete(child.path);
    }
    mark([...left.keys()], version);
  };
  return {
    step: (before, after, version) => compare(before, after, "", version),
    lastChange(path) {
      let last: number | null = null;
      for (const [changed, version] of changedAt) {
        if (isAtOrBelow(changed, path) && version > (last ?? 0)) last = version;
      }
      return last;
    },
    leavesOf: (state) => Object.fromEntries(leafPaths(state, "").map((path) => [path, changedAt.get(path) ?? 0])),
  };
}

function isAtOrBelow(path: string, ancestor: string): boolean {
  if (!path.startsWith(ancestor)) return false;
  const next = path[ancestor.length];
  return ancestor === "" || next === undefined || next === "." || next === "[";
}
