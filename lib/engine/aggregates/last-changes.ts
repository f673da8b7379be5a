import { breathing } from "../breathing";
import { sameJson } from "./json-parts";
import { type StateContext, stateAt } from "./state-at";
import { followedPath, placeAt, type StatePath, valueAt } from "./state-path";
import { stepsThrough } from "./steps";

/** A value of the state before a range of versions, or of the state at its end. */
export interface SoughtValue {
  readonly in: "first" | "last";
  readonly path: StatePath;
  /** Of an item of a list: what is asked for is who put it in its place. */
  readonly placed?: boolean | undefined;
}

/** The event that changed a value last. */
export interface LastChange {
  readonly version: number;
  readonly type: string;
}

export interface LastChanges {
  /** In the order of the values; null: no event that was looked at changed it. */
  readonly changes: readonly (LastChange | null)[];
  /** The first version that was looked at. */
  readonly from: number;
  /** Time ran out before the end: nothing is known of the versions after this one. */
  readonly upTo: number;
}

interface LastChangesRange {
  /** The version of the first state. */
  readonly after: number;
  /** The first version that is looked at, where that is not the one after the first state. */
  readonly from?: number;
  readonly to: number;
  readonly withinMs: number;
}

// An item without an id is known by its place: who put it there is who put this value there.
function hasIdentity(path: ReturnType<typeof followedPath>): boolean {
  return !/^\[\d+\]$/.test(path.at(-1)?.key ?? "");
}

/** For each of some values the last event of a range that changed it; an item of a list is followed by its id. */
export async function lastChanges<State>(
  context: StateContext<State>,
  streamId: string,
  values: readonly SoughtValue[],
  { after, from = after + 1, to, withinMs }: LastChangesRange,
): Promise<LastChanges> {
  const startedAt = performance.now();
  const [first, last] = await Promise.all(
    [after, to].map(async (version) => (await stateAt(context, streamId, { version })).state),
  );
  const paths = values.map(({ in: side, path }) => followedPath(side === "first" ? first : last, path));
  const changes: (LastChange | null)[] = values.map(() => null);
  const breathe = breathing();
  let upTo = from - 1;
  for await (const { event, before, after: state } of stepsThrough(context, streamId, { from, to })) {
    upTo = event.version;
    if (before !== state) {
      for (const [index, path] of paths.entries()) {
        const isSame =
          values[index]?.placed && hasIdentity(path)
            ? placeAt(before, path) === placeAt(state, path)
            : sameJson(valueAt(before, path), valueAt(state, path));
        if (isSame) continue;
        changes[index] = { version: event.version, type: event.type };
      }
    }
    if (performance.now() - startedAt > withinMs) break;
    const breath = breathe();
    if (breath !== undefined) await breath;
  }
  return { changes, from, upTo };
}
