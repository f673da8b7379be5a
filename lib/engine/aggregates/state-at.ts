import { breathing } from "../breathing";
import { type ReducerFailedError, StateTooLongError, type UpcastFailedError } from "../errors";
import type { Queryable, StoredEvent } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { streamPages } from "../store/stream-pages";
import { foldEvent } from "./fold-event";
import { type Reducer, reducerHash } from "./reducer";
import { type SnapshotOf, saveSnapshots } from "./snapshots/save-snapshots";
import { type SnapshotKeeper, snapshotKeeper } from "./snapshots/snapshot-keeper";
import { type KnownSnapshots, knownSnapshots, type Snapshot } from "./snapshots/snapshots";
import { thinSnapshots } from "./snapshots/thin-snapshots";

/** What states are folded with. */
export interface StateContext<State> {
  readonly db: Queryable;
  readonly chain: UpcasterChain;
  readonly reducer: Reducer<State>;
  /** Lets the fold keep snapshots where the category's policy, or the reducer's, asks for them; a plain read never writes. */
  readonly keepSnapshots?: boolean;
  /** Folds from the first event on, to see what that costs. */
  readonly withoutSnapshots?: boolean;
  /** How long folding one state may take: what is not whole by then is a StateTooLongError. */
  readonly withinMs?: number;
}

/**
 * A point of a stream's history: its first N versions; its events up to a position; or those that occurred (or, by the
 * store's own clock, were recorded) at or before an instant, in version order. Events of the same instant count all or
 * none. Nothing: the newest state.
 */
export type StatePoint =
  | { readonly version?: number; readonly position?: never; readonly instant?: never; readonly clock?: never }
  | { readonly position: bigint; readonly version?: never; readonly instant?: never; readonly clock?: never }
  | {
      readonly instant: Date;
      readonly clock?: "occurred" | "recorded";
      readonly version?: never;
      readonly position?: never;
    };

/** An event that the state does not contain, because it could not be read or folded. */
export interface StateProblem {
  readonly version: number;
  readonly position: bigint;
  readonly eventId: string;
  readonly type: string;
  readonly error: UpcastFailedError | ReducerFailedError;
}

export interface StateAt<State> {
  readonly state: State;
  /** The newest version that the state takes in; 0 when there are no events. */
  readonly version: number;
  /** Versions at or before `version` whose time is after the asked instant, and so are left out. */
  readonly leftOut: readonly number[];
  readonly fromSnapshot: number | null;
  readonly eventsRead: number;
  readonly reducer: { readonly name: string; readonly version: number };
  readonly elapsedMs: number;
  readonly problems: readonly StateProblem[];
}

/** The state of a stream at a point of its history; goes on past events that cannot be read or folded, and names them. */
export async function stateAt<State>(
  context: StateContext<State>,
  streamId: string,
  point: StatePoint = {},
): Promise<StateAt<State>> {
  const startedAt = performance.now();
  const { db, chain, reducer, withinMs = Number.POSITIVE_INFINITY } = context;
  const end = await resolvePoint(db, streamId, point);
  const hash = reducerHash(reducer, chain);
  const known =
    context.withoutSnapshots === true ? NO_SNAPSHOTS : await knownSnapshots(db, streamId, hash, end.wholeUpTo);
  const snapshot = known.nearest;
  const every = (known.every === undefined ? reducer.snapshotEvery : known.every) ?? Number.POSITIVE_INFINITY;
  const keeper = context.keepSnapshots === true ? snapshotKeeper(every, known.damaged) : null;

  const fold = startFold(reducer, chain, (snapshot?.state as State | undefined) ?? reducer.initial);
  let version = snapshot?.version ?? 0;
  let eventsRead = 0;
  const leftOut: number[] = [];
  const isWhole = () => leftOut.length === 0 && fold.problems.length === 0;
  const isLate = await goThrough();
  if (keeper !== null && isWhole()) {
    const of = { streamId, reducer, hash };
    await keep(db, of, { keeper, every, end: { version, state: fold.state() }, enough: eventsRead >= every });
  }
  if (isLate) throw new StateTooLongError(streamId, version, withinMs);
  return {
    state: fold.state(),
    version,
    leftOut,
    fromSnapshot: snapshot?.version ?? null,
    eventsRead,
    reducer: { name: reducer.name, version: reducer.version },
    elapsedMs: performance.now() - startedAt,
    problems: fold.problems,
  };

  async function goThrough(): Promise<boolean> {
    const breathe = breathing();
    for await (const events of streamPages(db, streamId, { from: version + 1, to: end.version })) {
      for (const event of events) {
        if (performance.now() - startedAt > withinMs) return true;
        const breath = breathe();
        if (breath !== undefined) await breath;
        eventsRead += 1;
        if (point.instant !== undefined && timeOf(event, point.clock) > point.instant) leftOut.push(event.version);
        else {
          fold.apply(event);
          version = event.version;
          if (isWhole()) keeper?.note(version, fold.state());
        }
      }
    }
    return false;
  }
}

