import type { SchemaProblem } from "./errors";
import { IN_PLACE } from "./keywords";
import { localTarget } from "./local-target";
import type { Subschema } from "./schema-tree";

/**
 * A reference that leads back to where it stands without going down into the value: checking it would never end. Any
 * other recursion ends with the payload.
 */
export function endlessReference(all: readonly Subschema[]): SchemaProblem | null {
  const next = new Map<string, string[]>(all.map(({ path }) => [path, []]));
  for (const { path, schema, parent } of all) {
    const target = localTarget(schema.$ref);
    if (target !== null) next.get(path)?.push(target);
    if (parent !== null && IN_PLACE.has(parent.keyword)) next.get(parent.path)?.push(path);
  }
  const path = cycleIn(next);
  return path === null ? null : { path, message: "refers to itself without an end." };
}

function cycleIn(next: ReadonlyMap<string, readonly string[]>): string | null {
  const state = new Map<string, "open" | "done">();
  const visit = (path: string): string | null => {
    if (state.get(path) === "open") return path;
    if (state.has(path)) return null;
    state.set(path, "open");
    for (const target of next.get(path) ?? []) {
      const found = visit(target);
      if (found !== null) return found;
    }
    state.set(path, "done");
    return null;
  };
  for (const path of next.keys()) {
    const found = visit(path);
    if (found !== null) return found;
  }
  return null;
}
