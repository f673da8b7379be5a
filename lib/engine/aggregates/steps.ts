import type { StoredEvent } from "../events";
import { streamPages } from "../store/stream-pages";
import { type FoldedEvent, foldEvent } from "./fold-event";
import { type StateContext, stateAt } from "./state-at";

/** One event of a stream and what folding it did. */
export interface Step<State> extends Omit<FoldedEvent<State>, "state"> {
  readonly event: StoredEvent;
  readonly before: State;
  /** The same as `before` where the event could not be read or folded. */
  readonly after: State;
}

/** Which versions are gone through. */
export interface StepRange {
  /** The state before it may come from a snapshot. */
  readonly from?: number;
  readonly to: number;
  /** Events that it does not hold for are passed over as if they were not there; only from version 1 on. */
  readonly only?: ((event: StoredEvent) => boolean) | undefined;
}

/** Folds a stream event by event and hands out every step. Goes on past events that cannot be read or folded. */
export async function* stepsThrough<State>(
  context: StateContext<State>,
  streamId: string,
  range: StepRange,
): AsyncGenerator<Step<State>> {
  for await (const page of stepPages(context, streamId, range)) yield* page;
}

/**
 * The same, some events at a time: the steps of a page follow without a turn of the event loop between them, which for
 * many small steps costs more than they do. A page is to be gone through before the next is asked for.
 */
export async function* stepPages<State>(
  context: StateContext<State>,
  streamId: string,
  { from = 1, to, only }: StepRange,
): AsyncGenerator<Iterable<Step<State>>> {
  const { db, chain, reducer } = context;
  let { state } = from > 1 ? await stateAt(context, streamId, { version: from - 1 }) : { state: reducer.initial };
  function* stepsOf(events: readonly StoredEvent[]): Generator<Step<State>> {
    for (const event of events) {
      if (only?.(event) === false) continue;
      const before = state;
      const { state: after, ...folded } = foldEvent(reducer, chain, before, event);
      state = after;
      yield { event, before, after, ...folded };
    }
  }
  for await (const events of streamPages(db, streamId, { from, to })) yield stepsOf(events);
}
