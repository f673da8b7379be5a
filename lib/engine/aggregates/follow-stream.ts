import { breathing } from "../breathing";
import { type Blame, startBlame } from "./blame";
import { sameJson } from "./json-parts";
import { type ShortJson, shortJson } from "./short-json";
import { type StateContext, stateAt } from "./state-at";
import { followedPath, type StatePath, valueAt } from "./state-path";
import { type Step, type StepRange, stepPages } from "./steps";

/** Which versions of a stream are followed step by step, and for how long at most; what `from` finds was set by 0. */
export interface FollowedRange extends StepRange {
  readonly withinMs?: number;
}

/** A fold that was followed step by step, as far as time allowed. */
export interface Followed {
  /** The newest version that was looked at. */
  readonly upTo: number;
  /** Time ran out before the end of the range. */
  readonly cut: boolean;
}

export interface StreamBlame<State> extends Followed {
  /** At `upTo`. */
  readonly state: State;
  readonly blame: Blame;
}

/** Follows a fold and keeps which version set what. */
export async function blameStream<State>(
  context: StateContext<State>,
  streamId: string,
  range: FollowedRange,
): Promise<StreamBlame<State>> {
  const blame = startBlame();
  let state = context.reducer.initial;
  const followed = await follow(context, streamId, range, ({ event, before, after }) => {
    blame.step(before, after, event.version);
    state = after;
  });
  if (followed.upTo === 0) ({ state } = await stateAt(context, streamId, { version: (range.from ?? 1) - 1 }));
  return { ...followed, state, blame };
}

/** What an event made of the value at a path; null: it was, or is, not there. */
export interface PathChange {
  readonly version: number;
  readonly before: ShortJson | null;
  readonly after: ShortJson | null;
}

export interface PathHistory extends Followed {
  /** Oldest first. */
  readonly changes: readonly PathChange[];
}

const VALUE_LENGTH = 300;

/** A path as it stands in the state at a version; an item of a list may stand elsewhere in others. */
export interface PathAt {
  readonly path: StatePath;
  readonly at: number;
}

/** Follows what stands at a path: every version of the range that changed it, items of lists wherever they are then. */
export async function pathHistory<State>(
  context: StateContext<State>,
  streamId: string,
  { path, at }: PathAt,
  range: FollowedRange,
): Promise<PathHistory> {
  const changes: PathChange[] = [];
  const { state } = await stateAt(context, streamId, { version: at });
  const followedAt = followedPath(state, path);
  const written = (value: unknown) => (value === undefined ? null : shortJson(value, VALUE_LENGTH));
  const followed = await follow(context, streamId, range, ({ event, before, after }) => {
    if (before === after) return;
    const [was, is] = [valueAt(before, followedAt), valueAt(after, followedAt)];
    if (!sameJson(was, is)) changes.push({ version: event.version, before: written(was), after: written(is) });
  });
  return { ...followed, changes };
}

async function follow<State>(
  context: StateContext<State>,
  streamId: string,
  { withinMs = Number.POSITIVE_INFINITY, ...range }: FollowedRange,
  onStep: (step: Step<State>) => void,
): Promise<Followed> {
  const startedAt = performance.now();
  const breathe = breathing();
  let upTo = 0;
  for await (const page of stepPages(context, streamId, range)) {
    for (const step of page) {
      onStep(step);
      upTo = step.event.version;
      if (performance.now() - startedAt > withinMs) return { upTo, cut: upTo < range.to };
      const breath = breathe();
      if (breath !== undefined) await breath;
    }
  }
  return { upTo, cut: false };
}
