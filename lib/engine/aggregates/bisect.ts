import { breathing } from "../breathing";
import { streamPages } from "../store/stream-pages";
import { type BisectionSoFar, startBisection } from "./start-bisection";
import type { StateContext } from "./state-at";
import type { StateCondition } from "./state-condition";

/** The first event of a stream after which a condition on the state holds. */
export interface Bisection<State> extends BisectionSoFar<State> {
  /** Time ran out before the end of the stream: later events were not looked at. */
  readonly cut: boolean;
}

/**
 * Finds the first event after which a condition holds. Every state is looked at, from the first on: a condition may come
 * and go, so that halving the stream could miss where it held first. Ends after `withinMs`, if that comes earlier.
 */
export async function bisectStream<State>(
  context: StateContext<State>,
  streamId: string,
  condition: StateCondition,
  { withinMs = Number.POSITIVE_INFINITY }: { readonly withinMs?: number } = {},
): Promise<Bisection<State>> {
  const startedAt = performance.now();
  const bisection = startBisection(context, condition);
  const breathe = breathing();
  for await (const events of streamPages(context.db, streamId, { from: 1, to: Number.MAX_SAFE_INTEGER })) {
    for (const event of events) {
      if (performance.now() - startedAt > withinMs) return { ...bisection.soFar(), cut: true };
      const breath = breathe();
      if (breath !== undefined) await breath;
      bisection.take(event);
      if (bisection.soFar().found !== null) return { ...bisection.soFar(), cut: false };
    }
  }
  return { ...bisection.soFar(), cut: false };
}
