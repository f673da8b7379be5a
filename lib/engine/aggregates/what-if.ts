import { breathing } from "../breathing";
import type { StoredEvent } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { streamPages } from "../store/stream-pages";
import { changeHistory, type HistoryChange } from "./history-changes";
import { reducerHash } from "./reducer";
import { nearestSnapshot } from "./snapshots/snapshots";
import { type StateContext, type StatePoint, type StateProblem, startFold } from "./state-at";

/** What to suppose about a stream, and how far to look. */
export interface Supposition {
  readonly changes: readonly HistoryChange[];
  /** Reads the changed history instead of the upcasters of today. */
  readonly chain?: UpcasterChain;
  readonly point?: StatePoint;
}

/** How much a fold may take before it ends where it is. */
export interface FoldBounds {
  readonly events?: number;
  readonly bytes?: number;
  readonly withinMs?: number;
}

/** One of the two states; events that it lacks are named. */
interface Side<State> {
  readonly state: State;
  readonly problems: readonly (StateProblem & {
    /** The index of the change that made the event what it is; null for one as it is stored. */
    readonly change: number | null;
  })[];
}

/** The state of a stream as it is, and as it would be with another history. */
export interface WhatIf<State> {
  readonly without: Side<State>;
  readonly with: Side<State>;
  /** The newest stored version that was looked at. */
  readonly version: number;
  readonly fromSnapshot: number | null;
  readonly eventsRead: number;
  /** It took too much: later events were not looked at, on either side. */
  readonly cut: boolean;
}

/** Folds a stream as it is stored and with changes, side by side; both sides go on past events that fail. */
export async function whatIf<State>(
  { db, chain, reducer }: StateContext<State>,
  streamId: string,
  { changes, chain: other, point = {} }: Supposition,
  { events: most = 200_000, bytes: mostBytes = 256_000_000, withinMs = 5_000 }: FoldBounds = {},
): Promise<WhatIf<State>> {
  const startedAt = performance.now();
  const history = changeHistory(changes);
  const last = point.version ?? Number.MAX_SAFE_INTEGER;
  // A snapshot may stand for what is the same on both sides.
  const same =
    other === undefined && point.position === undefined && point.instant === undefined
      ? Math.min(history.first - 1, last, Number.MAX_SAFE_INTEGER)
      : 0;
  const snapshot = same > 0 ? await nearestSnapshot(db, streamId, reducerHash(reducer, chain), same) : undefined;
  const initial = (snapshot?.state as State | undefined) ?? reducer.initial;
  const folds = { without: startFold(reducer, chain, initial), with: startFold(reducer, other ?? chain, initial) };

  let version = snapshot?.version ?? 0;
  let eventsRead = 0;
  let bytes = 0;
  const cut = await isCut();

  async function isCut(): Promise<boolean> {
    const breathe = breathing();
    for await (const page of streamPages(db, streamId, { from: version + 1, to: last })) {
      for (const event of page) {
        if (event.version === 1) for (const added of history.before(event)) take(folds.with, added);
        if (isPast(event)) return false;
        bytes += event.dataText.length;
        if (eventsRead >= most || bytes > mostBytes || performance.now() - startedAt > withinMs) return true;
        const breath = breathe();
        if (breath !== undefined) await breath;
        eventsRead += 1;
        version = event.version;
        take(folds.without, event);
        for (const instead of history.instead(event)) take(folds.with, instead);
      }
    }
    return false;
  }
  function isPast(event: StoredEvent): boolean {
    return point.position !== undefined && event.position > point.position;
  }
  function take(fold: typeof folds.with, event: StoredEvent): void {
    if (point.instant === undefined || timeOf(event, point.clock) <= point.instant) fold.apply(event);
  }
  const sideOf = (fold: typeof folds.with, isChanged: boolean): Side<State> => ({
    state: fold.state(),
    problems: fold.problems.map((problem) => ({ ...problem, change: isChanged ? history.changeOf(problem) : null })),
  });
  return {
    without: sideOf(folds.without, false),
    with: sideOf(folds.with, true),
    version,
    fromSnapshot: snapshot?.version ?? null,
    eventsRead,
    cut,
  };
}

function timeOf({ occurredAt, recordedAt }: StoredEvent, clock: "occurred" | "recorded" = "occurred"): Date {
  return clock === "occurred" ? occurredAt : recordedAt;
}
