import type { StoredEvent } from "../events";
import { ExpressionError } from "../evolution/cel-parse";
import { readStream } from "../store/read-stream";
import { type StateContext, type StateProblem, startFold } from "./state-at";
import type { StateCondition } from "./state-condition";

/** The first event of a stream after which a condition on the state holds. */
export interface Bisection<State> {
  /** `null`: it holds after none. */
  readonly found: { readonly event: StoredEvent; readonly before: State; readonly after: State } | null;
  readonly eventsRead: number;
  /** Time ran out before the end of the stream: later events were not looked at. */
  readonly cut: boolean;
  /** Events that the states do not contain. */
  readonly problems: readonly StateProblem[];
  /** After how many events the condition could not be decided, and the first of them. */
  readonly undecided: { readonly events: number; readonly version: number; readonly error: ExpressionError } | null;
}

const PAGE = 1_000;

/**
 * Finds the first event after which a condition holds. Every state is looked at, from the first on: a condition may come
 * and go, so that halving the stream could miss where it held first. Ends after `withinMs`, if that comes earlier.
 */
export async function bisectStream<State>(
  { db, chain, reducer }: StateContext<State>,
  streamId: string,
  condition: StateCondition,
  { withinMs = Number.POSITIVE_INFINITY }: { readonly withinMs?: number } = {},
): Promise<Bisection<State>> {
  const startedAt = performance.now();
  const fold = startFold(reducer, chain, reducer.initial);
  let eventsRead = 0;
  let undecided: Bisection<State>["undecided"] = null;
  for (let from = 1; ; from += PAGE) {
    const events = await readStream(db, streamId, { from, to: from + PAGE - 1 });
    for (const event of events) {
      if (performance.now() - startedAt > withinMs) {
        return { found: null, eventsRead, cut: true, problems: fold.problems, undecided };
      }
      eventsRead += 1;
      const before = fold.state();
      fold.apply(event);
      const after = fold.state();
      try {
        if (condition.holds(after, event)) {
          return { found: { event, before, after }, eventsRead, cut: false, problems: fold.problems, undecided };
        }
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        const first: NonNullable<Bisection<State>["undecided"]> = undecided ?? {
          events: 0,
          version: event.version,
          error,
        };
        undecided = { ...first, events: first.events + 1 };
      }
    }
    if (events.length < PAGE) return { found: null, eventsRead, cut: false, problems: fold.problems, undecided };
  }
}