const NO_SNAPSHOTS: KnownSnapshots = { nearest: undefined, damaged: [], every: null };

interface ToKeep {
  readonly keeper: SnapshotKeeper;
  readonly every: number;
  readonly end: Snapshot;
  /** The fold went through as many events as the policy says. */
  readonly enough: boolean;
}

async function keep(db: Queryable, of: SnapshotOf, { keeper, every, end, enough }: ToKeep): Promise<void> {
  const picked = keeper.picked(end, enough);
  if (picked.length === 0) return;
  await saveSnapshots(db, of, picked);
  if (enough) await thinSnapshots(db, of, { newest: end.version, every });
}

interface Fold<State> {
  state(): State;
  readonly problems: StateProblem[];
  apply(event: StoredEvent): void;
}

/** Folds stored events one after the other; one that fails leaves the state as it was before it. */
export function startFold<State>(reducer: Reducer<State>, chain: UpcasterChain, initial: State): Fold<State> {
  let state = initial;
  const problems: StateProblem[] = [];
  return {
    state: () => state,
    problems,
    apply(event) {
      const folded = foldEvent(reducer, chain, state, event);
      state = folded.state;
      if (folded.error === null) return;
      const { version, position, eventId, type } = event;
      problems.push({ version, position, eventId, type, error: folded.error });
    },
  };
}

function timeOf({ occurredAt, recordedAt }: StoredEvent, clock: "occurred" | "recorded" = "occurred"): Date {
  return clock === "occurred" ? occurredAt : recordedAt;
}

interface End {
  /** The newest version that can belong to the point. */
  readonly version: number;
  /** Up to here every version belongs to it, so that a snapshot may stand for them. */
  readonly wholeUpTo: number;
}

const LAST_AT_POSITION = `
select coalesce(max(version), 0) as version from foldline.events where stream_id = $1 and position <= $2`;

// The store's clock has microseconds, a Date has not: an event counts as of the millisecond that people see it at.
const LAST_AT_INSTANT = `
select coalesce(max(version) filter (where at <= $2), 0) as version,
       coalesce(min(version) filter (where at > $2) - 1, max(version), 0) as whole_up_to
  from (select version, date_trunc('milliseconds', case when $3 then recorded_at else occurred_at end) as at
          from foldline.events where stream_id = $1) e`;

/** The newest version that belongs to a point, and how far every version does. */
async function resolvePoint(db: Queryable, streamId: string, point: StatePoint): Promise<End> {
  if (point.instant !== undefined) {
    const { rows } = await db.query<{ version: string; whole_up_to: string }>(LAST_AT_INSTANT, [
      streamId,
      point.instant,
      point.clock === "recorded",
    ]);
    return { version: Number(rows[0]?.version ?? 0), wholeUpTo: Number(rows[0]?.whole_up_to ?? 0) };
  }
  if (point.position !== undefined) {
    const { rows } = await db.query<{ version: string }>(LAST_AT_POSITION, [streamId, point.position.toString()]);
    const version = Number(rows[0]?.version ?? 0);
    return { version, wholeUpTo: version };
  }
  const version = point.version ?? Number.MAX_SAFE_INTEGER;
  return { version, wholeUpTo: version };
}
