import "server-only";
import { changesBetween, type StateContext, stepsThrough } from "@/lib/engine";
import { pathText } from "@/lib/format/json-path";
import { leafPaths } from "@/lib/format/json-tree";
import { plainState } from "./stream-fold";

/** The paths of the leaves that the event of a version set, and of the values that it took away. */
export async function pathsSetBy(
  context: StateContext<unknown>,
  streamId: string,
  version: number,
): Promise<{ readonly setHere: string[]; readonly removedHere: string[] }> {
  if (version > 0) {
    for await (const { before, after } of stepsThrough(context, streamId, { from: version, to: version })) {
      return pathsBetween(before, after);
    }
  }
  return { setHere: [], removedHere: [] };
}

/** The paths of the leaves that differ in a later state, and of the values that it lacks. */
export function pathsBetween(before: unknown, after: unknown): { setHere: string[]; removedHere: string[] } {
  const paths = { setHere: [] as string[], removedHere: [] as string[] };
  for (const change of changesBetween(before, after)) {
    const path = pathText(change.path);
    if (change.kind === "removed") paths.removedHere.push(path);
    else if (change.kind !== "moved") paths.setHere.push(...leafPaths(plainState(change.after), path));
  }
  return paths;
}
