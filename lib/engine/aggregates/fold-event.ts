import { ReducerFailedError, type UpcastFailedError } from "../errors";
import type { StoredEvent } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import type { Reducer } from "./reducer";

/** A state after one more event, what that took, and why the event left it as it was if it could not be read or folded. */
export interface FoldedEvent<State> {
  readonly state: State;
  readonly error: UpcastFailedError | ReducerFailedError | null;
  /** Of reading the event through its upcasters. */
  readonly upcastMicros: number;
  /** Of the reducer alone. */
  readonly reducerMicros: number;
}

/** Folds one stored event into a state; never throws for what an event makes an upcaster or a reducer do. */
export function foldEvent<State>(
  reducer: Reducer<State>,
  chain: UpcasterChain,
  before: State,
  event: StoredEvent,
): FoldedEvent<State> {
  const startedAt = performance.now();
  const upcast = chain.tryUpcast(event);
  const readAt = performance.now();
  const upcastMicros = (readAt - startedAt) * 1000;
  if (!upcast.ok) return { state: before, error: upcast.error, upcastMicros, reducerMicros: 0 };
  try {
    const state = upcast.events.reduce((current, each) => reducer.evolve(current, each), before);
    return { state, error: null, upcastMicros, reducerMicros: (performance.now() - readAt) * 1000 };
  } catch (cause) {
    const error = new ReducerFailedError(reducer.name, event, { cause });
    return { state: before, error, upcastMicros, reducerMicros: (performance.now() - readAt) * 1000 };
  }
}
