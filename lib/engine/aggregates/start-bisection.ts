import type { StoredEvent } from "../events";
import { ExpressionError } from "../evolution/cel/parse";
import { type StateContext, type StateProblem, startFold } from "./state-at";
import type { StateCondition } from "./state-condition";

/** What is known of a condition on the states of one stream, after the events that were looked at. */
export interface BisectionSoFar<State> {
  /** The first event after which it holds; `null`: it holds after none. */
  readonly found: { readonly event: StoredEvent; readonly before: State; readonly after: State } | null;
  readonly eventsRead: number;
  /** Events that the states do not contain. */
  readonly problems: readonly StateProblem[];
  /** After how many events the condition could not be decided, and the first of them. */
  readonly undecided: Undecided | null;
}

interface Undecided {
  readonly events: number;
  readonly version: number;
  readonly position: bigint;
  readonly error: ExpressionError;
}

/** Looks for the first event after which a condition holds, one event of a stream after the other. */
export function startBisection<State>(
  { chain, reducer }: Pick<StateContext<State>, "chain" | "reducer">,
  condition: StateCondition,
): { readonly take: (event: StoredEvent) => void; readonly soFar: () => BisectionSoFar<State> } {
  const fold = startFold(reducer, chain, reducer.initial);
  let eventsRead = 0;
  let found: BisectionSoFar<State>["found"] = null;
  let undecided: Undecided | null = null;
  return {
    take(event) {
      if (found !== null) return;
      eventsRead += 1;
      const before = fold.state();
      fold.apply(event);
      const after = fold.state();
      try {
        if (condition.holds(after, event)) found = { event, before, after };
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        const { version, position } = event;
        const first: Undecided = undecided ?? { events: 0, version, position, error };
        undecided = { ...first, events: first.events + 1 };
      }
    },
    soFar: () => ({ found, eventsRead, problems: fold.problems, undecided }),
  };
}
